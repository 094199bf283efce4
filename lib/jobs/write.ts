import { browser } from '../browser/browser.ts';
import { defined } from '../data/data.ts';
import { Refused, reasonOf } from '../problems/refused.ts';
import { createQueue } from '../storage/queue.ts';
import { loadSettings, saveStorageProblem } from '../storage/storage.ts';
import { concernsIndex, indexChange, indexOf, isPointer } from './index-changes.ts';
import { isOpen, type Job } from './job.ts';
import { indexKey, pointersOf, readIndex } from './job-index.ts';
import { isJobKey, keyOfJob, loadIndex, loadJob, recordsIn } from './load.ts';
import { readRecord } from './records.ts';

const dayMs = 24 * 60 * 60_000;
/** How many ended exports are kept at most; for how long is a setting. */
const keptAtMost = 200;
/** How many are left when there were more. Well below the maximum, or each new export would have to read the whole history. */
const keptThen = 180;

/**
 * Changes what is stored, one change after the other: what `change` reads is still so when it writes.
 * Only the background may call this.
 */
export const inTurn = createQueue();

/**
 * Writes all of some items, or nothing. In turn.
 * @throws Refused when the disk, or the extension's share of it (10 MB), is full
 */
export async function writeItems(items: Record<string, unknown>): Promise<void> {
  try {
    await browser.storage.local.set(items);
  } catch (cause) {
    const message = reasonOf(cause);
    await saveStorageProblem({ code: 'storageFailed', at: Date.now(), value: message });
    throw new Refused(message, 'storageFailed');
  }
  await saveStorageProblem(undefined);
}

/** Writes a record and what it changes in the index, as one: a browser writes all of a `set`, or nothing. */
async function writeJob(before: Job | undefined, after: Job, beside = {}): Promise<void> {
  const record = { ...beside, [keyOfJob(after.id)]: after };
  if (before && !concernsIndex(before, after)) return writeItems(record);
  // Finding the last export with an account takes all records.
  const lostAccount = before?.account && !after.account;
  const index = lostAccount ? undefined : await loadIndex(pointersOf(after.view));
  if (index) return writeItems({ ...record, ...indexChange(index, before, after) });
  const stored = await browser.storage.local.get(null);
  await writeItems({ ...record, ...indexOf(recordsIn({ ...stored, ...record }), 0) });
}

/** Makes the index from all records again; those that `isWaste` picks are dropped before. */
async function rebuild(
  isWaste: (job: Job, index: number, ended: Job[]) => boolean,
  sweptAt?: number,
): Promise<void> {
  const stored = await browser.storage.local.get(null);
  const { jobs, unreadable } = recordsIn(stored);
  const ended = jobs.filter((job) => !isOpen(job));
  const waste = new Set(ended.filter(isWaste));
  const kept = jobs.filter((job) => !waste.has(job));
  const items = indexOf({ jobs: kept, unreadable }, sweptAt ?? readIndex(stored[indexKey])?.sweptAt ?? 0);
  const stale = Object.keys(stored).filter((key) => isPointer(key) && !(key in items));
  const dropped = [...waste].map(({ id }) => keyOfJob(id));
  if (dropped.length + stale.length > 0) await browser.storage.local.remove([...dropped, ...stale]);
  await writeItems(items);
}

/** For what was written before there was an index, or by a version that knows of none. */
export const rebuildIndex = (): Promise<void> => inTurn(() => rebuild(() => false));

/** In turn: a change under way must not write it again. */
export const removeJob = (id: string): Promise<void> =>
  inTurn(async () => {
    await browser.storage.local.remove(keyOfJob(id));
    await rebuild(() => false);
  });

/** Removes records that nobody can read, because the user asked for it. */
export const removeBrokenRecords = (): Promise<void> =>
  inTurn(async () => {
    const { unreadable } = recordsIn(await browser.storage.local.get(null));
    await browser.storage.local.remove(unreadable.broken);
    await rebuild(() => false);
  });

/**
 * Writes a new record down, and drops the oldest ended ones once there are too many.
 * @param beside what is written with it, as one
 */
export async function addJob(job: Job, beside: Record<string, unknown> = {}): Promise<void> {
  await writeJob(undefined, job, beside);
  await sweepWhenDue(job.requestedAt);
}

/** Drops what the settings say is too old by now. */
export const dropOldJobs = (): Promise<void> => inTurn(() => sweep(Date.now()));

/** The same at a start of the background, of which there are many: once a day. Makes the index where there is none. */
export const dropOldJobsDaily = (): Promise<void> => inTurn(() => sweepWhenDue(Date.now()));

async function sweepWhenDue(now: number): Promise<void> {
  const index = (await loadIndex())?.[indexKey];
  // Clocks can be set back.
  if (!index || index.ended > keptAtMost || Math.abs(now - index.sweptAt) >= dayMs) await sweep(now);
}

async function sweep(now: number): Promise<void> {
  const { historyDays } = await loadSettings();
  await rebuild(
    (job, index, { length }) =>
      (length > keptAtMost && index >= keptThen) || now - job.updatedAt > historyDays * dayMs,
    now,
  );
}

/**
 * Changes one record.
 * @returns the record as written; undefined when it was removed meanwhile
 */
export const updateJob = (id: string, change: (job: Job) => Job): Promise<Job | undefined> =>
  inTurn(async () => {
    const job = await loadJob(id);
    if (!job) return;
    const changed = change(job);
    if (changed !== job) await writeJob(job, changed);
    return changed;
  });

/** Calls back whenever a record is written or removed. */
export function onJobsChanged(listener: (changes: { before?: Job; after?: Job }[]) => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    const jobs = Object.entries(changes)
      .filter(([key]) => isJobKey(key))
      .map(([, { oldValue, newValue }]) => {
        const [before, after] = [readRecord(oldValue), readRecord(newValue)];
        return defined({
          before: typeof before === 'object' ? before : undefined,
          after: typeof after === 'object' ? after : undefined,
        });
      });
    if (jobs.length > 0) listener(jobs);
  });
}
