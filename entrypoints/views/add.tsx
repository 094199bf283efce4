import { useState } from 'preact/hooks';
import { Refusal } from '../../components/refusal.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { t } from '../../lib/texts/i18n.ts';
import type { Taken } from './take-pasted.ts';

/** Adds views by their addresses: the right ones are kept, the wrong ones stay in the box, each with its reason. */
export function AddViews({ onAdded }: { onAdded(): Promise<void> }) {
  const { refused, tell, openOptions } = useDeeds(true);
  const [text, setText] = useState('');
  const [taken, setTaken] = useState<Taken>();
  const add = async () => {
    const { takePasted } = await import('./take-pasted.ts');
    const now = await takePasted(text);
    // Told once they stand there.
    await onAdded().catch(() => undefined);
    setTaken(now);
    // What was typed meanwhile stays.
    setText((typed) => (typed === text ? now.left : typed));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setTaken(undefined);
    if (text.trim()) tell(add());
    else document.getElementById('addresses')?.focus();
  };
  return (
    <form class="card" onSubmit={submit}>
      <label for="addresses">{t('views_add_label')}</label>
      <p id="addresses-hint" class="quiet">
        {t('views_add_hint')}
      </p>
      <textarea
        id="addresses"
        rows={3}
        dir="ltr"
        spellcheck={false}
        aria-describedby="addresses-hint"
        placeholder="https://goals.microsoft.com/org_uuid/…/objective-explorer?viewId=…"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="actions">
        <button type="submit">{t('views_add')}</button>
        <span role="status">{taken?.said}</span>
      </div>
      <Refusal problem={refused} deeds={{ openOptions }} />
      {taken && taken.wrong.length > 0 ? (
        <ul class="wrong" aria-label={t('views_wrong')}>
          {taken.wrong.map(({ line, address, reason }) => (
            <li key={`${line} ${address}`}>
              {reason} <bdi class="quiet">{address}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </form>
  );
}
