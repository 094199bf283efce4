import { defined } from '../data/data.ts';
import { type Day, type Field, kinds, type Okr, statuses } from './model.ts';
import { checkInCountOf, lastCheckInOf } from './table-okr.ts';
import { addDays, daysBetween } from './values.ts';

/** How many OKRs have a value in common. */
export interface Group {
  /** The file's word; '' for those without. */
  name: string;
  count: number;
  /** Mean progress in per cent, each clamped to 0…100; absent where none has one. */
  progress?: number;
  /** How many by status, by the word; '' for those without. */
  statuses: Map<string, number>;
}

export interface Summary {
  okrs: number;
  checkIns: number;
  /** By kind, else by the file's word. */
  kinds: Group[];
  statuses: Group[];
  /** Mean of all, each clamped to 0…100. */
  progress?: number;
  /** Places. Open ones alone (not Closed, not Postponed) are overdue or without a check-in. */
  overdue: number[];
  withoutCheckIn: { days: 7 | 14 | 30; places: number[] }[];
  withoutParent: number[];
  teams: Group[];
  owners: Group[];
  periods: Group[];
}

/** What a file says anything of: a column that it lacks makes nobody "without" it. */
type Knows = (what: Field | 'checkIns') => boolean;

/**
 * How the goals stand.
 * @param today a day, in the reader's zone
 */
export function summarize(okrs: readonly Okr[], today: Day, knows: Knows = () => true): Summary {
  const knowsCheckIns = knows('checkIns') || knows('lastCheckIn');
  const knowsParents = knows('alignedTo');
  const since = ([7, 14, 30] as const).map((days) => ({
    days,
    day: addDays(today, -days),
    places: [] as number[],
  }));
  const overdue: number[] = [];
  const withoutParent: number[] = [];
  let checkIns = 0;
  for (const [place, okr] of okrs.entries()) {
    checkIns += checkInCountOf(okr);
    if (isOverdue(okr, today)) overdue.push(place);
    if (knowsParents && isUnaligned(okr)) withoutParent.push(place);
    if (!knowsCheckIns || !isOpen(okr)) continue;
    const last = lastCheckInOf(okr) ?? '';
    for (const { day, places } of since) if (last < day) places.push(place);
  }
  return defined({
    okrs: okrs.length,
    checkIns,
    ...groupsIn(okrs),
    overdue,
    withoutCheckIn: since.map(({ days, places }) => ({ days, places })),
    withoutParent,
    progress: meanProgress(okrs),
  });
}

export type Groups = Pick<Summary, 'kinds' | 'statuses' | 'teams' | 'owners' | 'periods'>;

/** OKRs by what they have in common. */
export function groupsIn(okrs: readonly Okr[]): Groups {
  const words = statusWords(okrs);
  const by = (namesOf: (okr: Okr) => string | readonly string[]) => groups(okrs, words, namesOf);
  return {
    kinds: inOrder(
      by(({ kind, kindWord }) => kind ?? kindWord),
      (name) => kinds.indexOf(name as never),
    ),
    statuses: inOrder(
      by(({ status }) => status?.word ?? ''),
      (word) => statuses.indexOf(words.known.get(word) as never),
    ),
    teams: by(({ teams }) => teams),
    owners: by(({ owners }) => owners.map(({ name }) => name)),
    periods: by(({ period }) => period ?? ''),
  };
}

/** The words for statuses, numbered, so that each is looked up once. */
interface StatusWords {
  words: string[];
  known: Map<string, string | undefined>;
  /** The number of each OKR's; '' for those without. */
  of: Int32Array;
}

function statusWords(okrs: readonly Okr[]): StatusWords {
  const known = new Map<string, string | undefined>();
  const numbers = new Map<string, number>();
  const of = Int32Array.from(okrs, ({ status }) => {
    const word = status?.word ?? '';
    let number = numbers.get(word);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(word, number);
      known.set(word, status?.known);
    }
    return number;
  });
  return { words: [...numbers.keys()], known, of };
}

const isOpen = ({ status }: Okr): boolean => status?.known !== 'closed' && status?.known !== 'postponed';

const isOverdue = (okr: Okr, today: Day): boolean => okr.due !== undefined && okr.due < today && isOpen(okr);

const isUnaligned = ({ parents }: Okr): boolean => parents.length === 0;

/** One OKR may be in several groups, or in none but that of those without: ''. */
function groups(
  okrs: readonly Okr[],
  { words, of }: StatusWords,
  namesOf: (okr: Okr) => string | readonly string[],
): Group[] {
  const found = new Map<string, Counting>();
  const groupOf = (name: string): Counting => {
    let one = found.get(name);
    if (!one) {
      one = { count: 0, sum: 0, withProgress: 0, statuses: [] };
      found.set(name, one);
    }
    return one;
  };
  for (let at = 0; at < okrs.length; at++) {
    const okr = okrs[at] as Okr;
    const status = of[at] as number;
    const names = namesOf(okr);
    if (typeof names === 'string') count(groupOf(names), okr, status);
    else if (names.length === 0) count(groupOf(''), okr, status);
    else for (const name of names) count(groupOf(name), okr, status);
  }
  return Array.from(found, ([name, { count, sum, withProgress, statuses }]) => {
    const byWord = Object.entries(statuses).map(
      ([at, times]) => [words[Number(at)] as string, times] as const,
    );
    const group = { name, count, statuses: new Map(byWord) };
    return withProgress > 0 ? { ...group, progress: sum / withProgress } : group;
  });
}

interface Counting {
  count: number;
  sum: number;
  withProgress: number;
  /** By the numbers of the words; with holes, since a file may have as many words as rows. */
  statuses: number[];
}

function count(group: Counting, { progress }: Okr, status: number): void {
  group.count++;
  group.statuses[status] = (group.statuses[status] ?? 0) + 1;
  if (progress === undefined) return;
  group.sum += clamped(progress);
  group.withProgress++;
}

/** Known ones as Viva Goals had them, then the others, those without last. */
function inOrder(found: Group[], placeOf: (name: string) => number): Group[] {
  const place = ({ name }: Group) => (name === '' ? 2000 : (placeOf(name) + 1001) % 1001);
  return found.sort((a, b) => place(a) - place(b) || b.count - a.count);
}

function meanProgress(okrs: readonly Okr[]): number | undefined {
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
  /** Place of the OKR. */
  place: number;
  /** What Viva Goals' default rule says: more than 25 points behind is At Risk, 0 to 25 Behind. */
  expected: 'onTrack' | 'behind' | 'atRisk';
}

/** @param today a day, in the reader's zone */
export function paceOf(okrs: readonly Okr[], today: Day): Pace[] {
  const paces: Pace[] = [];
  /** Most share their dates with many others. */
  const known = new Map<string, number>();
  for (const [place, { start, due, progress }] of okrs.entries()) {
    if (!start || !due || progress === undefined) continue;
    const span = start + due;
    let timeGone = known.get(span);
    if (timeGone === undefined) {
      const length = daysBetween(start, due);
      timeGone = length > 0 ? clamped((100 * daysBetween(start, today)) / length) : Number.NaN;
      known.set(span, timeGone);
    }
    if (Number.isNaN(timeGone)) continue;
    const late = timeGone - clamped(progress);
    const expected = late > 25 ? 'atRisk' : late > 0 ? 'behind' : 'onTrack';
    paces.push({ place, expected });
  }
  return paces;
}

/** For charts: per cent within 0…100. */
export const clamped = (progress: number): number => Math.min(100, Math.max(0, progress));
