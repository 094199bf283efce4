import { signIn } from '../auth/auth.ts';
import { loadAccessProblem } from '../browser/site-access.ts';
import { type ExplorerView, sameView } from '../goals/explorer-view.ts';
import { Refused } from '../problems/refused.ts';
import { loadAccount, saveSignInProblem } from '../storage/storage.ts';
import { accountFor } from './accounts.ts';
import { watch } from './alarm.ts';
import { cancel, retry } from './deeds.ts';
import { isOpen, isPaused, type Job, newJob } from './job.ts';
import { loadJobs, loadJobsFor } from './load.ts';
import { release, runJob, schedule, wake } from './run.ts';
import { loadViewNames, nameIn } from './view-names.ts';
import { addJob, inTurn, updateJob, writeItems } from './write.ts';

/* What a user, or a batch, wants of exports. */

/**
 * Exports a view because a user asked for it. While an export of the view is under way there is no second one.
 */
export async function requestExport(view: ExplorerView, title: string | undefined): Promise<void> {
  await watch();
  const name = nameIn(await loadViewNames(), view) ?? title;
  await begin(
    () => loadJobsFor(view),
    (known) => sameView(known.view, view),
    (id, now, jobs) => {
      const known = jobs.find((job) => sameView(job.view, view))?.title;
      return newJob(id, view, name ?? known, now, accountFor(view.goalsOrganizationId, jobs));
    },
  );
}

/** Fetches the result of an export job that the service has already: one of an earlier export, or of elsewhere. */
export async function fetchExport(view: ExplorerView, exportJobId: string): Promise<void> {
  await watch();
  const name = nameIn(await loadViewNames(), view);
  await begin(
    loadJobs,
    (known) => known.exportJobId === exportJobId,
    (id, now, jobs) => {
      const before = jobs.find((known) => known.exportJobId === exportJobId);
      const account = before?.account ?? accountFor(view.goalsOrganizationId, jobs);
      const job = newJob(id, view, name ?? before?.title, now, account);
      return { ...job, phase: 'following', exportJobId };
    },
  );
}

/** Writes a new export down and runs it, unless one like it is under way: then that one gets on, if it waited. */
async function begin(
  load: () => Promise<Job[]>,
  isLike: (job: Job) => boolean,
  make: (id: string, now: number, jobs: Job[]) => Job,
): Promise<void> {
  const job = await inTurn(async () => {
    const jobs = await load();
    const underWay = jobs.find((known) => isOpen(known) && isLike(known));
    if (underWay) return underWay;
    const written = make(crypto.randomUUID(), Date.now(), jobs);
    await addJob(written);
    return written;
  });
  if (isPaused(job)) await wake(job.id, (paused) => retry(paused, Date.now()));
  await runJob(job.id, true);
}

/**
 * Writes the export of a view in a batch down, unless one of the view is under way: then that one is the batch's.
 * @param id the export's, where it is a new one
 * @param claim what is written with it, as one; undefined where it is no longer wanted
 * @returns the id of the export that it came to; undefined when nothing was written
 */
export const writeForBatch = (
  view: ExplorerView,
  id: string,
  claim: (jobId: string) => Promise<Record<string, unknown> | undefined>,
): Promise<string | undefined> =>
  inTurn(async () => {
    const jobs = await loadJobsFor(view);
    const known = jobs.filter((job) => sameView(job.view, view));
    const underWay = known.find(isOpen);
    const beside = await claim(underWay?.id ?? id);
    if (!beside) return;
    if (underWay) await writeItems(beside);
    else {
      const name = nameIn(await loadViewNames(), view) ?? known[0]?.title;
      await watch();
      await addJob(newJob(id, view, name, Date.now(), accountFor(view.goalsOrganizationId, jobs)), beside);
    }
    return underWay?.id ?? id;
  });

/** Takes an export's steps, as far as they are due. @param interactive a click asked for it */
export async function runExport(id: string, interactive: boolean): Promise<void> {
  if (interactive) await wake(id, (job) => (isPaused(job) ? retry(job, Date.now()) : job));
  await runJob(id, interactive);
}

/**
 * Tries an export again because a user asked for it; a paused one goes on, with a sign-in window if need be.
 * @param host from where the user agreed to have the file fetched
 */
export async function retryExport(id: string, host?: string): Promise<void> {
  await wake(id, (job) => retry(host ? { ...job, agreedHost: host } : job, Date.now()));
  await runJob(id, true);
}

/** Stops following an export. The service can't be told: its job runs on. */
export async function cancelExport(id: string): Promise<void> {
  const job = await updateJob(id, (current) => cancel(current, Date.now()));
  await release(job);
  await schedule();
}

/** Signs in because a user asked for it; what waited for a sign-in goes on. What went wrong is kept for the popup. */
export async function signInByUser(choose: boolean): Promise<void> {
  const problem = await loadAccessProblem();
  if (problem) throw new Refused(problem.value ?? '', problem.code);
  const answer = await signIn(choose);
  // Who is signed in and closes the account picker stays who they are: nothing has failed.
  const stays =
    choose &&
    answer.type !== 'token' &&
    answer.cause.code === 'signInCancelled' &&
    (await loadAccount()) !== undefined;
  const failed = answer.type !== 'token' && !stays;
  await saveSignInProblem(failed ? { ...answer.cause, at: Date.now() } : undefined);
  await schedule();
}
