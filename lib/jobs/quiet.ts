import { longestExport } from '../graph/retry.ts';
import type { Setback } from '../problems/problems.ts';
import { loadQuiet, type Quiet, saveQuiet } from '../storage/storage.ts';
import type { Outcome } from './outcome.ts';

/*
 * Microsoft Graph throttles a user of an application, not one export: when it asks one to wait, all of them do.
 */

/** What else than an export's step the service may be asked for. */
export type OtherAnswer = { type: 'list' };

/** How long the service wants to be left alone after this outcome: as before, or longer. Pure. */
export function quietAfter(
  quiet: Quiet | undefined,
  outcome: Outcome | OtherAnswer,
  now: number,
): Quiet | undefined {
  const answer = outcome.type === 'notCreated' ? outcome.setback : outcome;
  if ((answer.type !== 'delayed' && answer.type !== 'unanswered') || answer.retryAfter === undefined)
    return quiet;
  const until = now + Math.min(answer.retryAfter, longestExport);
  return until > (quiet?.until ?? 0) ? { since: now, until } : quiet;
}

/** The outcome of a step that does not ask, because the service wants to be left alone; undefined when it may. Pure. */
export function keepingQuiet(quiet: Quiet | undefined, now: number): Setback | undefined {
  // Before `since`: the clock was set back, and nobody knows any more.
  if (!quiet || now < quiet.since || now >= quiet.until) return;
  return { type: 'delayed', cause: { code: 'throttled' }, retryAfter: quiet.until - now };
}

/** Writes down how long the service asked to be left alone, if it did. */
export async function noteQuiet<T extends Outcome | OtherAnswer>(outcome: T): Promise<T> {
  if (!quietAfter(undefined, outcome, Date.now())) return outcome;
  const before = await loadQuiet();
  const after = quietAfter(before, outcome, Date.now());
  if (after && after !== before) await saveQuiet(after);
  return outcome;
}

export const toKeepQuiet = async (): Promise<Setback | undefined> =>
  keepingQuiet(await loadQuiet(), Date.now());
