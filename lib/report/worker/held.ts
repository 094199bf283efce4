import { type ChangedOkr, type Comparison, changeKinds, compare } from '../../okr/compare.ts';
import { isAtRiskOrBehind, recentlyClosed } from '../../okr/filter.ts';
import type { Okr, Report } from '../../okr/model.ts';
import { type Summary, summarize } from '../../okr/statistics.ts';
import { skeletonOf, treeOrderOf } from '../../okr/tree.ts';
import type { ColumnKey, Compared, Named, Opened, OrderFrom, Preset } from '../protocol.ts';
import { type Day, stoodAt } from './as-of.ts';
import { groupsOf, noGroups } from './groups.ts';
import { overlapOf } from './overlap.ts';
import { makingReady, type Ready } from './ready.ts';

/** Which OKRs a preset means: 1 at the place of each. */
type PresetSets = Record<Preset, Uint8Array>;

/** One report that is shown, perhaps with an earlier one beside it, and what is worked out once. */
export interface Held {
  report: Report;
  today: Day;
  /** Those of the report, then those that only the earlier file has: what `at` counts. */
  okrs: Okr[];
  /** The place of each of the report's OKRs by its key. */
  places: ReadonlyMap<string, number>;
  /** The place of each one's parent, -1: it has none. Of the report's OKRs alone: what only the earlier file has stands in no tree. */
  above: Int32Array;
  /** Places in the order of the tree. */
  treeOrder: Int32Array;
  presets: PresetSets;
  comparison?: Comparison | undefined;
  changed: Map<string, ChangedOkr>;
  added: Set<string>;
  ready: Ready;
  overview: Opened;
}

/** What a report is compared with, and how that came about. */
export interface Beside {
  report: Report;
  orderFrom: OrderFrom;
  clones: boolean;
  atOnce: boolean;
}

export function namedOf(report: Report): Named {
  const { day, from } = stoodAt(report);
  return { name: report.name, asOf: day, asOfFrom: from };
}

/** Works out what a report says, and what changed since the earlier one. */
export function hold(report: Report, earlier?: Beside): Held {
  const { day } = stoodAt(report);
  const comparison = earlier && compare(earlier.report, report, earlier.clones);
  const okrs = comparison ? [...report.okrs, ...comparison.gone] : report.okrs;
  const { places, above } = skeletonOf(report.okrs);
  const fields = new Set(report.columns.map(({ field }) => field));
  const summary = summarize(report.okrs, day, (what) =>
    what === 'checkIns' ? report.hasCheckIns : fields.has(what),
  );
  const presets = presetsOf(report, summary, day);
  return {
    report,
    today: day,
    okrs,
    places,
    above,
    treeOrder: treeOrderOf(above),
    presets,
    comparison,
    changed: new Map(comparison?.changed.map((one) => [one.after.key, one])),
    added: new Set(comparison?.added.map(({ key }) => key)),
    ready: makingReady(okrs),
    overview: {
      ...overviewOf(report, summary, presets),
      isTree: above.some((place) => place >= 0),
      comparison: earlier && comparison && comparedOf(earlier, comparison, places, report.okrs.length),
    },
  };
}

function presetsOf({ okrs }: Report, summary: Summary, day: Day): PresetSets {
  const marked = (places: readonly number[] = []) => {
    const marks = new Uint8Array(okrs.length);
    for (const place of places) marks[place] = 1;
    return marks;
  };
  const without = (days: number) => marked(summary.withoutCheckIn.find((one) => one.days === days)?.places);
  const fitting = (fits: (okr: Okr) => boolean) => {
    const marks = new Uint8Array(okrs.length);
    for (let at = 0; at < okrs.length; at++) if (fits(okrs[at] as Okr)) marks[at] = 1;
    return marks;
  };
  return {
    overdue: marked(summary.overdue),
    noCheckIn7: without(7),
    noCheckIn14: without(14),
    noCheckIn30: without(30),
    atRiskOrBehind: fitting(isAtRiskOrBehind),
    recentlyClosed: fitting(recentlyClosed(day)),
    unaligned: marked(summary.withoutParent),
  };
}

/** What the page is told of a report, but for what it is compared with. */
function overviewOf(report: Report, summary: Summary, presets: PresetSets): Omit<Opened, 'isTree'> {
  const count = (marks: Uint8Array) => marks.reduce((sum, mark) => sum + mark, 0);
  return {
    ...namedOf(report),
    okrs: summary.okrs,
    checkIns: summary.checkIns,
    hasCheckIns: report.hasCheckIns,
    progress: summary.progress,
    presets: Object.fromEntries(
      Object.entries(presets).map(([preset, marks]) => [preset, count(marks)]),
    ) as Record<Preset, number>,
    groups: { ...noGroups(), ...groupsOf(report.okrs, summary) },
    columns: columnsOf(report),
    doubtful: report.doubtfulWords.map((word) => ({
      word,
      kind: report.okrs.find(({ kindWord }) => kindWord === word)?.kind,
    })),
    troubles: report.troubles,
  };
}

/** What may be known of OKRs though their file has no column for it. */
const toldOtherwise = {
  title: () => true,
  objectType: ({ kind }: Okr) => kind !== undefined,
  status: ({ status }: Okr) => status !== undefined,
  progress: ({ progress }: Okr) => progress !== undefined,
  id: ({ link }: Okr) => link !== undefined,
};

/** The file's own columns, and what else is known of its OKRs. */
function columnsOf({ columns, hasCheckIns, okrs }: Report): Opened['columns'] {
  const own = columns.map(({ name, field }, at): { key: ColumnKey; name: string } => ({
    key: field ?? `x:${at}`,
    name,
  }));
  const has = new Set(own.map(({ key }) => key));
  const more = (Object.keys(toldOtherwise) as (keyof typeof toldOtherwise)[]).filter(
    (key) => !has.has(key) && okrs.some(toldOtherwise[key]),
  );
  if (hasCheckIns) return [...own, ...[...more, 'checkIns' as const].map((key) => ({ key, name: '' }))];
  return [...own, ...more.map((key) => ({ key, name: '' }))];
}

/** How many of those that changed most are told with the numbers. */
const topChanges = 200;

function comparedOf(
  { report, ...how }: Beside,
  comparison: Comparison,
  places: Held['places'],
  okrs: number,
): Compared {
  const { added, gone, changed, counts, before: _, ...rest } = comparison;
  const shared = rest.unchanged + changed.length;
  return {
    ...how,
    ...rest,
    before: namedOf(report),
    shared,
    overlap: overlapOf(shared, report.okrs.length, okrs),
    added: added.length,
    gone: gone.length,
    changed: changed.length,
    counts: changeKinds.flatMap((kind) => {
      const count = counts.get(kind) ?? 0;
      return count > 0 ? [{ kind, count }] : [];
    }),
    top: changed.slice(0, topChanges).map(({ after, changes }) => ({
      at: places.get(after.key) as number,
      title: after.title,
      changes,
    })),
  };
}
