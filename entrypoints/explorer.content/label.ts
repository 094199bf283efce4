import type { ExplorerPage } from '../../lib/goals/explorer-view.ts';
import { busyStatuses, type Status } from '../../lib/jobs/status.ts';
import type { ViewStatus } from '../../lib/messages/messages.ts';
import type { ProblemCode } from '../../lib/problems/problems.ts';
import { formatTime, type MessageKey, t } from '../../lib/texts/i18n.ts';

export type Look = 'ready' | 'busy' | 'saved';

interface Label {
  /** Stands on the button instead of "Export view"; empty when there is nothing to tell. */
  text: string;
  look: Look;
  /** What there is to look up, beside the button. */
  problem: string;
  /** What is said to who does not see it: with its reason, what it waits for, whose export it is. */
  spoken: string;
}

const isBusy = (status: Status | undefined): boolean => (busyStatuses as readonly unknown[]).includes(status);

/**
 * What the button says.
 * @param asked it has been pressed: until then it says nothing of why nothing can be exported, or not yet
 */
export function labelOf(page: ExplorerPage, asked: boolean, now: ViewStatus): Label {
  const { needsSetUp, status, problem, joined } = now;
  const code = problem?.code ?? (asked && 'invalid' in page ? page.invalid : undefined);
  const busy = isBusy(status);
  const look = busy ? 'busy' : status === 'done' ? 'saved' : 'ready';
  const text =
    look === 'ready' ? (asked && needsSetUp ? t('button_setUp') : '') : t(`status_${status as Status}`);
  const [title, reason] = code ? problemTexts(code, problem?.retryAt) : ['', ''];
  const of = busy && joined ? t('wasJoined') : '';
  const spoken = title ? t('sentences', title, reason) : text && of ? t('sentences', text, of) : text;
  return { text, look, problem: title || of, spoken };
}

/** Stands where a text has a value that the page is not told. */
const hole = '\u2060';

/** What went wrong; until when it waits, or why it went wrong. */
function problemTexts(code: ProblemCode, retryAt: number | undefined): [title: string, reason: string] {
  const title = t(`problem_${code}_title`);
  if (retryAt) return [title, t('continuesAt', formatTime(retryAt))];
  const happened = t(`problem_${code}_happened`, hole);
  return [title, happened.includes(hole) ? t(`problem_${code}_todo` as MessageKey) : happened];
}
