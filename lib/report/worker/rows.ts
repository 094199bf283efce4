import type { ColumnKey, RowView } from '../protocol.ts';
import { cellOf } from './cells.ts';
import type { Held } from './held.ts';
import type { Order } from './order.ts';

/** Columns that each row tells by itself. */
const own = new Set<ColumnKey>(['title', 'status', 'progress']);

/** Some of the visible rows, as they are drawn. */
export function rowsOf(
  held: Held,
  order: Order,
  visible: Int32Array,
  folded: ReadonlySet<number>,
  columns: ColumnKey[],
  from: number,
  count: number,
): RowView[] {
  const shown = columns.filter((column) => !own.has(column));
  return Array.from(visible.subarray(from, from + count), (row) => {
    const at = order.at[row] as number;
    const okr = held.okrs[at] as Held['okrs'][number];
    const parent = order.parent[row] as number;
    return {
      at,
      index: row,
      title: okr.title,
      level: order.level[row] as number,
      setSize: order.setSize[row] as number,
      posInSet: order.posInSet[row] as number,
      open: (order.end[row] as number) > row + 1 ? !folded.has(at) : undefined,
      parent: parent < 0 ? -1 : placeIn(visible, parent),
      under: underOf(held, order, row),
      status: okr.status?.word ?? '',
      progress: okr.progress,
      progressBefore: isGone(held, at) ? undefined : held.comparison?.before.get(okr.key)?.progress,
      change: changeOf(held, at),
      cells: Object.fromEntries(shown.map((column) => [column, cellOf(held, okr, column)])),
    };
  });
}

/** The title of a parent that the tree does not show, since it does not match or is not in the file. */
function underOf({ okrs, above }: Held, { at, parent }: Order, row: number): string | undefined {
  const okr = okrs[at[row] as number];
  const own = okrs[above[at[row] as number] ?? -1];
  const shown = okrs[at[parent[row] as number] ?? -1];
  if (own) return own === shown ? undefined : own.title;
  return shown ? undefined : okr?.parents[0]?.title || undefined;
}

/** Only the earlier file has it. Told by its place: without ids, its key may be that of another OKR of the later file. */
export const isGone = ({ report }: Held, at: number): boolean => at >= report.okrs.length;

function changeOf(held: Held, at: number): RowView['change'] {
  const { added, changed, okrs, comparison, overview } = held;
  if (!comparison) return undefined;
  const key = okrs[at]?.key ?? '';
  // Files of different things: what is only in one of them was neither added nor removed.
  const together = overview.comparison?.overlap === 'same' || overview.comparison?.overlap === 'part';
  if (isGone(held, at)) return together ? 'gone' : undefined;
  if (added.has(key)) return together ? 'added' : undefined;
  return changed.has(key) ? 'changed' : undefined;
}

/** The place of a row among those that are visible, which go up. */
function placeIn(visible: Int32Array, row: number): number {
  let [low, high] = [0, visible.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = visible[middle] as number;
    if (found === row) return middle;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
