import { csvRows } from './csv.ts';
import { knownIn, readHeader } from './header.ts';
import { writePlainCsv } from './write/csv.ts';

/**
 * The text of a CSV that a spreadsheet has put into one column, because it expected semicolons: whole lines stand in the first cells,
 * and what had semicolons in it goes on in the next ones.
 * @param known how many of its headers are known as it stands: there have to be more
 * @returns undefined where it is none
 */
export function textInOneColumn(rows: Iterable<readonly string[]>, known: number): string | undefined {
  const lines: string[] = [];
  let header: string[] = [];
  for (const cells of rows) {
    let end = cells.length;
    while (end > 0 && !cells[end - 1]) end--;
    const line = cells.slice(0, end).join(';');
    if (lines.length === 0) {
      if (!line) continue;
      const [first] = csvRows(line, ',');
      header = first?.cells ?? [];
      if (knownIn(header) <= known) return;
    }
    lines.push(line);
  }
  return lines.length > 0 ? rowsOf(header, lines).join('\n') : undefined;
}

/**
 * A quote right behind a semicolon opened a cell to the spreadsheet, which took it away with the next one: where rows and check-ins
 * begin is told by ids and by first words instead.
 */
function rowsOf(header: string[], lines: string[]): string[] {
  const { at, checkIns } = readHeader(header);
  const digits = /^\d+(?=,)/.exec(lines[1] ?? '')?.[0].length;
  if (at.id !== 0 || !checkIns || !digits) return lines;
  const start = new RegExp(`\r?\n(?=[0-9]{${digits - 1 || 1},${digits + 1}},)`);
  return lines
    .join('\n')
    .split(start)
    .map((row) => repaired(row, checkIns.from, header.length));
}

const edge = /(?:(?<=;)")?,"?(?=Checkin Date: )/;

/**
 * @param before how many cells stand before the check-ins
 * @param all how many a row has
 * @returns the row as it is where that can't be told
 */
function repaired(row: string, before: number, all: number): string {
  const [front = '', ...checkIns] = row.slice(0, endOf(row)).split(edge);
  const cells = checkIns.length > 0 ? cellsIn(front, before) : cellsIn(row, all);
  if (!cells) return row;
  for (const one of checkIns) cells.push(one.replaceAll('""', '"'));
  return writePlainCsv([cells]).trimEnd();
}

/** Where a row's last check-in ends: empty cells follow. */
function endOf(row: string): number {
  let end = row.length;
  while (', \r\n'.includes(row[end - 1] ?? '?')) end--;
  return row[end - 1] === '"' ? end - 1 : end;
}

/** Stands for row ends within cells, while those of rows are looked for. */
const rowEnd = '\u2028';

function cellsIn(text: string, width: number): string[] | undefined {
  const [row] = csvRows(text.replace(/\r?\n/g, rowEnd), ',');
  const cells = row?.cells ?? [];
  const more = cells.length - width;
  if (more < 0) return;
  // Its commas have made several cells of one.
  const closing = cells.findIndex((cell, at) => at >= more && lacksOpening(cell, more > 0));
  if (closing >= 0) {
    const whole = cells.slice(closing - more, closing + 1).join(',');
    cells.splice(closing - more, more + 1, whole.slice(0, -1).replaceAll('""', '"'));
  }
  return cells.length === width ? cells.map((cell) => cell.replaceAll(rowEnd, '\n')) : undefined;
}

/** Whether the quote that closes a cell is left, the one that opened it not. */
const lacksOpening = (cell: string, hadCommas: boolean): boolean =>
  cell.endsWith('"') && cell.split('"').length % 2 === 0 && (hadCommas || cell.includes('""'));
