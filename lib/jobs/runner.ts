import { loadAccessProblem } from '../browser/site-access.ts';
import { sameView } from '../goals/explorer-view.ts';
import { kindOf } from '../problems/problems.ts';
import { watch, whenDue } from './alarm.ts';
import { retry } from './deeds.ts';
import { nextDue, restartWait, resume } from './due.ts';
import { isOpen } from './job.ts';
import { loadJobsFor, loadOpenJobs } from './load.ts';
import { missed, runJob, runOf, schedule, wake } from './run.ts';
import type { Event } from './wait.ts';
import { updateJob } from './write.ts';

/* When exports get on: what is due, and what happened. */

whenDue(() => runDueJobs());

/** When the last run began that could not write down what a step brought (epoch ms). */
let failedAt = Number.NEGATIVE_INFINITY;
/** For so long after it nothing is taken (ms): less than the minute for which its alarm is set. */
const rest = 50_000;

/**
 * Takes every step that is due, and sets the alarm for the next one. Goes by what is due alone: a step that is under way, or a call
 * that is not answered, keeps no other export waiting. Whatever fails here is done again after a minute: where the disk is full it
 * stays due, and the service would be asked for it again and again.
 */
export async function runDueJobs(): Promise<void> {
  const begun = Date.now();
  await watch();
  if (Math.abs(begun - failedAt) < rest) return;
  for (const event of missed) {
    await wakeAfter(event);
    missed.delete(event);
  }
  const now = Date.now();
  const open = await loadOpenJobs();
  // Written down: else the wait would start anew each time, until the clock is back where it was.
  for (const { id, updatedAt } of open)
    if (now < updatedAt) await updateJob(id, (job) => restartWait(job, now));
  const due = open.filter((job) => nextDue(job, now) <= now);
  await Promise.all(due.map(({ id }) => runJob(id, false))).catch((error) => {
    failedAt = begun;
    throw error;
  });
  await schedule();
}

/** Looks after exports whose download made progress. */
export async function runSavingJobs(downloadId: number): Promise<void> {
  try {
    const jobs = (await loadOpenJobs()).filter(
      (job) => job.phase === 'saving' && job.file?.downloadId === downloadId,
    );
    for (const { id } of jobs) {
      // The step under way may have looked just before: look again after it.
      await runOf(id);
      await wake(id, (job) => (isOpen(job) ? resume(job, Date.now()) : job));
      await runJob(id, false);
    }
  } catch (error) {
    missed.add('download');
    await watch();
    throw error;
  }
}

/** Somebody signed in, or access to a site was given or taken: what waited for that goes on, where it can. */
export function resumePaused(waitedFor: 'signIn' | 'siteAccess'): Promise<void> {
  missed.add(waitedFor);
  return runDueJobs();
}

/** So long after it failed for want of a sign-in an export goes on by the next one (ms). */
const signInAwaited = 60 * 60_000;

/** Makes due what waited for an event. */
async function wakeAfter(event: Event): Promise<void> {
  if (event === 'signIn')
    // The last ones of their views, and not long ago.
    for (const { id, problem } of (await loadJobsFor()).filter(
      (job, at, all) => all.findIndex((other) => sameView(other.view, job.view)) === at,
    ))
      if (problem && kindOf(problem.code).action === 'signIn' && Date.now() - problem.at < signInAwaited)
        await wake(id, (job) => retry(job, Date.now()));
  const waiting = (await loadOpenJobs()).filter((job) => job.wait.for === event);
  if (waiting.length === 0 || (event === 'siteAccess' && (await loadAccessProblem()))) return;
  for (const { id } of waiting)
    await wake(id, (job) => (isOpen(job) && job.wait.for === event ? resume(job, Date.now()) : job));
}
