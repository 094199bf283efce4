import { defined } from '../data/data.ts';
import { isOpen, type Job, type OpenJob } from './job.ts';
import { stepDue } from './wait.ts';

/* When an export's next step is due. Pure. */

/** Makes the next step of a paused or waiting export due now. */
export const resume = (job: OpenJob, now: number): Job => ({ ...job, updatedAt: now, ...stepDue(now) });

/** After the clock was set back: the same wait, from now on. */
export function restartWait(job: Job, now: number): Job {
  if (!isOpen(job) || now >= job.updatedAt) return job;
  const by = now - job.updatedAt;
  const moved = (at: number | undefined) => (at === undefined ? at : at + by);
  const { until, notBefore, ...wait } = job.wait;
  return {
    ...job,
    updatedAt: now,
    wait: defined({ ...wait, until: moved(until), notBefore: moved(notBefore) }),
  };
}

/** When the step of an export is due (epoch ms); `Infinity` when it waits for an event. When the clock was set back, the wait starts anew. */
export const nextDue = (job: Job, now: number): number =>
  restartWait(job, now).wait?.until ?? Number.POSITIVE_INFINITY;
