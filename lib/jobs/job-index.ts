import { fieldsOf, isNumber, isText } from '../data/data.ts';
import type { ExplorerView } from '../goals/explorer-view.ts';
import type { Unreadable } from './records.ts';

/*
 * What popup and background need of the exports without reading them all. It follows from the records and can be made
 * from them again at any time. It may name records that are gone; it never lacks one that is open.
 */

/** Its place in `storage.local`. */
export const indexKey = 'jobIndex';

/** A record, and when its export was asked for (epoch ms). */
export interface Entry {
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

/** So many of `recent` are shown at most. */
const shownAtMost = 4;

type Place = Pick<ExplorerView, 'goalsOrganizationId'> & Partial<ExplorerView>;
export const pointerPrefix = 'last:';
export const pointerTo = ({ goalsOrganizationId, explorerViewId }: Place): string =>
  pointerPrefix + [goalsOrganizationId, explorerViewId].filter(Boolean).join('/');

/** The keys under which the last export of a view is named, and the last of its organization that has an account. */
export const pointersOf = (place: Place): string[] => [
  ...new Set([pointerTo(place), pointerTo({ goalsOrganizationId: place.goalsOrganizationId })]),
];

/** A pointer, as stored. */
export function readEntry(value: unknown): Entry | undefined {
  const { id, at } = fieldsOf(value);
  return isText(id) && isNumber(at) ? (value as Entry) : undefined;
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** The index as stored; undefined where it can't be used, or names too few: it is to be made from the records. */
export function readIndex(value: unknown): JobIndex | undefined {
  const { version, open, recent, ended, unreadable, sweptAt } = (value ?? {}) as Partial<JobIndex>;
  if (version !== 1 || !isTexts(open) || !Number.isInteger(ended) || !Number.isFinite(sweptAt)) return;
  if (!isTexts(unreadable?.newer) || !isTexts(unreadable.broken)) return;
  if (!Array.isArray(recent) || !recent.every(readEntry)) return;
  return recent.length < Math.min(ended as number, shownAtMost) ? undefined : (value as JobIndex);
}
