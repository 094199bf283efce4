import { harmless } from '../formula.ts';

/**
 * Comma-separated values (RFC 4180) for spreadsheets: UTF-8 with a byte-order mark, CRLF. A text that looks like a formula
 * gets an apostrophe before it, and quotes, by which our reader knows it again.
 */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => line(cells, spreadsheetCell)).join('')}`;

/** For programs that take texts as they are: no mark, nothing added. */
export const writePlainCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => line(cells, quoted)).join('');

const line = (cells: readonly string[], written: (cell: string) => string): string =>
  `${cells.map((cell) => written(cell)).join(',')}\r\n`;

const inQuotes = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? inQuotes(cell) : cell);

function spreadsheetCell(cell: string): string {
  const safe = harmless(cell);
  return safe === cell ? quoted(cell) : inQuotes(safe);
}
