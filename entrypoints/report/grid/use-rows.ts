import { useEffect, useRef, useState } from 'preact/hooks';
import type { RowView, Shown } from '../../../lib/report/protocol.ts';
import { ahead, chunkSize } from './window.ts';

export type FetchRows = (from: number, count: number) => Promise<RowView[]>;

/**
 * The rows between two places, as far as they have come; what is missing there or will be soon is asked for, in pieces that
 * are kept until other rows are shown.
 */
export function useRows(shown: Shown, from: number, to: number, fetchRows: FetchRows) {
  const kept = useRef<{ of?: Shown; rows: Map<number, RowView>; asked: Set<number> }>({
    rows: new Map(),
    asked: new Set(),
  });
  const [, redraw] = useState(0);
  const drawn = useRef({ from, to });
  drawn.current = { from, to };
  if (kept.current.of !== shown) {
    const rows = new Map(shown.rows.map((row, at) => [shown.from + at, row]));
    kept.current = { of: shown, rows, asked: new Set() };
  }
  useEffect(() => {
    const { rows, asked } = kept.current;
    const first = Math.floor(Math.max(0, from - ahead) / chunkSize);
    for (let chunk = first; chunk * chunkSize < Math.min(to + ahead, shown.visible); chunk++) {
      const start = chunk * chunkSize;
      const end = Math.min(start + chunkSize, shown.visible);
      if (asked.has(chunk)) continue;
      let missing = start;
      while (missing < end && rows.has(missing)) missing++;
      if (missing === end) continue;
      asked.add(chunk);
      fetchRows(start, end - start).then(
        (found) => {
          if (kept.current.of !== shown) return;
          for (const [at, row] of found.entries()) rows.set(start + at, row);
          const waited = start < drawn.current.to && end > drawn.current.from;
          if (waited) redraw((times) => times + 1);
        },
        () => asked.delete(chunk),
      );
    }
  }, [shown, from, to, fetchRows]);
  return (at: number): RowView | undefined => kept.current.rows.get(at);
}
