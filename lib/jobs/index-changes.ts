import { isOpen, type Job } from './job.ts';
import {
  type Entry,
  type IndexItems,
  indexKey,
  type JobIndex,
  pointerPrefix,
  pointersOf,
  pointerTo,
  readEntry,
} from './job-index.ts';
import type { Records } from './records.ts';

/* What the background writes of the index. Pages only read it: this is in none of their files. */

/** More than are shown, since one that is tried again is open. */
const recentKept = 12;

export const isPointer = (key: string): boolean => key.startsWith(pointerPrefix);

const pointersOfJob = ({ view, account }: Job): string[] => (account ? pointersOf(view) : [pointerTo(view)]);

const entryOf = ({ id, requestedAt }: Job): Entry => ({ id, at: requestedAt });

/** The index of all records; `jobs` newest first. Pure. */
export function indexOf({ jobs, unreadable }: Records, sweptAt: number): IndexItems {
  const ended = jobs.filter((job) => !isOpen(job));
  const pointers = jobs.toReversed().flatMap((job) => pointersOfJob(job).map((key) => [key, entryOf(job)]));
  return {
    ...Object.fromEntries(pointers),
    [indexKey]: {
      version: 1,
      open: jobs.filter(isOpen).map(({ id }) => id),
      recent: ended.slice(0, recentKept).map(entryOf),
      ended: ended.length,
      unreadable,
      sweptAt,
    },
  };
}

/**
 * What a new or changed record changes in the index; nothing where only a step was taken. Pure.
 * @param items the index and the pointers of the record's view
 */
export function indexChange(items: IndexItems, before: Job | undefined, after: Job): Record<string, unknown> {
  const pointers = pointersOfJob(after).flatMap((key) => {
    const known = readEntry(items[key]);
    const moves =
      !known || (known.id === after.id ? known.at !== after.requestedAt : known.at <= after.requestedAt);
    return moves ? [[key, entryOf(after)]] : [];
  });
  const changed = Object.fromEntries(pointers) as Record<string, unknown>;
  if (before && isOpen(before) === isOpen(after)) return changed;
  const index = items[indexKey];
  const open = index.open.filter((id) => id !== after.id);
  const recent = index.recent.filter(({ id }) => id !== after.id);
  const isEnded = !isOpen(after);
  const next: JobIndex = {
    ...index,
    open: isEnded ? open : [after.id, ...open],
    recent: isEnded ? [entryOf(after), ...recent].sort((a, b) => b.at - a.at).slice(0, recentKept) : recent,
    ended: index.ended + Number(isEnded) - Number(before !== undefined && !isOpen(before)),
  };
  return { ...changed, [indexKey]: next };
}

/** Whether a record's change can change the index. Pure. */
export const concernsIndex = (before: Job, after: Job): boolean =>
  isOpen(before) !== isOpen(after) ||
  before.requestedAt !== after.requestedAt ||
  (before.account === undefined) !== (after.account === undefined);
