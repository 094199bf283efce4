import { longestExport } from '../retry.ts';
import { loadQuiet, saveQuiet } from '../storage.ts';
import type { Outcome, Setback } from './outcome.ts';

/*
 * Microsoft Graph throttles a user of an application, not one export: when it asks one to wait, all of them do.
 */

/** What else than an export's step the service may be asked for. */
export type OtherAnswer = { type: 'list' };

/** Writes down how long the service asked to be left alone, if it did. */
export async function noteQuiet<T extends Outcome | OtherAnswer>(outcome: T): Promise<T> {
  const answer = outcome.type === 'notCreated' ? outcome.setback : outcome;
  if ((answer.type === 'delayed' || answer.type === 'unanswered') && answer.retryAfter !== undefined) {
    const since = Date.now();
    const until = since + Math.min(answer.retryAfter, longestExport);
    if (until > ((await loadQuiet())?.until ?? 0)) await saveQuiet({ since, until });
  }
  return outcome;
}

/** The outcome of a step that does not ask, because the service wants to be left alone; undefined when it may. */
export async function toKeepQuiet(): Promise<Setback | undefined> {
  const quiet = await loadQuiet();
  const now = Date.now();
  // Before `since`: the clock was set back, and nobody knows any more.
  if (!quiet || now < quiet.since || now >= quiet.until) return;
  return { type: 'delayed', cause: { code: 'throttled' }, retryAfter: quiet.until - now };
}
