import { longestExport } from '../graph/retry.ts';
import type { Setback } from '../problems/problems.ts';
import { report } from '../problems/refused.ts';
import { loadThrottling, saveThrottling, type Throttling } from '../storage/storage.ts';
import type { Outcome } from './outcome.ts';

/*
 * Microsoft Graph throttles a user of an application, not one export: when it asks one to wait, all of them do.
 */

/** What a request to the service brings that is no step of an export. */
export type OtherAnswer = { type: 'list' };

/** How long the service throttles us after this outcome: as before, or longer. Pure. */
export function throttlingAfter(
  known: Throttling | undefined,
  outcome: Outcome | OtherAnswer,
  now: number,
): Throttling | undefined {
  const answer = outcome.type === 'notCreated' ? outcome.setback : outcome;
  if ((answer.type !== 'delayed' && answer.type !== 'unanswered') || answer.retryAfter === undefined)
    return known;
  const until = now + Math.min(answer.retryAfter, longestExport);
  return until > (known?.until ?? 0) ? { since: now, until } : known;
}

/** The outcome of a step that does not ask, because the service throttles us; undefined when it may. Pure. */
export function throttledBy(known: Throttling | undefined, now: number): Setback | undefined {
  // Before `since`: the clock was set back, and nobody knows any more.
  if (!known || now < known.since || now >= known.until) return;
  return { type: 'delayed', cause: { code: 'throttled' }, retryAfter: known.until - now };
}

/** The last that could not be written down. */
let unwritten: Throttling | undefined;

/** Writes down how long the service asked to wait, if it did. */
export async function noteThrottling<T extends Outcome | OtherAnswer>(outcome: T): Promise<T> {
  if (!throttlingAfter(undefined, outcome, Date.now())) return outcome;
  const before = await loadThrottling();
  const after = throttlingAfter(before, outcome, Date.now());
  if (after && after !== before)
    await saveThrottling(after).catch((error) => {
      unwritten = after;
      report(error);
    });
  return outcome;
}

export const throttledNow = async (): Promise<Setback | undefined> =>
  throttledBy(unwritten, Date.now()) ?? throttledBy(await loadThrottling(), Date.now());
