/**
 * Text that a spreadsheet would run as a formula when it opens a CSV (CWE-1236): it begins with one of these, in
 * East Asia also in their wide form. Numbers do too, and stay numbers.
 */
const formula = /^[\s'"]*[=+\-@\t\r＝＋－＠]/;
const number = /^[-+]?\d+(?:\.\d+)?%?$/;

/**
 * Comma-separated values (RFC 4180) for spreadsheets: UTF-8 with a byte-order mark, CRLF. A text that looks like a formula
 * gets an apostrophe before it, as OWASP advises.
 */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => line(cells.map(harmless))).join('')}`;

/** For programs that take texts as they are: no mark, nothing added. */
export const writePlainCsv = (rows: readonly (readonly string[])[]): string => rows.map(line).join('');

const harmless = (cell: string): string => (formula.test(cell) && !number.test(cell) ? `'${cell}` : cell);

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

const quoted = (cell: string): string =>
  /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
