import { useState } from 'preact/hooks';
import { Refusal } from '../../components/refusal.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { keyOf } from '../../lib/goals/explorer-view.ts';
import { send } from '../../lib/messages/messages.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { loadKnown } from '../../lib/views/known.ts';
import type { Pasted, WrongLine } from '../../lib/views/pasted.ts';

/** Adds views by their addresses: the right ones are kept, the wrong ones stay in the box, each with its reason. */
export function AddViews({ onAdded }: { onAdded(): Promise<void> }) {
  const { refused, tell, openOptions } = useDeeds(true);
  const [text, setText] = useState('');
  const [result, setResult] = useState<Pasted>();
  const add = async () => {
    const { readPasted } = await import('../../lib/views/pasted.ts');
    const { views } = await loadKnown();
    const pasted = readPasted(text, new Set(views.map(keyOf)));
    if (pasted.views.length > 0) await send('addViews', { views: pasted.views, source: 'pasted' });
    // Told once they stand there.
    await onAdded();
    setResult(pasted);
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
    // Once, however many of its addresses are wrong.
    setText(lines.filter((_, at) => pasted.wrong.some(({ line }) => line === at + 1)).join('\n'));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setResult(undefined);
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
        <span role="status">{result ? addedText(result) : ''}</span>
      </div>
      <Refusal problem={refused} deeds={{ openOptions }} />
      {result && result.wrong.length > 0 ? (
        <ul class="wrong" aria-label={t('views_wrong')}>
          {result.wrong.map(({ line, text: address, reason }) => (
            <li key={`${line} ${address}`}>
              {reasonText(reason)} <bdi class="quiet">{address}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </form>
  );
}

function addedText({ views, duplicates, wrong }: Pasted): string {
  const parts = [t('views_added', formatCount(views.length))];
  if (duplicates.length > 0) parts.push(t('views_known', formatCount(duplicates.length)));
  if (wrong.length > 0) parts.push(t('views_notAdded', formatCount(wrong.length)));
  return parts.join(' · ');
}

const reasonText = (reason: WrongLine['reason']): string =>
  reason === 'notExplorer' || reason === 'tooMany'
    ? t(`views_wrong_${reason}`)
    : t(`problem_${reason}_title`);
