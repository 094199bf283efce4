import { valuesOf } from '../../okr/field-values.ts';
import type { Field, Okr } from '../../okr/model.ts';
import type { Cell, ColumnKey } from '../protocol.ts';
import type { Held } from './held.ts';

/** What one cell shows: what could be read of it, else what the file says. */
export function cellOf({ report }: Pick<Held, 'report'>, okr: Okr, column: ColumnKey): Cell {
  if (column.startsWith('x:')) return okr.cells[Number(column.slice(2))];
  const read = valuesOf[column as Field]?.(okr);
  if (read !== undefined && (!Array.isArray(read) || read.length > 0)) return read;
  const at = report.columns.findIndex(({ field }) => field === column);
  return at < 0 ? undefined : okr.cells[at] || undefined;
}
