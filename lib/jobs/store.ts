import { browser } from 'wxt/browser';
import { Refused, reasonOf } from '../refused.ts';
import { loadSettings, saveStorageProblem } from '../storage.ts';
import { isOpen, type Job, type OpenJob } from './job.ts';
import { hasEnded, readRecord, type Unreadable } from './records.ts';

const prefix = 'job:';
const dayMs = 24 * 60 * 60_000;
/** So many ended exports are kept; how long, the settings say. */
const keptAtMost = 200;

/** The records among the contents of `storage.local`, newest first, and the keys of those that can't be read. */
export function recordsIn(stored: Record<string, unknown>): {
  jobs: Job[];
  unreadable: Record<Unreadable, string[]>;
} {
  const jobs: Job[] = [];
  const unreadable: Record<Unreadable, string[]> = { newer: [], broken: [] };
  for (const [key, value] of Object.entries(stored)) {
    if (!key.startsWith(prefix)) continue;
    const record = readRecord(value);
    if (typeof record === 'string') unreadable[record].push(key);
    else jobs.push(record);
  }
  return { jobs: jobs.sort((a, b) => b.requestedAt - a.requestedAt), unreadable };
}

export const jobsIn = (stored: Record<string, unknown>): Job[] => recordsIn(stored).jobs;

/** Every export, newest first. */
export const loadJobs = async (): Promise<Job[]> => jobsIn(await browser.storage.local.get(null));

/** Those that have not ended. The others, nearly all, are not even decoded: the background asks often. */
export async function loadOpenJobs(): Promise<OpenJob[]> {
  const stored = Object.entries(await browser.storage.local.get(null));
  return jobsIn(Object.fromEntries(stored.filter(([, value]) => !hasEnded(value)))).filter(isOpen);
}

export async function loadJob(id: string): Promise<Job | undefined> {
  return jobsIn(await browser.storage.local.get(prefix + id))[0];
}

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

/** @throws Refused when the disk, or the extension's share of it (10 MB), is full */
async function writeJob(job: Job): Promise<void> {
  try {
    await browser.storage.local.set({ [prefix + job.id]: job });
  } catch (cause) {
    const message = reasonOf(cause);
    await saveStorageProblem({ code: 'storageFailed', at: Date.now(), value: message });
    throw new Refused(message, 'storageFailed');
  }
  await saveStorageProblem(undefined);
}

/** In turn: a change under way must not write it again. */
export const removeJob = (id: string): Promise<void> =>
  inTurn(() => browser.storage.local.remove(prefix + id));

/** Removes records that nobody can read, because the user asked for it. */
export const removeBrokenRecords = (): Promise<void> =>
  inTurn(async () => {
    const { unreadable } = recordsIn(await browser.storage.local.get(null));
    await browser.storage.local.remove(unreadable.broken);
  });

/** Writes a new record down, and drops the oldest ended ones. */
export async function addJob(job: Job): Promise<void> {
  await writeJob(job);
  await dropOld(job.requestedAt);
}

/** Drops what the settings say is too old by now. */
export const dropOldJobs = (): Promise<void> => inTurn(() => dropOld(Date.now()));

async function dropOld(now: number): Promise<void> {
  const { historyDays } = await loadSettings();
  const ended = (await loadJobs()).filter((kept) => !isOpen(kept));
  const old = ended.filter(
    (kept, index) => index >= keptAtMost || now - kept.updatedAt > historyDays * dayMs,
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
      .map(([, { oldValue, newValue }]) => {
        const [before, after] = [readRecord(oldValue), readRecord(newValue)];
        return {
          ...(typeof before === 'object' ? { before } : {}),
          ...(typeof after === 'object' ? { after } : {}),
        };
      });
    if (jobs.length > 0) listener(jobs);
  });
}
