import { looksLikeCheckIn } from './check-in.ts';
import type { Header } from './header.ts';
import type { Row } from './table.ts';
import { columnName } from './write/names.ts';

/**
 * Columns without a header in which something stands: check-ins, where the header "Checkins" was lost; others are shown by
 * their letter, as a spreadsheet calls them.
 */
export function nameUnnamed(header: Header, rows: readonly Row[]): Header {
  const { checkIns, columns, unnamed, width } = header;
  const before = checkIns?.from ?? width;
  const empty = new Set([...unnamed].filter((at) => at < before));
  const named: Header['columns'] = [];
  const tail: number[] = [];
  for (const { cells } of rows) {
    if (empty.size === 0) break;
    for (const at of empty) {
      if (at >= cells.length) break;
      const cell = cells.at(at)?.trim();
      if (!cell) continue;
      empty.delete(at);
      if (looksLikeCheckIn(cell)) tail.push(at);
      else named.push({ at, name: columnName(at) });
    }
  }
  return {
    ...header,
    columns: [...columns, ...named].sort((a, b) => a.at - b.at),
    ...(tail.length > 0 && {
      checkIns: {
        from: Math.min(...tail),
        unnamed: new Set([...tail, ...(checkIns ? [checkIns.from, ...checkIns.unnamed] : [])]),
      },
    }),
  };
}
