import { breathing } from '../../okr/breath.ts';
import { joined } from '../../okr/field-values.ts';
import { isOpen } from '../../okr/numbers.ts';
import { writeCsv } from '../../okr/write/csv.ts';
import { preparedCsv, prepare as preparedOf } from '../../okr/write/other-tools.ts';
import { type Labels, workbookOf } from '../../okr/write/workbook.ts';
import { writeXlsx } from '../../okr/write/xlsx.ts';
import type { Cell, ColumnKey, Input, PreparedAnswer, Query, Written } from '../protocol.ts';
import { cellOf } from './cells.ts';
import type { Job } from './engine.ts';
import type { Held } from './held.ts';
import type { Order } from './order.ts';

/** What matches as a workbook, folded rows too. */
export async function excelOf(held: Held, order: Order, labels: Labels, job: Job): Promise<Written> {
  const rows = Array.from(order.at, (at, row) => ({
    okr: held.okrs[at] as Held['okrs'][number],
    level: order.level[row] as number,
  }));
  const sheets = workbookOf(held.report, rows, labels, changesOf(held, order));
  const { bytes, cut } = await writeXlsx(sheets, held.report.name, breathing(job));
  return { bytes: owned(bytes), rows: rows.length, cut };
}

/** The changes of what matches; of all where nothing is left out. */
function changesOf({ report, okrs, comparison }: Held, order: Order): Held['comparison'] {
  const shown = new Set(Array.from(order.at, (at) => okrs[at]?.key));
  if (!comparison || report.okrs.every(({ key }) => shown.has(key))) return comparison;
  const { changed, added, gone } = comparison;
  return {
    ...comparison,
    changed: changed.filter(({ after }) => shown.has(after.key)),
    added: added.filter(({ key }) => shown.has(key)),
    gone: gone.filter(({ key }) => shown.has(key)),
  };
}

/** What is shown, as text; with the ids, by which it can be compared with what it was saved from. */
export function csvOf(held: Held, order: Order, query: Query, names: Record<ColumnKey, string>): Written {
  const hasIds = held.report.columns.some(({ field }) => field === 'id');
  const columns = hasIds && !query.columns.includes('id') ? [...query.columns, 'id' as const] : query.columns;
  const header = columns.map((key) => names[key] ?? key);
  const rows = Array.from(order.at, (at) =>
    columns.map((key) => textOf(cellOf(held, held.okrs[at] as Held['okrs'][number], key), key)),
  );
  return { bytes: owned(new TextEncoder().encode(writeCsv([header, ...rows]))), rows: rows.length };
}

const textOf = (cell: Cell, key: ColumnKey): string =>
  Array.isArray(cell)
    ? joined(cell, key)
    : typeof cell === 'string' && numbers.has(key) && isOpen(cell)
      ? `'${cell}`
      : String(cell ?? '');

/** What holds numbers; beside our own ones `1.000` would be read as one, which nobody knows: it stays a text. */
const numbers: ReadonlySet<ColumnKey> = new Set(['progress', 'start', 'target', 'current', 'score']);

export function preparedFor(
  held: Held,
  { at }: Order,
  { preparation, onlyShown, save }: Input<'prepare'>,
): PreparedAnswer {
  const { report } = held;
  const shown = new Set(onlyShown ? at : []);
  // In the file's order, whatever they are sorted by: a parent comes before its children.
  const okrs = onlyShown ? report.okrs.filter((_, place) => shown.has(place)) : report.okrs;
  const prepared = preparedOf({ ...report, okrs }, preparation);
  return {
    rows: prepared.rows.length,
    doubts: prepared.doubts,
    ...(save && { bytes: owned(new TextEncoder().encode(preparedCsv(prepared))) }),
  };
}

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;
