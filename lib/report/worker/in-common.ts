import { csvRows } from '../../okr/csv.ts';
import { headerAmong, readHeader } from '../../okr/header.ts';
import { decodeText } from '../../okr/text.ts';
import type { Held } from './held.ts';

/** Enough to know a view by (bytes). */
const looked = 1_000_000;

/** How many of a report's OKRs stand in a view's CSV, by their ids. */
export function inCommon(held: Held | undefined, csv: Uint8Array): number {
  const ids = new Set(held?.report.okrs.flatMap(({ id }) => id ?? []));
  if (ids.size === 0) return 0;
  let at: number | undefined;
  let count = 0;
  for (const { cells } of csvRows(decodeText(csv.subarray(0, looked)).text, ',')) {
    if (at === undefined) {
      if (headerAmong([cells]) === undefined) continue;
      at = readHeader(cells).at.id;
      if (at === undefined) return 0;
    } else if (ids.has(cells[at]?.trim() ?? '')) count++;
  }
  return count;
}
