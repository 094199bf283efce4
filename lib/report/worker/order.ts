import { hang } from '../../okr/tree.ts';
import type { Query } from '../protocol.ts';
import type { Held } from './held.ts';
import { sorted } from './sort.ts';

/** Rows in the order that they are shown in, all lists as long as there are rows. A row's number is its index here. */
export interface Order {
  /** Place of the OKR. */
  at: Int32Array;
  /** From 1. */
  level: Int32Array;
  /** Number of the row that it hangs from; -1: from none. */
  parent: Int32Array;
  /** Number of the first row after all that hangs from it. */
  end: Int32Array;
  setSize: Int32Array;
  posInSet: Int32Array;
}

const empty = (rows: number): Order => ({
  at: new Int32Array(rows),
  level: new Int32Array(rows),
  parent: new Int32Array(rows),
  end: new Int32Array(rows),
  setSize: new Int32Array(rows),
  posInSet: new Int32Array(rows),
});

/** Puts what matches in order; in the tree each hangs from the next one above it that matches too. */
export function arrange(places: readonly number[], held: Held | undefined, query: Query): Order {
  const order = empty(held ? places.length : 0);
  if (!held) return order;
  const inOrder = query.sort ? sorted(places, held, query.sort, query.language) : places;
  flatten(inOrder, query.shape === 'tree' ? aboveThem(places, held) : fromNone(held), order);
  return order;
}

const fromNone = ({ okrs }: Held) => new Int32Array(okrs.length).fill(-1);

/** For each place the nearest one above it that matches too, -1: there is none; OKRs that only the earlier file has hang from none. */
function aboveThem(places: readonly number[], held: Held): Int32Array {
  const hit = new Uint8Array(held.okrs.length);
  for (const place of places) hit[place] = 1;
  const above = fromNone(held);
  for (const place of held.treeOrder) {
    const from = held.above[place] as number;
    above[place] = from < 0 || hit[from] ? from : (above[from] as number);
  }
  return above;
}

/** Without recursion: a chain may be as long as the file. */
function flatten(places: readonly number[], above: Int32Array, order: Order): void {
  const { first, next, size } = hang(places, above);
  const root = above.length;
  /** Of the places on the way to where we are. */
  const rows = new Int32Array(root);
  let row = 0;
  let level = 1;
  let from = root;
  let position = 1;
  for (let place = first[root] as number; place >= 0; ) {
    rows[place] = row;
    order.at[row] = place;
    order.level[row] = level;
    order.parent[row] = from === root ? -1 : (rows[from] as number);
    order.setSize[row] = size[from] as number;
    order.posInSet[row] = position++;
    row++;
    if ((first[place] as number) >= 0) {
      from = place;
      place = first[place] as number;
      level++;
      position = 1;
      continue;
    }
    order.end[row - 1] = row;
    while ((next[place] as number) < 0 && from !== root) {
      place = from;
      from = (above[place] as number) < 0 ? root : (above[place] as number);
      level--;
      const parent = rows[place] as number;
      order.end[parent] = row;
      position = (order.posInSet[parent] as number) + 1;
    }
    place = next[place] as number;
  }
}

/** The rows that can be seen: not those below a folded one. */
export function unfolded({ at, end }: Order, folded: ReadonlySet<number>): Int32Array {
  const rows = new Int32Array(at.length);
  let count = 0;
  for (let row = 0; row < at.length; ) {
    rows[count++] = row;
    row = folded.size > 0 && folded.has(at[row] as number) ? (end[row] as number) : row + 1;
  }
  return rows.subarray(0, count);
}
