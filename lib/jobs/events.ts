import { defined } from '../data/data.ts';
import type { Job, JobEvent } from './job.ts';

const keptEvents = 20;

/** Adds to an export's events what the change from `before` to `after` was; nothing where only time passed. Pure. */
export function recordEvent(before: Job, after: Job): Job {
  const problem = after.problem ?? after.wait?.problem;
  if (after === before || (after.phase === before.phase && after.status === before.status && !problem))
    return after;
  const { requestId, clientRequestId } = problem?.details ?? {};
  const { updatedAt: at, phase } = after;
  const event: JobEvent = defined({ at, phase, code: problem?.code, requestId, clientRequestId });
  return { ...after, events: [...after.events, event].slice(-keptEvents) };
}
