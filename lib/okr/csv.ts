import { Bounds, CsvCells, CsvTail, cellOf, quote } from './csv-tail.ts';
import { limits } from './limits.ts';

/*
 * Comma-separated values as RFC 4180 has them, and as they are met: row ends of any kind, also mixed; line breaks of
 * another kind in quoted cells; quotes that nobody closed.
 */

export interface CsvRow {
  cells: string[];
  /** Those after them that are taken out of the text later. */
  places?: CsvCells;
  /** The cells behind those that were asked for, unless all are empty. */
  tail?: CsvTail;
  /** A quote in it was opened and not closed, or text stands behind a closing one. */
  quoteNotClosed?: true;
  cellCut?: true;
  tooManyColumns?: true;
}

const newline = 10;
const carriageReturn = 13;
/** A row is not longer: a quote that is still open then was none. */
const mostRow = 16 * 2 ** 20;
/** Looking for ends of quotes that have none is given up after so many characters of a file… */
const mostInVain = 4 * mostRow;
/** …and goes no further than this from then on. */
const mostRowThen = 1000;

/** How many cells of each row are wanted at once, and how many after these later; may change from row to row. */
export interface Wanted {
  cells: number;
  places: number;
}

interface Source {
  text: string;
  mark: number;
  wanted: Wanted;
  /** Of cells that are not wanted yet. */
  bounds: Bounds;
  /** Whether spaces stand between delimiters and quotes. */
  spaced: boolean;
  /** Characters looked through in vain. */
  inVain: number;
}

const all: Wanted = { cells: Number.POSITIVE_INFINITY, places: 0 };

/**
 * The rows, blank ones included ('' as only cell), so that they can be counted as a spreadsheet does.
 * @param own the file looks as `write/csv` makes it
 */
export function* csvRows(
  text: string,
  delimiter: string,
  wanted: Wanted = all,
  own = false,
): Generator<CsvRow> {
  const bounds = new Bounds(text, own);
  const source: Source = {
    text,
    mark: delimiter.charCodeAt(0),
    wanted,
    bounds,
    spaced: isSpaced(text, delimiter),
    inVain: 0,
  };
  for (let at = 0; at < text.length; ) {
    const row: CsvRow = { cells: [] };
    at = readRow(source, at, row, true);
    yield row;
  }
}

/** @returns where the next row begins */
function readRow(source: Source, start: number, row: CsvRow, believeQuotes: boolean): number {
  const { text, mark } = source;
  const { cells } = row;
  const { cells: wanted, places } = source.wanted;
  for (let at = start, count = 0; ; at++, count++) {
    const from = at;
    let begin = from;
    let end: number;
    const opening = source.spaced ? behindSpaces(text, at) : at;
    if (believeQuotes && text.charCodeAt(opening) === quote) {
      at = closingQuote(source, opening + 1, start);
      if (at < 0) {
        row.quoteNotClosed = true;
        // A quote that nobody closed would swallow all rows to come.
        if (!endsTheFile(source, from, count)) {
          cells.length = 0;
          delete row.tail;
          delete row.places;
          return readRow(source, start, row, false);
        }
        at = text.length;
      }
      begin = opening + 1;
      end = at;
      at = source.spaced ? behindSpaces(text, at + 1) : at + 1;
    } else {
      at = endOfCell(text, at, mark);
      end = at;
    }
    if (count < wanted) keep(row, cellOf(text, begin, end, source.bounds.own));
    else if (count < wanted + places) {
      if (end - begin > limits.cell) row.cellCut = true;
      row.places ??= new CsvCells(source.bounds);
      row.places.add(begin, end);
    } else if (end > begin) pass(source, row, count, begin, end);
    const code = text.charCodeAt(at);
    if (code !== mark)
      return code === carriageReturn && text.charCodeAt(at + 1) === newline ? at + 2 : at + 1;
  }
}

/** A cell that is not wanted yet. */
function pass({ bounds }: Source, row: CsvRow, count: number, begin: number, end: number): void {
  if (count >= limits.columns) row.tooManyColumns = true;
  else {
    if (end - begin > limits.cell) row.cellCut = true;
    row.tail ??= new CsvTail(bounds);
    row.tail.add(begin, end);
  }
}

function keep(row: CsvRow, cell: string): void {
  if (row.cells.length >= limits.columns) {
    if (cell) row.tooManyColumns = true;
  } else if (cell.length > limits.cell) {
    row.cells.push(cell.slice(0, limits.cell));
    row.cellCut = true;
  } else row.cells.push(cell);
}

const space = 32;

/** Some people and programs write a space beside every delimiter: as the first row has it. */
function isSpaced(text: string, delimiter: string): boolean {
  const [first = ''] = text.slice(0, 5000).split(/[\r\n]/, 1);
  const cells = first.split(delimiter);
  return (
    cells.length > 1 &&
    (cells.slice(1).every((cell) => cell.startsWith(' ')) ||
      cells.slice(0, -1).every((cell) => cell.endsWith(' ')))
  );
}

function behindSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at++;
  return at;
}

function endOfCell(text: string, from: number, mark: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === mark || code === newline || code === carriageReturn) return at;
  }
  return text.length;
}

/**
 * The quote before a delimiter or the end of the row; others are part of the text. -1: there is none, or one that opens a cell
 * of a later row comes first.
 */
function closingQuote(source: Source, from: number, rowStart: number): number {
  const { text, mark } = source;
  const most = rowStart + (source.inVain > mostInVain ? mostRowThen : mostRow);
  let at = text.indexOf('"', from);
  let looked = from;
  let broken = false;
  while (at >= 0 && at <= most) {
    const code = text.charCodeAt(at + 1);
    const next = source.spaced ? behindSpaces(text, at + 1) : at + 1;
    const then = text.charCodeAt(next);
    if (then === mark || then === newline || then === carriageReturn || next >= text.length) return at;
    if (code !== quote && text.charCodeAt(at - 1) === mark) {
      for (; looked < at && !broken; looked++) broken = text.charCodeAt(looked) === newline;
      if (broken) break;
    }
    at = text.indexOf('"', code === quote ? at + 2 : at + 1);
  }
  source.inVain += Math.min(text.length, most) - from;
  return -1;
}

/** Whether an open quote is that of a file cut off in its last cell: no row of the same width lies behind it. */
function endsTheFile(source: Source, at: number, cellsBefore: number): boolean {
  const { text } = source;
  if (text.length - at > mostRow || source.inVain > mostInVain) return false;
  const whole: Source = { ...source, wanted: all };
  const rest: CsvRow = { cells: [] };
  let next = readRow(whole, at, rest, false);
  const width = cellsBefore + rest.cells.length;
  for (let rows = 0; next < text.length && rows < 100; rows++) {
    const row: CsvRow = { cells: [] };
    next = readRow(whole, next, row, false);
    if (row.cells.length >= width && width > 1) return false;
  }
  source.inVain += next - at;
  return true;
}
