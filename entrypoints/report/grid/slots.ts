import { useRef } from 'preact/hooks';

/** The id of an element that shows one row now and another later. */
export const slotId = (slot: number): string => `okr-row-${slot}`;

/**
 * Which element shows which row. Those whose rows are no longer drawn show the new ones: to make elements costs a frame
 * far more than to change their texts. A row that stays keeps its element, and with it the focus. They do not stand in
 * the rows' order then; assistive technology is told that (`inOrder`).
 * @param drawn in order
 */
export function useSlots(drawn: number[]): { rows: (number | undefined)[]; inOrder: string[] } {
  const rows = useRef<(number | undefined)[]>([]);
  rows.current = refilled(rows.current, drawn);
  const slotOf = new Map(rows.current.map((row, slot) => [row, slot]));
  return { rows: rows.current, inOrder: drawn.map((row) => slotId(slotOf.get(row) as number)) };
}

/** Pure: by slot, the row that it shows; undefined: it shows none. */
export function refilled(before: readonly (number | undefined)[], drawn: readonly number[]) {
  const wanted = new Set(drawn);
  const rows = before.map((row) => (row !== undefined && wanted.delete(row) ? row : undefined));
  for (const row of wanted) {
    const free = rows.indexOf(undefined);
    if (free < 0) rows.push(row);
    else rows[free] = row;
  }
  while (rows.length > 0 && rows.at(-1) === undefined) rows.pop();
  return rows;
}
