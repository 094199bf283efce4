import type { Header } from './header.ts';
import { plainId } from './ids.ts';
import type { Field } from './model.ts';
import type { Row } from './table.ts';
import type { Troubles } from './troubles.ts';

/** One of these nearly every OKR has. */
const telling = ['objectType', 'status', 'owner', 'period', 'startDate', 'endDate', 'alignedTo'] as const;
const total = /^(?:grand )?(?:total|sum|gesamt|somme|suma\b|合[計计]|总计|합계|итого|المجموع)/i;

/** As Markdown and databases draw a line below a header. */
const drawn = /^[:+]?-{3,}[-+:]*$/;

/**
 * The rows below a header, without those that are no OKRs: the header again, where files were put together; lines that are drawn;
 * totals and notes at the end.
 */
export function rowsBelow(
  rows: readonly Row[],
  headerAt: number,
  { at, columns }: Header,
  troubles: Troubles,
): Row[] {
  const cell = ({ cells }: Row, field: Field): string => {
    const place = at[field];
    return place === undefined ? '' : (cells.at(place)?.trim() ?? '');
  };
  const known = telling.filter((field) => at[field] !== undefined);
  const isOkr = (row: Row): boolean => {
    if (row.tail || known.some((field) => cell(row, field))) return true;
    const { id, lost } = plainId(cell(row, 'id'));
    if (lost || /^\d/.test(id)) return true;
    const title = cell(row, 'title');
    return title !== '' && !(total.test(title) && (known.length > 0 || at.id !== undefined));
  };
  let end = rows.length;
  while (end > headerAt + 2 && !isOkr(rows[end - 1] as Row)) end--;
  for (const row of rows.slice(end)) {
    const value = columns.map(({ at: place }) => row.cells.at(place)?.trim()).find(Boolean) ?? '';
    troubles.add(cell(row, 'title') ? 'idMissing' : 'titleMissing', { row: row.row, value });
  }
  const title = columns.find(({ field }) => field === 'title');
  const isTitle = ({ cells }: Row): boolean => {
    if (!title) return false;
    if (Array.isArray(cells)) return cells[title.at]?.trim() === title.name;
    // Without taking it out of the text, as long as it can't be.
    return cells.look(title.at, (text, begin) => text.startsWith(title.name, begin)) === true;
  };
  const isHeader = (row: Row): boolean =>
    isTitle(row) && columns.every(({ at: place, name }) => row.cells.at(place)?.trim() === name);
  const isDrawn = ({ cells }: Row): boolean =>
    title !== undefined &&
    drawn.test(cells.at(title.at)?.trim() ?? '') &&
    columns.every(({ at: place }) => drawn.test(cells.at(place)?.trim() || '---'));
  return rows.slice(headerAt + 1, end).filter((row, i) => !isHeader(row) && !(i === 0 && isDrawn(row)));
}
