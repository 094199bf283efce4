import type { RowView } from '../../../lib/report/protocol.ts';

/** What has the focus: a row (`column` -1), or one of its cells. */
export interface Place {
  row: number;
  column: number;
}

export type Deed = { go: Place } | { toggle: boolean } | { open: true };

export interface Grid {
  rows: number;
  columns: number;
  /** Rows that are seen at once. */
  page: number;
}

/**
 * What a key does in a treegrid, as the ARIA Authoring Practices say it: rows first, cells on the way right. Left and right
 * change places where one reads from right to left. Pure; undefined where the key is none of ours.
 */
export function deedOf(
  { key, ctrlKey = false }: { key: string; ctrlKey?: boolean },
  { row, column }: Place,
  { open, parent = -1 }: Partial<Pick<RowView, 'open' | 'parent'>>,
  { rows, columns, page }: Grid,
): Deed | undefined {
  const to = (next: number, of = column): Deed => ({
    go: { row: Math.min(Math.max(next, 0), rows - 1), column: of },
  });
  const onRow = column < 0;
  switch (key) {
    case 'ArrowDown':
      return to(row + 1);
    case 'ArrowUp':
      return to(row - 1);
    case 'PageDown':
      return to(row + page);
    case 'PageUp':
      return to(row - page);
    case 'Home':
      return onRow || ctrlKey ? to(0) : to(row, 0);
    case 'End':
      return onRow || ctrlKey ? to(rows - 1) : to(row, columns - 1);
    case 'ArrowRight':
      if (onRow && open === false) return { toggle: true };
      return to(row, Math.min(column + 1, columns - 1));
    case 'ArrowLeft':
      if (!onRow) return to(row, column - 1);
      if (open) return { toggle: false };
      return parent >= 0 ? to(parent) : undefined;
    case 'Enter':
      return column <= 0 ? { open: true } : undefined;
    case ' ':
      return open === undefined ? undefined : { toggle: !open };
    default:
      return undefined;
  }
}

/** The key as it would be called where one reads from left to right. */
export const mirrored = (key: string): string =>
  ({ ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' })[key] ?? key;
