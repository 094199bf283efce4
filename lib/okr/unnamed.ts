import { looksLikeCheckIn } from './check-in.ts';
import type { Header } from './header.ts';
import { limits } from './limits.ts';
import type { Row } from './table.ts';
import type { Troubles } from './troubles.ts';
import { columnName } from './write/names.ts';

/**
 * Columns of which nobody knows what they hold: check-ins, where the header "Checkins" was lost, or a program has given the columns
 * behind it names of its own (`Column25`, `Unnamed: 25`). Those without a header in which something else stands are shown by their
 * letter, as a spreadsheet calls them.
 */
export function nameUnnamed(header: Header, rows: readonly Row[], troubles: Troubles): Header {
  const { checkIns, columns, unnamed, width } = header;
  const before = checkIns?.from ?? width;
  const longer = checkIns ? [] : beyond(header, rows, troubles);
  const nameless = new Set([...[...unnamed].filter((at) => at < before), ...longer]);
  const unknown = columns.filter(({ field }) => !field).map(({ at }) => at);
  let open = [...nameless, ...unknown].sort((a, b) => a - b);
  const named: Header['columns'] = [];
  const tail = new Set<number>();
  for (const { cells } of rows) {
    if (open.length === 0) break;
    const found = new Set<number>();
    for (const at of open) {
      if (at >= cells.length) break;
      const cell = cells.at(at)?.trim();
      if (!cell) continue;
      found.add(at);
      if (looksLikeCheckIn(cell)) tail.add(at);
      else if (nameless.has(at)) named.push({ at, name: columnName(at) });
    }
    if (found.size > 0) open = open.filter((at) => !found.has(at));
  }
  return {
    ...header,
    columns: [...columns.filter(({ at }) => !tail.has(at)), ...named].sort((a, b) => a.at - b.at),
    ...(tail.size > 0 && {
      checkIns: {
        from: Math.min(...tail, ...(checkIns ? [checkIns.from] : [])),
        unnamed: new Set([...tail, ...(checkIns ? [checkIns.from, ...checkIns.unnamed] : [])]),
      },
    }),
  };
}

/**
 * Where rows have more than their header, which is told: a comma in a title that nobody put into quotes has moved what stands behind
 * it by one column.
 */
function beyond({ width }: Header, rows: readonly Row[], troubles: Troubles): Set<number> {
  const places = new Set<number>();
  for (const { row, cells } of rows) {
    let first: string | undefined;
    for (let at = width; at < Math.min(cells.length, limits.columns); at++) {
      const cell = cells.at(at)?.trim();
      if (!cell) continue;
      places.add(at);
      first ??= cell;
    }
    if (first !== undefined && !looksLikeCheckIn(first))
      troubles.add('cellsBeyondHeader', { row, value: first });
  }
  return places;
}
