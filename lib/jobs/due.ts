import { isOpen, type Job, type OpenJob } from './job.ts';

/* When an export's next step is due. Pure. */

/** A paused or waiting export is due now. */
export function resume(job: OpenJob, now: number): Job {
  const { hold: _hold, ...rest } = job;
  return { ...rest, updatedAt: now, dueAt: now };
}

/** After the clock was set back: the same wait, from now on. */
export function restartWait(job: Job, now: number): Job {
  if (!isOpen(job) || now >= job.updatedAt) return job;
  const due = nextDue(job, now);
  if (due === undefined) return { ...job, updatedAt: now };
  const hold = job.hold?.retryAt === undefined ? {} : { hold: { ...job.hold, retryAt: due } };
  return { ...job, ...hold, updatedAt: now, dueAt: due };
}

/**
 * When the step of an export is due, epoch ms; undefined when it waits for an event. When the clock was set back, the
 * wait starts anew.
 */
export function nextDue(job: Job, now: number): number | undefined {
  if (!isOpen(job) || job.dueAt === undefined) return;
  return now < job.updatedAt ? now + (job.dueAt - job.updatedAt) : job.dueAt;
}
