import { plainSigns } from './characters.ts';
import { look } from './csv-tail.ts';
import type { Header } from './header.ts';
import type { Field, Person } from './model.ts';
import { type Decimal, decimalOf, parseNumberBy } from './numbers.ts';
import { peopleIn } from './people.ts';
import type { Row } from './table.ts';
import { type DateOrder, firstYear } from './values.ts';

/*
 * How a file's dates, numbers and names are written: `3/4/2025`, `1.000` and `Doe, Jane` can be read in two ways, and what else
 * stands in the column, then in the file, says which it is.
 */

export interface Spelling {
  /** What the column of a field says, undefined where nobody knows; looked for when the first value asks for it. */
  dateOrder(field: Field): DateOrder | undefined;
  decimal(field: Field): Decimal | undefined;
  /** Persons in a cell. */
  people(cell: string): Person[];
  /** Progress stands as `0.45` for 45 %: what a program makes of a spreadsheet's percentages. */
  shares: boolean;
  /** All rows are read: whatever asks has asked. */
  done(): void;
}

const dateFields = ['startDate', 'endDate', 'createdAt', 'lastCheckIn'] as const;
const numberFields = ['progress', 'start', 'target', 'current', 'score'] as const;

/**
 * @param usual the decimal mark of such files where nothing in it tells another; undefined: both are met
 */
export function spellingOf(rows: readonly Row[], { at }: Header, usual: Decimal | undefined): Spelling {
  let left = rows;
  let dates: Spelled<DateOrder> | undefined;
  let decimals: Spelled<Decimal> | undefined;
  let dotted = false;
  const readDates = () => {
    const votes = votesIn(left, at, dateFields, (row, place) =>
      dateVote(row, place, () => {
        dotted = true;
      }),
    );
    dates ??= decided(votes, undefined);
    return dates;
  };
  const readDecimals = () => {
    if (!dates) readDates();
    // Where days are written 31.12.2025 numbers are mostly written 1.000,5.
    decimals ??= decided(votesIn(left, at, numberFields, numberVote), usual ?? (dotted ? ',' : undefined));
    return decimals;
  };
  const decimal = (field: Field) => (decimals ?? readDecimals())[field];
  return {
    dateOrder: (field) => (dates ?? readDates())[field],
    decimal,
    people: peopleIn(() => left, at),
    shares: areShares(rows, at, decimal),
    done() {
      left = [];
    },
  };
}

type Spelled<T> = Partial<Record<Field, T | undefined>>;

/** Whether the progress of all rows is at most 1, and that of some a hundredth of what start, target and current value say. */
function areShares(rows: readonly Row[], at: Header['at'], decimal: Spelling['decimal']): boolean {
  const number = ({ cells }: Row, field: Field): number => {
    const text = cells.at(at[field] ?? Number.POSITIVE_INFINITY)?.trim();
    return (text && parseNumberBy(text, () => decimal(field) ?? '.')) || 0;
  };
  let found = false;
  for (const row of rows) {
    const progress = number(row, 'progress');
    if (Math.abs(progress) > 1 || (progress && cellHasPerCent(row, at.progress))) return false;
    const whole = number(row, 'target') - number(row, 'start');
    const told = whole && (100 * (number(row, 'current') - number(row, 'start'))) / whole;
    if (Math.abs(told) < 2 || !progress) continue;
    if (Math.abs(told - 100 * progress) > 0.01 * Math.abs(told)) return false;
    found = true;
  }
  return found;
}

const cellHasPerCent = ({ cells }: Row, place = -1): boolean => cells.at(place)?.includes('%') ?? false;

type Votes<T> = Map<Field, Set<T>>;

function votesIn<T>(
  rows: readonly Row[],
  at: Header['at'],
  fields: readonly Field[],
  voteOf: (row: Row, place: number) => T | undefined,
): Votes<T> {
  const votes: Votes<T> = new Map();
  for (const field of fields) {
    const place = at[field];
    if (place === undefined) continue;
    const found = new Set<T>();
    votes.set(field, found);
    for (const row of rows) {
      const vote = voteOf(row, place);
      if (vote !== undefined) found.add(vote);
    }
  }
  return votes;
}

/** A column that says both says nothing; one that says nothing is as the others are. */
function decided<T>(votes: Votes<T>, usual: T | undefined): Spelled<T> {
  const all = new Set([...votes.values()].flatMap((found) => [...found]));
  const [first = usual] = all;
  const others = all.size < 2 ? first : undefined;
  return Object.fromEntries(
    [...votes].map(([field, found]) => {
      const [own] = found;
      return [field, found.size === 0 ? others : found.size === 1 ? own : undefined];
    }),
  );
}

const dot = 46;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function numberVote(row: Row, place: number): Decimal | undefined {
  // A spreadsheet's own numbers say nothing of its texts.
  if (row.texts && !row.texts.has(place)) return undefined;
  return look(row.cells, place, decimalIn);
}

/** By hand: nearly all are `100`, `100.0`, `42.92`. */
function decimalIn(text: string, begin: number, end: number): Decimal | undefined {
  let dots = 0;
  let at = end - 1;
  for (; at >= begin; at--) {
    const code = text.charCodeAt(at);
    if (code === dot && dots === 0) dots = end - at;
    else if (!isDigit(code)) break;
  }
  if (at < begin) {
    if (dots === 0) return undefined;
    // `.5`, `1.000` are looked at more closely.
    if (dots !== 4 && dots > 1 && dots < end - begin) return '.';
  }
  const vote = decimalOf(text.slice(begin, end));
  return vote === 'open' ? undefined : vote;
}

/** As nearly every file has them: `2025-…`. */
export const isYearFirst = (text: string, at = 0): boolean =>
  text.charCodeAt(at + 4) === 45 && isDigit(text.charCodeAt(at + 1)) && isDigit(text.charCodeAt(at + 2));

const numbered = /^\s*(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)/;

function dateVote(row: Row, place: number, tellDotted: () => void): DateOrder | undefined {
  return look(row.cells, place, (text, begin, end) => {
    if (isYearFirst(text, begin)) return undefined;
    const [, first, mark, second, year = ''] = numbered.exec(plainSigns(text.slice(begin, end))) ?? [];
    if (mark === '.') tellDotted();
    if (mark === '.' || mark === undefined) return undefined;
    if (year.length === 2 && Number(first) > 12) {
      // 25/12/24 says nothing, 25/12/03 and 45/12/24 that the year stands first.
      if (Number(year) < firstYear || Number(first) > 31) return 'yearFirst';
      return Number(year) > 31 ? 'dayFirst' : undefined;
    }
    return Number(first) > 12 ? 'dayFirst' : Number(second) > 12 ? 'monthFirst' : undefined;
  });
}
