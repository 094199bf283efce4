import { browser } from 'wxt/browser';
import { isOpen, type Job } from './job.ts';

const prefix = 'job:';
/** Ended exports are kept this long (ms), and this many. */
const keptFor = 90 * 24 * 60 * 60_000;
const keptAtMost = 200;

const isJob = (value: unknown): value is Job =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === 1;

/** The records among the contents of `storage.local`, newest first. */
export const jobsIn = (stored: Record<string, unknown>): Job[] =>
  Object.entries(stored)
    .filter(([key]) => key.startsWith(prefix))
    .map(([, value]) => value)
    .filter(isJob)
    .sort((a, b) => b.requestedAt - a.requestedAt);

/** Every export, newest first. */
export const loadJobs = async (): Promise<Job[]> => jobsIn(await browser.storage.local.get(null));

export async function loadJob(id: string): Promise<Job | undefined> {
  const { [prefix + id]: job } = await browser.storage.local.get(prefix + id);
  return isJob(job) ? job : undefined;
}

export const removeJob = (id: string): Promise<void> => browser.storage.local.remove(prefix + id);

let last: Promise<unknown> = Promise.resolve();

/**
 * Changes the store, one change after the other: what `change` reads is still so when it writes.
 * Only the background may call this.
 */
export function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const result = last.then(change);
  last = result.catch(() => undefined);
  return result;
}

const writeJob = (job: Job): Promise<void> => browser.storage.local.set({ [prefix + job.id]: job });

/** Writes a new record down, and drops the oldest ended ones. */
export async function addJob(job: Job): Promise<void> {
  await writeJob(job);
  const ended = (await loadJobs()).filter((kept) => !isOpen(kept));
  const old = ended.filter(
    (kept, index) => index >= keptAtMost || job.requestedAt - kept.updatedAt > keptFor,
  );
  if (old.length > 0) await browser.storage.local.remove(old.map(({ id }) => prefix + id));
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
    if (changed !== job) await writeJob(changed);
    return changed;
  });

/** Calls back whenever a record is written or removed. */
export function onJobsChanged(listener: (changes: { before?: Job; after?: Job }[]) => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    const jobs = Object.entries(changes)
      .filter(([key]) => key.startsWith(prefix))
      .map(([, { oldValue, newValue }]) => ({
        ...(isJob(oldValue) ? { before: oldValue } : {}),
        ...(isJob(newValue) ? { after: newValue } : {}),
      }));
    if (jobs.length > 0) listener(jobs);
  });
}
