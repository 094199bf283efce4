import { keyOf } from '../../lib/goals/explorer-view.ts';
import { send } from '../../lib/messages/messages.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { loadKnown } from '../../lib/views/known.ts';
import { type Pasted, readPasted, type WrongLine } from '../../lib/views/pasted.ts';

/** What came of pasted addresses. */
export interface Taken {
  /** How many were added, and how many were not. */
  said: string;
  wrong: { line: number; address: string; reason: string }[];
  /** The lines that stay to be mended: once, however many of their addresses are wrong. */
  left: string;
}

/** Adds the views that are named; the rest is told. */
export async function takePasted(text: string): Promise<Taken> {
  const { views } = await loadKnown();
  const pasted = readPasted(text, new Set(views.map(keyOf)));
  if (pasted.views.length > 0) await send('addViews', { views: pasted.views, source: 'pasted' });
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  return {
    said: addedText(pasted),
    wrong: pasted.wrong.map((one) => ({ line: one.line, address: one.text, reason: reasonText(one.reason) })),
    left: lines.filter((_, at) => pasted.wrong.some(({ line }) => line === at + 1)).join('\n'),
  };
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
