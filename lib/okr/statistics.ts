import { type Day, type Field, kinds, type Okr, statuses } from './model.ts';
import { checkInCountOf, lastCheckInOf } from './table-okr.ts';
import { addDays, daysBetween } from './values.ts';

/** How many OKRs, and which: `keys` in the file's order make every number a filter. */
export interface Group {
  /** The file's word; '' for those without. */
  name: string;
  keys: string[];
  /** Mean progress in per cent, each clamped to 0…100; absent where none has one. */
  progress?: number;
  /** How many by status, by the word; '' for those without. */
  statuses: Map<string, number>;
}

export interface Summary {
  okrs: number;
  checkIns: number;
  /** Newest activity in the data. */
  lastActivity?: string;
  /** By kind, else by the file's word. */
  kinds: Group[];
  statuses: Group[];
  /** Mean of all, each clamped to 0…100. */
  progress?: number;
  /** Keys. Open ones alone (not Closed, not Postponed) are overdue or without a check-in. */
  overdue: string[];
  withoutCheckIn: { days: 7 | 14 | 30; keys: string[] }[];
  withoutParent: string[];
  teams: Group[];
  owners: Group[];
  periods: Group[];
}

/** What a file says anything of: a column that it lacks makes nobody "without" it. */
export type Knows = (what: Field | 'checkIns') => boolean;

/**
 * How the goals stand.
 * @param today a day, in the reader's zone
 */
export function summarize(okrs: readonly Okr[], today: Day, knows: Knows = () => true): Summary {
  const keysOf = (fits: (okr: Okr) => boolean) => okrs.filter(fits).map(({ key }) => key);
  const knowsCheckIns = knows('checkIns') || knows('lastCheckIn');
  const known = new Map(okrs.map(({ status }) => [status?.word, status?.known]));
  const lasts = new Map(okrs.map((okr) => [okr, lastCheckInOf(okr)]));
  const summary: Summary = {
    okrs: okrs.length,
    checkIns: okrs.reduce((sum, okr) => sum + checkInCountOf(okr), 0),
    kinds: inOrder(
      groups(okrs, (okr) => [okr.kind ?? okr.kindWord]),
      (name) => kinds.indexOf(name as never),
    ),
    statuses: inOrder(
      groups(okrs, ({ status }) => [status?.word ?? '']),
      (word) => statuses.indexOf(known.get(word) as never),
    ),
    overdue: keysOf((okr) => isOverdue(okr, today)),
    withoutCheckIn: ([7, 14, 30] as const).map((days) => ({
      days,
      keys: knowsCheckIns ? keysOf(isWithoutSince(addDays(today, -days), lasts)) : [],
    })),
    withoutParent: knows('alignedTo') ? keysOf(isUnaligned) : [],
    teams: groups(okrs, ({ teams }) => teams),
    owners: groups(okrs, ({ owners }) => owners.map(({ name }) => name)),
    periods: groups(okrs, ({ period }) => (period === undefined ? [] : [period])),
  };
  const progress = mean(okrs);
  if (progress !== undefined) summary.progress = progress;
  const last = [...lasts.values()].reduce<string>((newest, at) => (at && at > newest ? at : newest), '');
  if (last) summary.lastActivity = last;
  return summary;
}

export const isOpen = ({ status }: Okr): boolean =>
  status?.known !== 'closed' && status?.known !== 'postponed';

export const isOverdue = (okr: Okr, today: Day): boolean =>
  okr.due !== undefined && okr.due < today && isOpen(okr);

export const isUnaligned = ({ parents }: Okr): boolean => parents.length === 0;

/** Open, and its last check-in, if there is one, lies before that day. */
const isWithoutSince = (since: Day, lasts: ReadonlyMap<Okr, string | undefined>) => (okr: Okr) => {
  if (!isOpen(okr)) return false;
  const last = lasts.get(okr);
  return last === undefined || last < since;
};

export const isWithoutCheckIn = (okr: Okr, today: Day, days: number): boolean =>
  isWithoutSince(addDays(today, -days), new Map([[okr, lastCheckInOf(okr)]]))(okr);

/** One OKR may be in several groups, or in none but that of those without: ''. */
function groups(okrs: readonly Okr[], namesOf: (okr: Okr) => readonly string[]): Group[] {
  const found = new Map<string, Okr[]>();
  for (const okr of okrs) {
    const names = namesOf(okr);
    for (const name of names.length > 0 ? names : [''])
      if (!found.get(name)?.push(okr)) found.set(name, [okr]);
  }
  return [...found].map(([name, those]) => {
    const group: Group = { name, keys: those.map(({ key }) => key), statuses: new Map() };
    for (const { status } of those) {
      const word = status?.word ?? '';
      group.statuses.set(word, (group.statuses.get(word) ?? 0) + 1);
    }
    const progress = mean(those);
    if (progress !== undefined) group.progress = progress;
    return group;
  });
}

/** Known ones as Viva Goals had them, then the others, those without last. */
function inOrder(found: Group[], placeOf: (name: string) => number): Group[] {
  const place = ({ name }: Group) => (name === '' ? 2000 : (placeOf(name) + 1001) % 1001);
  return found.sort((a, b) => place(a) - place(b) || b.keys.length - a.keys.length);
}

function mean(okrs: readonly Okr[]): number | undefined {
  let sum = 0;
  let count = 0;
  for (const { progress } of okrs)
    if (progress !== undefined) {
      sum += clamped(progress);
      count++;
    }
  return count > 0 ? sum / count : undefined;
}

/** Progress against the share of time gone, both per cent; of those that have start, due and progress. */
export interface Pace {
  key: string;
  timeGone: number;
  /** Clamped to 0…100. */
  progress: number;
  /** What Viva Goals' default rule says: more than 25 points behind is At Risk, 0 to 25 Behind. */
  expected: 'onTrack' | 'behind' | 'atRisk';
}

/** @param today a day, in the reader's zone */
export function paceOf(okrs: readonly Okr[], today: Day): Pace[] {
  return okrs.flatMap(({ key, start, due, progress }) => {
    if (!start || !due || progress === undefined) return [];
    const length = daysBetween(start, due);
    if (!(length > 0)) return [];
    const timeGone = clamped((100 * daysBetween(start, today)) / length);
    const done = clamped(progress);
    const late = timeGone - done;
    return [
      {
        key,
        timeGone,
        progress: done,
        expected: late > 25 ? 'atRisk' : late > 0 ? 'behind' : 'onTrack',
      } as const,
    ];
  });
}

/** For charts: per cent within 0…100. */
export const clamped = (progress: number): number => Math.min(100, Math.max(0, progress));
