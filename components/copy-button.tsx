import { useState } from 'preact/hooks';
import { type MessageKey, plain, t } from '../lib/i18n.ts';

/** Copies a text and says that it did. */
export function CopyButton({ text, label }: { text: string; label: MessageKey }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = () =>
    navigator.clipboard.writeText(plain(text)).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  return (
    <>
      <button type="button" onClick={copy}>
        {t(label)}
      </button>
      <span role="status" class="quiet">
        {state === 'copied' ? t('copied') : state === 'refused' ? t('copyRefused') : ''}
      </span>
    </>
  );
}
