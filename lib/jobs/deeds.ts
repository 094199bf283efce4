import { kindOf } from '../problems/problems.ts';
import { resume } from './due.ts';
import { recordEvent } from './events.ts';
import { isOpen, type Job, newJob } from './job.ts';
import { withPatch } from './setback.ts';
import { stepDue, type Wait } from './wait.ts';

/* What the user does with an export. Pure. */

/** The user no longer wants it. The service offers no way to cancel: its job runs on. */
export function cancel(job: Job, now: number): Job {
  return isOpen(job) ? recordEvent(job, withPatch(job, { phase: 'cancelled', updatedAt: now })) : job;
}

/**
 * The user asks for another try: at the step that failed, or with a new export job where that one is dead.
 * An open export is merely tried at once, unless the service asked to wait.
 */
export function retry(job: Job, now: number): Job {
  const { notBefore = now } = job.wait ?? {};
  if (isOpen(job)) return now < notBefore ? job : resume(job, now);
  if (!job.problem || !job.failedIn) return job;
  const { retryFrom } = kindOf(job.problem.code);
  if (!retryFrom) return job;
  if (now < notBefore) {
    const problem = { code: 'throttled' as const, at: now };
    const wait: Wait = { for: 'retryAfter', until: notBefore, notBefore, problem };
    return { ...retry(withPatch(job, {}), now), wait };
  }
  const { problem: _problem, failedIn, ...rest } = job;
  if (retryFrom === 'sameStep') {
    const begun = { failures: 0, waited: 0, requestedAt: now, updatedAt: now, ...stepDue(now) };
    const again = withWhoSuits({ ...withPatch(rest, begun), phase: failedIn });
    if (failedIn !== 'saving') return again;
    // The content was released when the export ended, and its download stays cancelled: fetch it again.
    const { file: _file, ...unsaved } = again;
    return { ...unsaved, phase: 'ready' };
  }
  const account = job.exportJobId ? job.account : undefined;
  return { ...newJob(job.id, job.view, job.title, now, account), events: job.events };
}

/** The account led to no job: another one may be signed in by now. */
function withWhoSuits(job: Job): Job {
  if (job.phase !== 'requested') return job;
  const { account: _account, ...rest } = job;
  return rest;
}
