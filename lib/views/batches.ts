import { browser } from '../browser/browser.ts';
import { keepAwake } from '../browser/keep-awake.ts';
import { defined } from '../data/data.ts';
import { type ExplorerView, keyOf } from '../goals/explorer-view.ts';
import { runExport, writeForBatch } from '../jobs/commands.ts';
import { isOpen, type Job } from '../jobs/job.ts';
import { loadOpenJobs } from '../jobs/load.ts';
import { inTurn, writeItems } from '../jobs/write.ts';
import { createQueue } from '../storage/queue.ts';
import { loadSettings } from '../storage/storage.ts';
import { atOnce, type Batch, type BatchItem, progressOf } from './batch.ts';
import { endBatch } from './batch-end.ts';
import { batchItems, jobsOf, loadKnown, viewItems } from './known.ts';
import { followPolicy } from './policy.ts';
import { dueSchedules, nextSchedule } from './schedules.ts';
import { idsOf } from './view.ts';

/* Batches go on whenever the background starts, an export ends, or a schedule is due: what to do follows from the storage. */

export const batchAlarm = 'next-batch';
/** Should the background end in the middle, batches go on after this time (ms). */
const watchdog = 60_000;

type Run = (work: Promise<unknown>) => void;

const watch = (): Promise<void> => browser.alarms.create(batchAlarm, { when: Date.now() + watchdog });

const newBatch = (by: Batch['by'], items: BatchItem[]): Batch => ({
  version: 1,
  id: crypto.randomUUID(),
  startedAt: Date.now(),
  by,
  items,
});

/** Writes down that views are to be exported together, because a user asked for it. @returns the batch's id */
export async function writeBatch(views: ExplorerView[], oneFile: boolean): Promise<string> {
  await watch();
  return inTurn(async () => {
    const chosen = new Map(views.map((view) => [keyOf(view), idsOf(view)]));
    const items = [...chosen.values()].map((view) =>
      defined({ view, jobId: crypto.randomUUID(), oneFile: oneFile || undefined }),
    );
    const batch = newBatch('user', items);
    await writeItems(batchItems(await loadKnown(), batch));
    return batch.id;
  });
}

/** Stores a batch with the views that are due by their schedules. */
async function takeDueSchedules(spread: boolean): Promise<void> {
  await inTurn(async () => {
    const known = await loadKnown();
    const now = Date.now();
    const settings = { ...(await loadSettings()), ...(spread ? {} : { scheduleSpread: 0 }) };
    if (dueSchedules(known, settings, now, []).changed.length === 0) return;
    await watch();
    const open = (await loadOpenJobs()).map(({ view }) => view);
    const { changed, items } = dueSchedules(known, settings, now, open);
    const batch = items.length > 0 ? batchItems(known, newBatch('schedule', items)) : {};
    // In one write: otherwise a time could be marked as taken without a batch, or get two batches.
    await writeItems({ ...viewItems(known, changed), ...batch });
  });
}

const isUnderWay = ({ finishedAt }: Batch): boolean => finishedAt === undefined;

/** Begins one more export of a batch, if there is one to begin and room for it. @returns its id */
async function beginNext(): Promise<string | undefined> {
  const batches = (await loadKnown()).batches.filter(isUnderWay).sort((a, b) => a.startedAt - b.startedAt);
  const jobOf = await jobsOf(batches);
  const all = batches.flatMap(({ id, items }) => items.map((item) => ({ id, item })));
  const running = new Set(all.map(({ item }) => jobOf(item.jobId)).filter((job) => job && isOpen(job)));
  const next = all.find(({ item }) => !item.begun);
  if (!next || running.size >= atOnce) return;
  await watch();
  return writeForBatch(next.item.view, next.item.jobId, async (jobId) => {
    const known = await loadKnown();
    const batch = known.batches.find(({ id }) => id === next.id);
    if (!batch?.items.some((item) => item.jobId === next.item.jobId && !item.begun)) return;
    const items = batch.items.map((item) =>
      item.jobId === next.item.jobId ? { ...item, jobId, begun: true as const } : item,
    );
    return batchItems(known, { ...batch, items });
  });
}

/** Batches that are being ended; true: check again afterwards, something has happened since. */
const ending = new Map<string, boolean>();

/** Ends batches all of whose exports have ended. That takes a while: nothing waits for it, and the alarm comes again. */
async function endBatches(run: Run): Promise<void> {
  const batches = (await loadKnown()).batches.filter(isUnderWay);
  const jobOf = await jobsOf(batches);
  for (const batch of batches) {
    const { waiting, running } = progressOf(batch, jobOf);
    if (waiting + running > 0) continue;
    await watch();
    const before = ending.has(batch.id);
    ending.set(batch.id, before);
    if (!before) run(end(batch, jobOf, run));
  }
}

async function end(batch: Batch, jobOf: (id: string) => Job | undefined, run: Run): Promise<void> {
  let again = false;
  try {
    again = await keepAwake(endBatch(batch, jobOf));
  } finally {
    again = (ending.get(batch.id) ?? false) || again;
    ending.delete(batch.id);
  }
  if (again) await goOn(run);
}

const oneAtATime = createQueue();

/**
 * Takes what is due, begins what there is room for, ends what has ended, and sets the alarm. One at a time.
 * @param interactive a user's own click asked for it: a sign-in window may open
 * @param spread false after the browser has started: browsers start at different times anyway, and what was missed should not wait longer
 */
export const goOn = (run: Run, interactive = false, spread = true): Promise<void> =>
  oneAtATime(async () => {
    await followPolicy();
    await takeDueSchedules(spread);
    for (let id = await beginNext(); id; id = await beginNext()) run(runExport(id, interactive));
    await plan();
    await endBatches(run);
  });

/** Sets the one alarm to when a schedule is next due; without a schedule there is none. */
async function plan(): Promise<void> {
  const next = nextSchedule(await loadKnown(), await loadSettings(), Date.now());
  if (next === undefined) await browser.alarms.clear(batchAlarm);
  else await browser.alarms.create(batchAlarm, { when: next });
}
