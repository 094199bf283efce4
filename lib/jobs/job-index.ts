import type { ExplorerView } from '../goals/explorer-view.ts';
import { isOpen, type Job } from './job.ts';
import type { Records, Unreadable } from './records.ts';

/*
 * What popup and background need of the exports without reading them all. It follows from the records and can be made
 * from them again at any time. It may name records that are gone; it never lacks one that is open.
 */

/** Its place in `storage.local`. */
export const indexKey = 'jobIndex';

/** A record, and when its export was asked for (epoch ms). */
interface Entry {
  id: string;
  at: number;
}

export interface JobIndex {
  version: 1;
  /** Exports that have not ended. */
  open: string[];
  /** The newest that have, newest first. */
  recent: Entry[];
  /** How many have. */
  ended: number;
  /** Keys of records that can't be read. */
  unreadable: Record<Unreadable, string[]>;
  /** When too old exports were last dropped (epoch ms). */
  sweptAt: number;
}

/** What is stored beside the records: the index, and for each view and organization its last export. */
export type IndexItems = { [indexKey]: JobIndex } & Record<string, unknown>;

/** So many of `recent` are shown at most; kept are more, since one that is tried again is open. */
const shownAtMost = 4;
const recentKept = 12;

type Place = Pick<ExplorerView, 'goalsOrganizationId'> & Partial<ExplorerView>;
const pointerPrefix = 'last:';
const pointerTo = ({ goalsOrganizationId, explorerViewId }: Place): string =>
  pointerPrefix + [goalsOrganizationId, explorerViewId].filter(Boolean).join('/');

/** The keys under which the last export of a view is named, and the last of its organization that has an account. */
export const pointersOf = (place: Place): string[] => [
  ...new Set([pointerTo(place), pointerTo({ goalsOrganizationId: place.goalsOrganizationId })]),
];

const pointersOfJob = ({ view, account }: Job): string[] => (account ? pointersOf(view) : [pointerTo(view)]);

export const isPointer = (key: string): boolean => key.startsWith(pointerPrefix);

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

/** A pointer, as stored. */
export function readEntry(value: unknown): Entry | undefined {
  const { id, at } = (value ?? {}) as Partial<Entry>;
  return typeof id === 'string' && Number.isFinite(at) ? (value as Entry) : undefined;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** The index as stored; undefined where it can't be used, or names too few: it is to be made from the records. */
export function readIndex(value: unknown): JobIndex | undefined {
  const { version, open, recent, ended, unreadable, sweptAt } = (value ?? {}) as Partial<JobIndex>;
  if (version !== 1 || !isTexts(open) || !Number.isInteger(ended) || !Number.isFinite(sweptAt)) return;
  if (!isTexts(unreadable?.newer) || !isTexts(unreadable.broken)) return;
  if (!Array.isArray(recent) || !recent.every(readEntry)) return;
  return recent.length < Math.min(ended as number, shownAtMost) ? undefined : (value as JobIndex);
}
