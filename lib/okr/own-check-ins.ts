import { readHeader } from './header.ts';
import { isPlainNumber } from './numbers.ts';
import type { Troubles } from './troubles.ts';
import type { SheetRow } from './xlsx-sheet.ts';

/**
 * A report that was saved as Excel has its check-ins in a sheet of their own (`write/workbook.ts`): puts them back behind
 * their rows, in the form that a view has them in.
 */
export function addOwnCheckIns(
  rows: readonly SheetRow[],
  checkIns: readonly SheetRow[],
  troubles: Troubles,
): void {
  const header = rows[0]?.cells ?? [];
  const { at } = readHeader(header);
  const byId = new Map<string, SheetRow>();
  /** The first row of a title last, with how many check-ins it still lacks: the last column says how many there are. */
  const byTitle = new Map<string, { row: SheetRow; left: number }[]>();
  for (const row of rows.slice(1).reverse()) {
    byId.set(row.cells[at.id ?? -1] ?? '', row);
    const title = row.cells[at.title ?? -1] ?? '';
    const titled = { row, left: Number(row.cells[header.length - 1]) || 0 };
    if (titled.left > 0 && !byTitle.get(title)?.push(titled)) byTitle.set(title, [titled]);
  }
  const ofTitle = (title: string): SheetRow | undefined => {
    const rowsLeft = byTitle.get(title);
    const first = rowsLeft?.at(-1);
    if (first && --first.left <= 0) rowsLeft?.pop();
    return first?.row;
  };
  for (const { row: place, cells } of checkIns.slice(1)) {
    const [id = '', title = ''] = cells;
    const row = id ? byId.get(id) : ofTitle(title);
    if (!row) {
      troubles.add('checkInWithoutOkr', { row: place, value: id || title });
      continue;
    }
    while (row.cells.length < header.length) row.cells.push('');
    row.cells.push(checkInCell(cells.slice(2)));
  }
}

function checkInCell([
  date = '',
  entered = '',
  user = '',
  status = '',
  metric = '',
  value = '',
  unit = '',
  note = '',
]: string[]): string {
  // Such as could not be read stand there as they stood.
  if (!date && !entered && !user && !status && !metric) return note;
  const shown = unit && isPlainNumber(value) ? `${value} ${unit}` : value;
  return `Checkin Date: ${date}; User: ${user}; Note: ${note}; Metric Name: ${metric}; Status: ${status}; Current Value: ${shown}; Activity Date: ${entered};`;
}
