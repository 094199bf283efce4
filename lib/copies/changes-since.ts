import { sameView } from '../goals/explorer-view.ts';
import { type Comparison, compare } from '../okr/compare.ts';
import type { Okr } from '../okr/model.ts';
import type { ReadOptions } from '../okr/read.ts';
import type { Copy } from './copies.ts';
import { copiesOf, reportOf } from './read.ts';

/** What is different between exports and those of the same views before them, as far as copies of both are kept. */
export interface ChangesSince {
  /** Objectives that are at risk and were not; one that several views have counts once. */
  newlyAtRisk: number;
  /** The exports to look at first: where most became so, and the one before it. */
  shown: { export: string; before: string };
}

/** @param exports ids of those that have just ended */
export async function changesSince(
  exports: string[],
  options: ReadOptions = {},
): Promise<ChangesSince | undefined> {
  const copies = await copiesOf(exports);
  const newlyAtRisk = new Set<string>();
  let most: { weight: number; shown: ChangesSince['shown'] } | undefined;
  for (const copy of copies.filter(({ id }) => exports.includes(id))) {
    const before = copies.find((other) => isBefore(other, copy) && !exports.includes(other.id));
    const comparison = before && (await comparisonOf(before.id, copy.id, options));
    if (!before || !comparison) continue;
    const fresh = atRiskNow(comparison);
    for (const { id, title } of fresh) newlyAtRisk.add(id ?? title);
    const { added, gone, changed } = comparison;
    const weight = fresh.length * 1e6 + added.length + gone.length + changed.length;
    if (!most || weight > most.weight) most = { weight, shown: { export: copy.id, before: before.id } };
  }
  return most && { newlyAtRisk: newlyAtRisk.size, shown: most.shown };
}

const isBefore = (other: Copy, { view, takenAt }: Copy): boolean =>
  other.takenAt < takenAt && sameView(other.view, view);

/** Those that came into the view at risk count, too: a view may be of nothing else. */
function atRiskNow({ added, changed }: Comparison): Okr[] {
  const became = changed.filter(({ changes }) => changes.some(({ kind }) => kind === 'status'));
  return [...became.map(({ after }) => after), ...added].filter(
    ({ kind, status }) => kind === 'objective' && status?.known === 'atRisk',
  );
}

/** One that is damaged is none the better for being told here: the report says it. */
async function comparisonOf(
  before: string,
  after: string,
  options: ReadOptions,
): Promise<Comparison | undefined> {
  const [earlier, later] = [await reportOf(before, options), await reportOf(after, options)];
  return earlier && later && compare(earlier, later);
}
