import { useState } from 'preact/hooks';
import { type MessageKey, t, withoutIsolates } from '../lib/texts/i18n.ts';

interface Props {
  text: string;
  label: MessageKey;
  /** It is what its place is about. */
  primary?: boolean;
}

/** Copies a text and says that it did. */
export function CopyButton({ text, label, primary = false }: Props) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = () =>
    navigator.clipboard.writeText(withoutIsolates(text)).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  return (
    <>
      <button type="button" class={primary ? 'primary' : ''} onClick={copy}>
        {t(label)}
      </button>
      <span role="status" class="quiet copied">
        {state === 'copied' ? t('copied') : state === 'refused' ? t('copyRefused') : ''}
      </span>
    </>
  );
}
