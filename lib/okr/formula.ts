/**
 * Text that a spreadsheet would run as a formula when it opens or pastes it (CWE-1236): it begins with one of these, in
 * East Asia also in their wide form. Numbers do too, and stay numbers.
 */
const formula = /^[\s'"]*[=+\-@\t\r＝＋－＠]/;
const number = /^[-+]?\d+(?:\.\d+)?%?$/;

const runs = (cell: string): boolean => formula.test(cell) && !number.test(cell);

/** With an apostrophe before what would run, as OWASP advises. */
export const harmless = (cell: string): string => (runs(cell) ? `'${cell}` : cell);

/** What `harmless` was given. */
export const withoutApostrophe = (cell: string): string =>
  cell.charCodeAt(0) === 39 && runs(cell.slice(1)) ? cell.slice(1) : cell;
