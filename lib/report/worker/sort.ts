import type { ColumnKey, Query } from '../protocol.ts';
import { cellOf } from './cells.ts';
import type { Held } from './held.ts';

type Sort = NonNullable<Query['sort']>;

const ranks = new WeakMap<Held, Map<string, Float64Array>>();

/** Places by the value of a column; those without one come last either way. */
export function sorted(
  places: readonly number[],
  held: Held,
  { by, descending }: Sort,
  language: string,
): number[] {
  const rank = rankOf(held, by, language);
  const sign = descending ? -1 : 1;
  return [...places].sort((a, b) => {
    const [x, y] = [rank[a] as number, rank[b] as number];
    if (x === y) return a - b;
    if (Number.isNaN(x)) return Number.isNaN(y) ? a - b : 1;
    return Number.isNaN(y) ? -1 : sign * (x - y);
  });
}

/** For each place a number that sorts as its value does; kept, since comparing texts is slow. */
function rankOf(held: Held, by: ColumnKey, language: string): Float64Array {
  const kept = ranks.get(held) ?? new Map<string, Float64Array>();
  ranks.set(held, kept);
  const key = `${by} ${language}`;
  const rank = kept.get(key) ?? ranked(held, by, language);
  kept.set(key, rank);
  return rank;
}

function ranked(held: Held, by: ColumnKey, language: string): Float64Array {
  const cells = held.okrs.map((okr) => cellOf(held, okr, by));
  const texts = new Set<string>();
  const textAt = (at: number): string => {
    const cell = cells[at];
    return Array.isArray(cell) ? cell.join(', ') : String(cell ?? '');
  };
  for (const [at, cell] of cells.entries()) if (typeof cell !== 'number') texts.add(textAt(at));
  const { compare } = new Intl.Collator(language, { numeric: true });
  const places = new Map([...texts].sort(compare).map((text, place) => [text, place]));
  return Float64Array.from(cells, (cell, at) => {
    if (typeof cell === 'number') return cell;
    const text = textAt(at);
    return text === '' ? Number.NaN : (places.get(text) as number);
  });
}
