import { useEffect, useState } from 'preact/hooks';
import type { SettingKey, Settings } from '../../lib/settings/catalogue.ts';
import { missingFor, onAllowedChanged } from '../../lib/settings/needs.ts';

/** The settings that are on, for which the browser has to be asked first; kept up to date. */
export function useMissingFor(settings: Settings): SettingKey[] {
  const [missing, setMissing] = useState<SettingKey[]>([]);
  useEffect(() => {
    let gone = false;
    const reload = () => void missingFor(settings).then((now) => gone || setMissing(now));
    const end = onAllowedChanged(reload);
    reload();
    return () => {
      gone = true;
      end();
    };
  }, [settings]);
  return missing;
}
