import { columnOf } from './write/names.ts';

interface Row {
  row: number;
  cells: string[];
}

/** Cells that may be added in all; a hostile workbook merges as much as it likes. */
const mostFilled = 1_000_000;

/**
 * Cells that are merged downwards: what stands in the first holds for all of them. Those merged across are headings.
 * @param ranges `B2:B4`
 */
export function fillMerged(rows: readonly Row[], ranges: readonly string[]): void {
  let left = mostFilled;
  const places = new Map(rows.map(({ row }, i) => [row, i]));
  for (const range of ranges) {
    const [, from = '', first = '', last = ''] =
      /^\$?([A-Z]{1,3})\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)$/i.exec(range) ?? [];
    const at = columnOf(from) ?? 0;
    const start = places.get(Number(first)) ?? rows.length;
    const text = rows[start]?.cells[at];
    if (!text) continue;
    for (let i = start + 1; i < rows.length; i++) {
      const { row, cells } = rows[i] as Row;
      left -= Math.max(1, at + 1 - cells.length);
      if (row > Number(last) || left < 0) break;
      while (cells.length <= at) cells.push('');
      cells[at] ||= text;
    }
  }
}
