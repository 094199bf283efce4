import { useEffect, useState } from 'preact/hooks';
import { loadCommandKey, openKeySettings } from '../../lib/browser/command-key.ts';
import { t } from '../../lib/texts/i18n.ts';

/** The ways to an export. A key is promised only where there is one; where there is none, the way to set one. */
export function ExportHint({ tell }: { tell(done: Promise<unknown>): void }) {
  const [key, setKey] = useState<string>();
  useEffect(() => {
    const look = () => void loadCommandKey().then(setKey, () => undefined);
    look();
    // Back from where keys are set.
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, []);
  return (
    <>
      <p>{key ? t('welcome_export_hint', key) : t('welcome_export_hint_noKey')}</p>
      {key === '' ? (
        <p>
          {t('welcome_noKey')}{' '}
          <button type="button" class="link" onClick={() => tell(openKeySettings())}>
            {t('setKey')}
          </button>
        </p>
      ) : null}
    </>
  );
}
