import { useEffect, useState } from 'preact/hooks';
import { missingSites, onSiteAccessChanged } from '../lib/browser/site-access.ts';
import type { Site } from '../lib/goals/hosts.ts';

/** The sites that the browser does not let us use, kept up to date. */
export function useMissingSites(first: Site[] = []): Site[] {
  const [missing, setMissing] = useState(first);
  useEffect(() => {
    let asked = 0;
    const reload = async () => {
      const turn = ++asked;
      const now = await missingSites();
      // An earlier question may be answered later.
      if (turn === asked) setMissing((before) => (`${now}` === `${before}` ? before : now));
    };
    const end = onSiteAccessChanged(() => void reload());
    // It may have changed before anybody listened.
    void reload();
    return end;
  }, []);
  return missing;
}
