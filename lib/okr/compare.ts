import { changesOf, fieldOf, weightOf } from './changes.ts';
import type { Okr, Report } from './model.ts';
import { pairs } from './pairs.ts';

/** What can change between two exports; most telling first. */
export const changeKinds = [
  'status',
  'progress',
  'current',
  'score',
  'target',
  'start',
  'due',
  'startDate',
  'owners',
  'teams',
  'title',
  'parents',
  'kind',
  'period',
  'metric',
  'description',
  'tags',
  'goalType',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface Change {
  kind: ChangeKind;
  /** As the files have it, for showing; '' where there was none. */
  before: string;
  after: string;
  /** Both as numbers, where the change is one of numbers. */
  numbers?: { before: number; after: number };
  /** Sets: what came and what went. */
  added?: string[];
  removed?: string[];
  /** Another unit or metric: before and after can't be held against each other. */
  notComparable?: true;
}

export interface ChangedOkr {
  before: Okr;
  after: Okr;
  /** Ordered as `changeKinds`. */
  changes: Change[];
  /** Found by title, period and owners: a file has no ids. */
  byTitle?: true;
  /** How much it matters; more is more. */
  weight: number;
}

export interface Comparison {
  /** Keys of `after`. */
  added: Okr[];
  /** "No longer there": may only mean another filter of the view. */
  gone: Okr[];
  /** What matters most first. */
  changed: ChangedOkr[];
  unchanged: number;
  /** All pairs: key in `after` → the OKR before. */
  before: Map<string, Okr>;
  /** How many pairs were found by title. */
  byTitle: number;
  /** How many could have been the same by title but for others of that title; they count as added and gone. */
  ambiguous: number;
  /** Whole columns that one of the files lacks: unknown, not a change. */
  unknown: ChangeKind[];
  /** For each kind how many OKRs. */
  counts: Map<ChangeKind, number>;
}

/**
 * What is different between two exports, in time order.
 * @param clonesByTitle a new quarter's OKRs are clones with new ids: what is left is matched by title (and owners), whatever the period
 */
export function compare(before: Report, after: Report, clonesByTitle = false): Comparison {
  const known = fieldsIn(before);
  const knownAfter = fieldsIn(after);
  const matched = pairs(
    before.okrs,
    after.okrs,
    clonesByTitle,
    (field) => known.has(field) && knownAfter.has(field),
  );
  const unknown = changeKinds.filter((kind) => {
    const field = fieldOf[kind];
    return known.has(field) !== knownAfter.has(field);
  });
  const asked = changeKinds.filter((kind) => !unknown.includes(kind));
  const comparison: Comparison = {
    added: matched.added,
    gone: matched.gone,
    changed: [],
    unchanged: 0,
    before: new Map(matched.pairs.map(({ before: one, after: other }) => [other.key, one])),
    byTitle: matched.pairs.filter(({ byTitle }) => byTitle).length,
    ambiguous: matched.ambiguous,
    unknown,
    counts: new Map(),
  };
  for (const pair of matched.pairs) {
    const changes = changesOf(pair.before, pair.after, asked);
    if (changes.length === 0) {
      comparison.unchanged++;
      continue;
    }
    for (const { kind } of changes) comparison.counts.set(kind, (comparison.counts.get(kind) ?? 0) + 1);
    comparison.changed.push({ ...pair, changes, weight: weightOf(changes, pair.after) });
  }
  comparison.changed.sort((a, b) => b.weight - a.weight);
  return comparison;
}

const fieldsIn = ({ columns }: Report) => new Set(columns.map(({ field }) => field));
