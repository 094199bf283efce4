import type { ColumnKey, Opened } from '../../lib/report/protocol.ts';
import { columnFor } from './grid/columns.ts';

/** What columns are called in a CSV: as in the file, so that it can be opened again. */
export const csvNames = ({ columns }: Opened): Record<ColumnKey, string> =>
  Object.fromEntries(columns.map(({ key, name }) => [key, name || columnFor(key).label])) as Record<
    ColumnKey,
    string
  >;
