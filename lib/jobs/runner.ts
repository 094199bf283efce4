import { signIn } from '../auth/auth.ts';
import { isSigningIn, presentSignIn } from '../auth/window.ts';
import { browser } from '../browser.ts';
import { type ExplorerView, sameView } from '../explorer-view.ts';
import { askHost } from '../host/ask.ts';
import { closeHost } from '../host/index.ts';
import { keepAwake } from '../keep-awake.ts';
import { Refused } from '../refused.ts';
import { loadAccessProblem } from '../site-access.ts';
import { saveSignInProblem } from '../storage.ts';
import { loadViewNames, nameIn } from '../view-names.ts';
import { accountFor } from './accounts.ts';
import { followedJob, isOpen, isPaused, type Job, newJob } from './job.ts';
import { keepCopy } from './keep-copy.ts';
import { loadJob, loadJobs, loadJobsFor, loadOpenJobs } from './load.ts';
import { advance, cancel, dueAt, type Moment, restartWait, resume, retry } from './machine.ts';
import type { Outcome } from './outcome.ts';
import { lacksAccess, takeStep } from './steps.ts';
import { addJob, inTurn, updateJob, writeItems } from './store.ts';
import { type Event, waitsFor } from './waits-for.ts';

const report = (error: unknown) => console.error('Export view:', error);

const alarmName = 'next-step';
/** Within this time (ms) the worker stays awake by itself and a timer is exact; an alarm takes over if it does not. */
const timerReach = 30_000;
/** Should the background end in the middle of a step, the export goes on after this time (ms). */
const watchdog = 60_000;

/** Exports of which a copy is being made. */
const copying = new Set<string>();
const running = new Map<string, { done: Promise<void>; interactive: boolean }>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Events whose exports have not been woken yet; at a start, those that may have come while the background was asleep. */
const missed = new Set<Event>(['access', 'download']);

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
      return followedJob(id, view, name ?? before?.title, now, { exportJobId, account });
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

/** Tries an export again because a user asked for it; a paused one goes on, with a sign-in window if need be. */
export async function retryExport(id: string): Promise<void> {
  await wake(id, (job) => retry(job, Date.now()));
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
  const answer = await signIn({ choose });
  await saveSignInProblem(answer.type === 'token' ? undefined : { ...answer.cause, at: Date.now() });
  await schedule();
}

/**
 * Takes every step that is due, and sets the alarm for the next one. Goes by what is due alone: a step that is under way, or a call
 * that is not answered, keeps no other export waiting, and whatever fails here is done again within a minute.
 */
export async function runDueJobs(): Promise<void> {
  await watch();
  for (const event of missed) {
    await wakeAfter(event);
    missed.delete(event);
  }
  const now = Date.now();
  // Written down: else the wait would start anew each time, until the clock is back where it was.
  for (const { id, updatedAt } of await loadOpenJobs())
    if (now < updatedAt) await updateJob(id, (job) => restartWait(job, now));
  const due = (await loadOpenJobs()).filter((job) => (dueAt(job, now) ?? Number.POSITIVE_INFINITY) <= now);
  const runs = await Promise.allSettled(due.map(({ id }) => runJob(id, false)));
  const failed = runs.find(({ status }) => status === 'rejected');
  // The alarm stands a minute ahead: at once would be for ever, where the disk is full.
  if (failed) throw (failed as PromiseRejectedResult).reason;
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
      await running.get(id)?.done.catch(() => undefined);
      await wake(id, (job) => (isOpen(job) ? resume(job, Date.now()) : job));
      await runJob(id, false);
    }
  } catch (error) {
    missed.add('download');
    await watch();
    throw error;
  }
}

export const isNextStep = (alarm: { name: string }): boolean => alarm.name === alarmName;

/** Somebody signed in, or access to a site was given or taken: what waited for that goes on, where it can. */
export function resumePaused(waitedFor: 'signIn' | 'access'): Promise<void> {
  missed.add(waitedFor);
  return runDueJobs();
}

/** Makes due what waited for an event. */
async function wakeAfter(event: Event): Promise<void> {
  const waiting = (await loadOpenJobs()).filter(waitsFor[event]);
  if (waiting.length === 0 || (event === 'access' && (await loadAccessProblem()))) return;
  for (const { id } of waiting)
    await wake(id, (job) => (isOpen(job) && waitsFor[event](job) ? resume(job, Date.now()) : job));
}

/** One export's steps, one after the other, as far as they are due. Never two at a time. */
async function runJob(id: string, interactive: boolean): Promise<void> {
  const before = running.get(id);
  if (before) {
    if (before.interactive && interactive) void presentSignIn();
    await before.done.catch(() => undefined);
    if (before.interactive || !interactive) return;
    // A click may open the window that the run before it could not.
    await wake(id, (job) => (isPaused(job) ? resume(job, Date.now()) : job));
    return runJob(id, interactive);
  }
  const done = takeSteps(id, interactive).finally(() => running.delete(id));
  running.set(id, { done, interactive });
  await done;
  await schedule();
}

async function takeSteps(id: string, interactive: boolean): Promise<void> {
  for (;;) {
    const job = await loadJob(id);
    if (!job || !isOpen(job) || (dueAt(job, Date.now()) ?? Number.POSITIVE_INFINITY) > Date.now()) return;
    // Side by side: the question costs no time of its own.
    const [lack] = await Promise.all([lacksAccess(job), watch()]);
    const outcome = lack ?? (await keepAwake(takeStep(job, interactive)));
    const moment = { now: Date.now(), random: Math.random() };
    const written = await keep(id, outcome, moment);
    if (written && !isOpen(written)) await release(written, job.file?.blobUrl);
  }
}

/** Writes down what a step brought. Where that fails, a content that it brought is let go: the step comes again. */
async function keep(id: string, outcome: Outcome, moment: Moment): Promise<Job | undefined> {
  try {
    return await updateJob(id, (current) => advance(current, outcome, moment));
  } catch (error) {
    if (outcome.type === 'content')
      await askHost('releaseContent', { blobUrl: outcome.blobUrl }).catch(() => undefined);
    throw error;
  }
}

/** The content of an ended export needs no place any more, once there is a copy; nothing waits for that. */
async function release(job: Job | undefined, blobUrl = job?.file?.blobUrl): Promise<void> {
  if (!job || !blobUrl) return;
  // Where it can't be let go, it goes with the document, or with the browser.
  if (job.phase !== 'done') return askHost('releaseContent', { blobUrl }).catch(() => undefined);
  if (copying.has(job.id)) return;
  copying.add(job.id);
  void keepCopy(job, blobUrl)
    .finally(() => copying.delete(job.id))
    .then(schedule)
    // What is not released goes with the host.
    .catch(() => undefined);
}

/** Makes a step due. The alarm comes first: what is written down as due never waits for another event. */
async function wake(id: string, change: (job: Job) => Job): Promise<void> {
  await watch();
  await updateJob(id, change);
}

/** Sets the one alarm as if the step under way would never end; `schedule` sets it right when it has. */
async function watch(): Promise<void> {
  // Without it the work goes on as long as the background lives: better than not at all.
  await browser.alarms.create(alarmName, { when: Date.now() + watchdog }).catch((error) => {
    report(error);
    runLater(watchdog);
  });
}

/** Sets the one alarm, and a timer where that is soon; closes the host when nothing is left to do. */
async function schedule(): Promise<void> {
  await scheduleNext().catch((error) => {
    runLater(watchdog);
    throw error;
  });
}

function runLater(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void runDueJobs().catch(report), ms);
}

async function scheduleNext(): Promise<void> {
  const now = Date.now();
  const open = await loadOpenJobs();
  clearTimeout(timer);
  // An event that could not be followed is followed later.
  const unseen = missed.size > 0 ? now + watchdog : Number.POSITIVE_INFINITY;
  const next = Math.min(unseen, ...open.map((job) => dueAt(job, now) ?? Number.POSITIVE_INFINITY));
  if (Number.isFinite(next)) {
    if (next - now <= timerReach) runLater(Math.max(0, next - now));
    await browser.alarms.create(alarmName, { when: Math.max(next, now + 1) });
  } else {
    await browser.alarms.clear(alarmName);
  }
  if (open.length === 0 && running.size + copying.size === 0 && !isSigningIn()) await closeHost();
}
