import { isSigningIn, presentSignIn } from '../auth/window.ts';
import { browser } from '../browser/browser.ts';
import { keepAwake } from '../browser/keep-awake.ts';
import { letContentGo } from '../offscreen/ask.ts';
import { closeOffscreen } from '../offscreen/index.ts';
import { loadOffscreenHolds } from '../storage/storage.ts';
import { runLater, setNext, watch, watchdog } from './alarm.ts';
import { nextDue, resume } from './due.ts';
import { isOpen, isPaused, type Job } from './job.ts';
import { keepCopy } from './keep-copy.ts';
import { loadJob, loadOpenJobs } from './load.ts';
import { advance } from './machine.ts';
import type { Outcome } from './outcome.ts';
import type { Moment } from './setback.ts';
import { lacksAccess, takeStep } from './steps.ts';
import type { Event } from './wait.ts';
import { updateJob } from './write.ts';

/* Takes the steps of exports; the steps of one export never overlap. */

const running = new Map<string, { done: Promise<void>; interactive: boolean }>();
/** Exports of which a copy is being made. */
const copying = new Set<string>();
/** Events whose exports have not been woken yet; at a start, those that may have come while the background was asleep. */
export const missed = new Set<Event>(['siteAccess', 'download']);

/** One export's steps, one after the other, as far as they are due. Never two at a time. */
export async function runJob(id: string, interactive: boolean): Promise<void> {
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

/** The run that is under way, as long as it is. */
export const runOf = async (id: string): Promise<void> => running.get(id)?.done.catch(() => undefined);

async function takeSteps(id: string, interactive: boolean): Promise<void> {
  for (;;) {
    const job = await loadJob(id);
    if (!job || !isOpen(job) || nextDue(job, Date.now()) > Date.now()) return;
    // In parallel, so that the check takes no extra time.
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
    if (outcome.type === 'content') await letContentGo(outcome.blobUrl);
    throw error;
  }
}

/** An ended export's content is released once there is a copy; nothing waits for that. */
export async function release(job: Job | undefined, blobUrl = job?.file?.blobUrl): Promise<void> {
  const { source, downloadId } = job?.file ?? {};
  if (source && downloadId !== undefined) await browser.downloads.cancel(downloadId).catch(() => undefined);
  if (!job || !blobUrl) return;
  if (job.phase !== 'done') return letContentGo(blobUrl);
  if (copying.has(job.id)) return;
  copying.add(job.id);
  void keepCopy(job, blobUrl)
    .finally(() => copying.delete(job.id))
    .then(schedule)
    .catch(() => undefined);
}

/** Makes a step due. The alarm comes first: what is written down as due never waits for another event. */
export async function wake(id: string, change: (job: Job) => Job): Promise<void> {
  await watch();
  await updateJob(id, change);
}

/** Sets the alarm for the next step; closes the offscreen document when nothing is left to do. */
export async function schedule(): Promise<void> {
  await scheduleNext().catch((error) => {
    runLater(watchdog);
    throw error;
  });
}

async function scheduleNext(): Promise<void> {
  const now = Date.now();
  const open = await loadOpenJobs();
  // An event that could not be handled is handled later.
  const unseen = missed.size > 0 ? now + watchdog : Number.POSITIVE_INFINITY;
  await setNext(Math.min(unseen, ...open.map((job) => nextDue(job, now))));
  const idle = open.length === 0 && running.size + copying.size === 0 && !isSigningIn();
  if (idle && !(await loadOffscreenHolds())) await closeOffscreen();
}
