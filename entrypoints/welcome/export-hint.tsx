import { useFresh } from '../../components/use-fresh.ts';
import { loadCommandKey, openKeySettings } from '../../lib/browser/command-key.ts';
import { t } from '../../lib/texts/i18n.ts';

/** The ways to an export. A key is promised only where there is one; where there is none, the way to set one. */
export function ExportHint({ tell }: { tell(done: Promise<unknown>): void }) {
  const [key] = useFresh<string | undefined>({ first: undefined, load: loadCommandKey, listen: onFocus });
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

/** Back from where keys are set. */
function onFocus(listener: () => void): () => void {
  addEventListener('focus', listener);
  return () => removeEventListener('focus', listener);
}
