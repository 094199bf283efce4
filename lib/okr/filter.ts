import type { CheckIn, Day, Okr } from './model.ts';
import { lastCheckInOf, othersOf, passingCheckIns } from './table-okr.ts';
import { addDays } from './values.ts';

/** What is to be shown. Within one field any of the values is enough; all fields have to agree. '' stands for "none", no value for any. */
export interface Filter {
  /** Words in any order, each somewhere in title, description, owners, teams, tags, id, notes, or a column that nobody knows. */
  search?: string;
  /** The file's words. */
  status?: readonly string[];
  team?: readonly string[];
  owner?: readonly string[];
  period?: readonly string[];
  /** The known kind, else the file's word. */
  kind?: readonly string[];
  tag?: readonly string[];
}

/** How long ago something may have been closed to be "recently". */
const recentDays = 30;

export const isAtRiskOrBehind = ({ status }: Okr): boolean =>
  status?.known === 'atRisk' || status?.known === 'behind';

/** @param today a day, in the reader's zone @returns which were closed of late */
export function recentlyClosed(today: Day): (okr: Okr) => boolean {
  const since = addDays(today, -recentDays);
  return (okr) => okr.status?.known === 'closed' && (lastCheckInOf(okr) ?? '') >= since;
}

/** Whether an OKR matches. */
export function fitsTo(filter: Filter): (okr: Okr) => boolean {
  const tests: ((okr: Okr) => boolean)[] = [];
  const anyOf = (wanted: readonly string[] | undefined, valuesOf: (okr: Okr) => readonly string[]) => {
    if (!wanted?.length) return;
    const set = new Set(wanted);
    tests.push((okr) => {
      const values = valuesOf(okr);
      return values.length > 0 ? values.some((value) => set.has(value)) : set.has('');
    });
  };
  anyOf(filter.status, ({ status }) => [status?.word ?? '']);
  anyOf(filter.kind, ({ kind, kindWord }) => [kind ?? kindWord]);
  anyOf(filter.team, ({ teams }) => teams);
  anyOf(filter.owner, ({ owners }) => owners.map(({ name }) => name));
  anyOf(filter.period, ({ period }) => [period ?? '']);
  anyOf(filter.tag, ({ tags }) => tags);
  const words = folded(filter.search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  if (words.length > 0)
    tests.push((okr) => {
      const text = searchedText(okr);
      return words.every((word) => text.includes(word));
    });
  return (okr) => tests.every((fits) => fits(okr));
}

/** Prepares what a search looks through, so that the first search need not wait. @param checkIns the OKR's, as they were just read */
export const warm = (okr: Okr, checkIns: readonly CheckIn[]): void => void searchedText(okr, checkIns);

/** What is searched, made once for each. */
const texts = new WeakMap<Okr, string>();

function searchedText(okr: Okr, checkIns?: readonly CheckIn[]): string {
  const known = texts.get(okr);
  if (known !== undefined) return known;
  const { id, title, description, owners, teams, tags, lastNote } = okr;
  const names = [...owners.map(({ name }) => name), ...teams, ...tags];
  const notes = Array.from(checkIns ?? passingCheckIns(okr), ({ note, raw, unread }) =>
    unread ? raw : note,
  );
  const text = folded([title, id, description, ...names, lastNote, ...othersOf(okr), ...notes].join('\n'));
  texts.set(okr, text);
  return text;
}

const beyondAscii = /[^\0-\x7f]/;

/** Without case and marks: "Zoë" is found by "zoe". */
export const folded = (text: string): string =>
  beyondAscii.test(text) ? text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase() : text.toLowerCase();
