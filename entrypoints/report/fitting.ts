import type { ColumnKey, Opened, Query } from '../../lib/report/protocol.ts';

/**
 * A query as it goes on with another file: columns that nobody knows are found by their names, for their places are those of
 * their file; without a comparison nothing is asked of changes.
 */
export function fitting(query: Query, before: Opened | undefined, after: Opened | undefined): Query {
  if (!before || !after) return query;
  const names = new Map(before.columns.map(({ key, name }) => [key, name]));
  const keyOf = (key: ColumnKey): ColumnKey | undefined =>
    key.startsWith('x:')
      ? after.columns.find((column) => column.key.startsWith('x:') && column.name === names.get(key))?.key
      : key;
  const columns = query.columns.flatMap((key) => keyOf(key) ?? []);
  const by = query.sort && keyOf(query.sort.by);
  const chosen = after.comparison ? query.chosen : { ...query.chosen, change: [] };
  const sort = query.sort && by && { ...query.sort, by };
  const same =
    `${columns}` === `${query.columns}` &&
    sort?.by === query.sort?.by &&
    (chosen === query.chosen || !query.chosen.change?.length);
  return same ? query : { ...query, columns, sort, chosen };
}
