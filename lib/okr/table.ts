import type { Breath } from './breath.ts';
import type { CsvCells, CsvTail } from './csv-tail.ts';
import { countedCheckIns, type Header, headerAmong, readHeader } from './header.ts';
import { tellKinds } from './kinds.ts';
import { limits } from './limits.ts';
import { linkParents, tellCircles } from './links.ts';
import type { Kind, Okr, Report, SourceFile } from './model.ts';
import { rowReader, type Spelling } from './read-row.ts';
import { checkInCountOf } from './table-okr.ts';
import { takenAtOf } from './taken-at.ts';
import type { Troubles } from './troubles.ts';
import { nameUnnamed } from './unnamed.ts';
import type { DateOrder } from './values.ts';

/** A row as a file has it, counted as a spreadsheet does. */
export interface Row {
  row: number;
  cells: string[] | CsvCells;
  /** Check-ins behind them that are not read yet. */
  tail?: CsvTail | undefined;
  /** Of its id. */
  link?: string;
}

export interface Table {
  file: SourceFile;
  rows: Row[];
  decimalComma: boolean;
}

/** How far down a header is looked for. */
export const headerWithin = 30;
const dateFields = ['startDate', 'endDate', 'createdAt', 'lastCheckIn'] as const;

/** @returns undefined where nothing can be shown; `troubles` says why */
export async function reportOf(
  { file, rows, decimalComma }: Table,
  words: ReadonlyMap<string, Kind> | undefined,
  troubles: Troubles,
  breath: Breath,
): Promise<Report | undefined> {
  const at = headerAmong(rows.slice(0, headerWithin).map(allCells));
  if (at === undefined) {
    troubles.add(rows.length > 0 ? 'noKnownColumns' : 'empty');
    return;
  }
  const names = allCells(rows[at] as Row);
  let header = readHeader(names);
  const { checkIns } = header;
  if (checkIns && rows.some((row, i) => i > at && counts(row, checkIns.from)))
    header = countedCheckIns(header, names[checkIns.from] ?? '');
  header = nameUnnamed(header, rows.slice(at + 1));
  if (rows.length === at + 1) {
    troubles.add('noRows');
    return;
  }
  if (header.titleGuessed !== undefined) troubles.add('titleGuessed', { value: header.titleGuessed });
  const spelling: Spelling = { dates: dateOrder(rows, at, header), decimalComma };
  const okrs: Okr[] = [];
  const readRow = rowReader({ header, spelling, troubles });
  for (let i = at + 1; i < rows.length; i++) {
    if (okrs.length >= limits.rows) {
      troubles.add('tooManyRows');
      break;
    }
    okrs.push(readRow(rows[i] as Row));
    await breath(0.4 + (0.5 * i) / rows.length);
  }
  linkParents(okrs, troubles, header.columns.find(({ field }) => field === 'alignedTo')?.name);
  tellCircles(okrs, troubles);
  const doubtfulWords = tellKinds(okrs, words, troubles);
  return {
    name: reportNameOf(file.name),
    kind: file.kind === 'xlsx' ? 'xlsx' : 'csv',
    files: [file],
    ...takenAtOf(file.name),
    columns: header.columns.map(({ at: _, ...column }) => column),
    hasCheckIns: header.checkIns !== undefined || okrs.some((okr) => checkInCountOf(okr) > 0),
    okrs,
    people: [],
    teams: [],
    tags: [],
    periods: [],
    doubtfulWords,
    troubles: troubles.list,
  };
}

/** Whether a row tells how many check-ins there are instead of what they are. */
function counts({ cells, tail }: Row, from: number): boolean {
  if (tail && !isDigit(tail.firstCode(0))) return false;
  const first = tail ? tail.cell(0) : (cells.at(from) ?? '');
  return isDigit(first.charCodeAt(0)) && /^\d{1,12}$/.test(first);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/**
 * How many cells of each row stand before its check-ins, so that those need not be read one by one; undefined where there are
 * others among them.
 */
export function cellsBeforeCheckIns(rows: readonly Row[]): number | undefined {
  const all = rows.map(allCells);
  const at = headerAmong(all);
  const { checkIns, columns } = readHeader(all[at ?? -1] ?? []);
  const apart =
    checkIns &&
    columns.length === checkIns.from &&
    columns.every((column) => column.at < checkIns.from) &&
    !rows.some((row, i) => i > (at ?? 0) && counts(row, checkIns.from));
  return apart ? checkIns.from : undefined;
}

const allCells = ({ cells }: Row): string[] =>
  Array.isArray(cells) ? cells : Array.from({ length: cells.length }, (_, at) => cells.at(at) ?? '');

/** A file's name without its ending, and without the zip that it lay in. */
export const reportNameOf = (file: string): string =>
  file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]{1,5}$/, '');

/** As nearly every file has them: `2025-…`. */
const isYearFirst = (cell: string): boolean =>
  cell.charCodeAt(4) === 45 && cell.charCodeAt(1) >= 48 && cell.charCodeAt(2) >= 48;

/** Whether `3/4/2025` is in March or April, by the dates of the file that say so. */
function dateOrder(rows: readonly Row[], headerAt: number, header: Header): Spelling['dates'] {
  const places = dateFields.flatMap((field) => header.at[field] ?? []);
  let order: DateOrder | undefined;
  let twoWays = false;
  for (let i = headerAt + 1; i < rows.length; i++)
    for (const at of places) {
      const cell = rows[i]?.cells.at(at);
      if (!cell || isYearFirst(cell)) continue;
      const match = /^\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})\b/.exec(cell);
      if (!match) continue;
      const [first, second] = [Number(match[1]), Number(match[2])];
      const says = first > 12 ? 'dayFirst' : second > 12 ? 'monthFirst' : undefined;
      if (!says) twoWays = true;
      else if (order && order !== says) return 'ambiguous';
      else order = says;
    }
  return order ?? (twoWays ? 'ambiguous' : undefined);
}
