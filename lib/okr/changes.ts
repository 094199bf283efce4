import type { Change, ChangeKind } from './compare.ts';
import { type FieldValue, valuesOf } from './field-values.ts';
import type { Field, Metric, Okr } from './model.ts';
import { normalized } from './words.ts';

/** The column that a change is read from. */
export const fieldOf: Record<ChangeKind, Field> = {
  status: 'status',
  progress: 'progress',
  current: 'current',
  score: 'score',
  target: 'target',
  start: 'start',
  due: 'endDate',
  startDate: 'startDate',
  owners: 'owner',
  teams: 'team',
  title: 'title',
  parents: 'alignedTo',
  kind: 'objectType',
  period: 'period',
  metric: 'metricName',
  description: 'description',
  tags: 'tag',
  goalType: 'goalType',
};

type Reader = (okr: Okr) => FieldValue;

/** What is compared, where it is not what the column holds. */
const own: Partial<Record<ChangeKind, Reader>> = {
  parents: ({ parents }) => parents.map(({ title, id }) => title || (id ?? '')),
  metric: ({ metric }) => nameOf(metric),
  // `Committed` in an archive is `Committed Goal` in a view.
  goalType: ({ goalType }) => goalType?.replace(/ goal$/i, ''),
};

const nameOf = ({ name, unit }: Metric): string | undefined =>
  unit ? `${name ?? ''} (${unit})`.trim() : name;

/** In the metric's unit: in another one they say nothing of each other. */
const inUnit: readonly ChangeKind[] = ['current', 'target', 'start'];
/** What is no change: case, marks and spaces of words, row ends of texts. */
const words: readonly ChangeKind[] = ['status', 'kind', 'goalType'];

/** What changed between two states of one OKR, of the kinds that are asked for, in their order. */
export function changesOf(before: Okr, after: Okr, asked: readonly ChangeKind[]): Change[] {
  const sameUnit = (before.metric.unit ?? after.metric.unit) === (after.metric.unit ?? before.metric.unit);
  return asked.flatMap((kind) => {
    const change = changeOf(kind, before, after);
    if (!change) return [];
    if (inUnit.includes(kind) && !sameUnit) {
      delete change.numbers;
      change.notComparable = true;
    }
    return [change];
  });
}

function changeOf(kind: ChangeKind, before: Okr, after: Okr): Change | undefined {
  const read = own[kind] ?? (valuesOf[fieldOf[kind]] as Reader);
  const [one, other] = [read(before), read(after)];
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === 0 && other.length === 0 ? undefined : setChange(kind, before, after, one, other);
  if (typeof one === 'number' && typeof other === 'number') {
    if (Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other))) return;
    return { kind, before: String(one), after: String(other), numbers: { before: one, after: other } };
  }
  const [was, is] = [String(one ?? ''), String(other ?? '')];
  if (was === is || meansTheSame(kind, before, after)) return;
  const same = words.includes(kind) ? normalized(was) === normalized(is) : spaced(was) === spaced(is);
  return same ? undefined : { kind, before: was, after: is };
}

/** Words of two languages, or of an organization that has renamed its own. */
const meansTheSame = (kind: ChangeKind, before: Okr, after: Okr): boolean =>
  kind === 'status'
    ? before.status?.known !== undefined && before.status.known === after.status?.known
    : kind === 'kind' &&
      before.kind !== undefined &&
      before.kind === after.kind &&
      !before.kindDoubtful &&
      !after.kindDoubtful;

/** One spelling: of spaces, and of letters with marks. */
export const spaced = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

function setChange(
  kind: ChangeKind,
  before: Okr,
  after: Okr,
  was: string[],
  is: string[],
): Change | undefined {
  // A parent's title is decoration: another one with the same id is the same parent.
  const ids =
    kind === 'parents' && haveIds(before) && haveIds(after) ? [before, after].map(parentIds) : [was, is];
  const [old, fresh] = ids.map((values) => values.map(spaced)) as [string[], string[]];
  const [had, has] = [new Set(old), new Set(fresh)];
  const added = is.filter((_, at) => !had.has(fresh[at] as string));
  const removed = was.filter((_, at) => !has.has(old[at] as string));
  if (added.length === 0 && removed.length === 0) return;
  return { kind, before: was.join(', '), after: is.join(', '), added, removed };
}

/** A file that was written by hand may name its parents alone. */
const haveIds = ({ parents }: Okr): boolean => parents.every(({ id }) => id !== undefined);
const parentIds = ({ parents }: Okr): string[] => parents.map(({ id }) => id as string);

const weights: Record<ChangeKind, number> = {
  status: 100,
  progress: 10,
  current: 5,
  score: 30,
  target: 40,
  start: 10,
  due: 40,
  startDate: 10,
  owners: 30,
  teams: 15,
  title: 20,
  parents: 25,
  kind: 20,
  period: 20,
  metric: 20,
  description: 5,
  tags: 5,
  goalType: 10,
};

/** How much changes matter: what became worse first, an objective before what hangs from it. */
export function weightOf(changes: readonly Change[], { kind, status }: Okr): number {
  let sum = 0;
  for (const change of changes) {
    sum += weights[change.kind];
    if (change.kind === 'status' && status?.known === 'atRisk') sum += 100;
    if (change.kind === 'status' && status?.known === 'behind') sum += 60;
    if (change.kind === 'progress' && change.numbers) {
      const points = change.numbers.after - change.numbers.before;
      sum += Math.min(100, Math.abs(points)) * (points < 0 ? 1.5 : 1);
    }
  }
  return sum * (kind === 'objective' ? 1.2 : 1);
}
