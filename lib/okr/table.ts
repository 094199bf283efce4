import { type Breath, rowsAtOnce } from './breath.ts';
import type { CsvCells, CsvTail } from './csv-tail.ts';
import { countedCheckIns, headerAmong, readHeader } from './header.ts';
import { tellKinds } from './kinds.ts';
import { limits } from './limits.ts';
import { linkParents, tellCircles } from './links.ts';
import type { Kind, Okr, Report, SourceFile } from './model.ts';
import type { Decimal } from './numbers.ts';
import { rowReader } from './read-row.ts';
import { spellingOf } from './spelling.ts';
import { checkInCountOf } from './table-okr.ts';
import { rowsBelow } from './table-rows.ts';
import { takenAtOf } from './taken-at.ts';
import type { Troubles } from './troubles.ts';
import { nameUnnamed } from './unnamed.ts';

/** A row as a file has it, counted as a spreadsheet does. */
export interface Row {
  row: number;
  cells: string[] | CsvCells;
  /** Check-ins behind them that are not read yet. */
  tail?: CsvTail | undefined;
  /** Of its id. */
  link?: string;
  /** Where a spreadsheet that knows numbers has texts that look like numbers. */
  texts?: ReadonlySet<number> | undefined;
}

export interface Table {
  file: SourceFile;
  rows: Row[];
  /** The decimal mark of such files, where nothing in it tells another. */
  usual: Decimal | undefined;
}

/** What the reading of a file of any kind goes by. */
export interface FileReading {
  /** What the user says that words for kinds mean. */
  words: ReadonlyMap<string, Kind> | undefined;
  /** Makes words of other languages known. */
  learn: () => Promise<void>;
  /** Of the file. */
  troubles: Troubles;
  breath: Breath;
}

/** How far down a header is looked for. */
export const headerWithin = 30;

/** @returns undefined where nothing can be shown; `troubles` says why */
export async function reportOf(
  { file, rows, usual }: Table,
  { words, troubles, breath }: FileReading,
): Promise<Report | undefined> {
  const at = headerAmong(rows.slice(0, headerWithin).map(allCells));
  if (at === undefined) {
    troubles.add(rows.length > 0 ? 'noKnownColumns' : 'empty');
    return;
  }
  tellAbove(rows.slice(0, at), troubles);
  const names = allCells(rows[at] as Row);
  let header = readHeader(names, rows.slice(at + 1, at + 1 + headerWithin).map(allCells));
  const { checkIns } = header;
  if (checkIns && rows.some((row, i) => i > at && counts(row, checkIns.from)))
    header = countedCheckIns(header, names[checkIns.from] ?? '');
  header = nameUnnamed(header, rows.slice(at + 1), troubles);
  if (rows.length === at + 1) {
    troubles.add('noRows');
    return;
  }
  if (header.titleGuessed !== undefined) troubles.add('titleGuessed', { value: header.titleGuessed });
  const below = rowsBelow(rows, at, header, troubles);
  const spelling = spellingOf(below, header, usual);
  const okrs: Okr[] = [];
  const readRow = rowReader({ header, spelling, troubles });
  for (const [i, row] of below.entries()) {
    if (okrs.length >= limits.rows) {
      troubles.add('tooManyCells');
      break;
    }
    okrs.push(readRow(row));
    if (i % rowsAtOnce === 0) await breath(0.4 + (0.5 * i) / rows.length);
  }
  spelling.done();
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
    doubtfulWords,
    troubles: troubles.list,
  };
}

/** Where two tables stand one below the other, the rows of that which has fewer columns that are known are left out. */
function tellAbove(above: readonly Row[], troubles: Troubles): void {
  const at = headerAmong(above.map(allCells));
  const other = above[at ?? -1];
  if (!other || readHeader(allCells(other)).titleGuessed !== undefined) return;
  for (const row of above.slice((at as number) + 1))
    troubles.add('recordUnreadable', { row: row.row, value: allCells(row).filter(Boolean).join(', ') });
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
