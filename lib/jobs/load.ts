import { browser } from '../browser/browser.ts';
import type { ExplorerView } from '../goals/explorer-view.ts';
import { isOpen, type Job, type OpenJob } from './job.ts';
import { type IndexItems, indexKey, pointersOf, readEntry, readIndex } from './job-index.ts';
import { type Records, readRecord } from './records.ts';

const prefix = 'job:';

/** Where the record of an export is kept in `storage.local`. */
export const keyOfJob = (id: string): string => prefix + id;
export const isJobKey = (key: string): boolean => key.startsWith(prefix);

/** The records among the contents of `storage.local`. */
export function recordsIn(stored: Record<string, unknown>): Records {
  const jobs: Job[] = [];
  const unreadable: Records['unreadable'] = { newer: [], broken: [] };
  for (const [key, value] of Object.entries(stored)) {
    if (!isJobKey(key)) continue;
    const record = readRecord(value);
    if (typeof record === 'string') unreadable[record].push(key);
    else jobs.push(record);
  }
  return { jobs: jobs.sort((a, b) => b.requestedAt - a.requestedAt), unreadable };
}

const loadRecords = async (): Promise<Records> => recordsIn(await browser.storage.local.get(null));

/** Every export, newest first: for the history. */
export const loadJobs = async (): Promise<Job[]> => (await loadRecords()).jobs;

const loadByKey = async (keys: string[]): Promise<Record<string, unknown>> =>
  keys.length > 0 ? browser.storage.local.get(keys) : {};

/** The index as stored, where it can be used, and the pointers of a place. */
export async function loadIndex(pointers: string[] = []): Promise<IndexItems | undefined> {
  const stored = await browser.storage.local.get([indexKey, ...pointers]);
  return readIndex(stored[indexKey]) ? (stored as IndexItems) : undefined;
}

/** Those that have not ended; however long the history is. */
export async function loadOpenJobs(): Promise<OpenJob[]> {
  const index = (await loadIndex())?.[indexKey];
  const jobs = index ? recordsIn(await loadByKey(index.open.map(keyOfJob))).jobs : await loadJobs();
  return jobs.filter(isOpen);
}

/**
 * The exports that have not ended, the newest that have, the last one of a view, and the last one of its organization
 * that has an account; newest first, however long the history is.
 * @param local what is stored beside them, with the index, where that is at hand: then nothing is read twice
 */
export async function loadRecordsFor(
  place?: Pick<ExplorerView, 'goalsOrganizationId'> & Partial<ExplorerView>,
  local?: Record<string, unknown>,
): Promise<Records> {
  const known = local ? readIndex(local[indexKey]) : (await loadIndex())?.[indexKey];
  if (!known) return loadRecords();
  const pointers = place ? pointersOf(place) : [];
  const ids = [...known.open, ...known.recent.map(({ id }) => id)];
  const stored = await loadByKey([...ids.map(keyOfJob), ...pointers]);
  const others = pointers
    .flatMap((key) => readEntry(stored[key])?.id ?? [])
    .filter((id) => !ids.includes(id));
  const { jobs, unreadable } = recordsIn({ ...stored, ...(await loadByKey(others.map(keyOfJob))) });
  const union = (kind: keyof typeof unreadable) => [
    ...new Set([...known.unreadable[kind], ...unreadable[kind]]),
  ];
  return { jobs, unreadable: { newer: union('newer'), broken: union('broken') } };
}

export const loadJobsFor = async (...about: Parameters<typeof loadRecordsFor>): Promise<Job[]> =>
  (await loadRecordsFor(...about)).jobs;

export async function loadJob(id: string): Promise<Job | undefined> {
  return recordsIn(await loadByKey([keyOfJob(id)])).jobs[0];
}
