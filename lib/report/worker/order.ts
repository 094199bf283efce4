import type { Okr } from '../../okr/model.ts';
import type { Query } from '../protocol.ts';
import type { Held } from './held.ts';
import { sorted } from './sort.ts';

/** Rows in the order that they are shown in, all lists as long as there are rows. A row's number is its index here. */
export interface Order {
  /** Place of the OKR. */
  at: number[];
  /** From 1. */
  level: number[];
  /** Number of the row that it hangs from; -1: from none. */
  parent: number[];
  /** Number of the first row after all that hangs from it. */
  end: number[];
  setSize: number[];
  posInSet: number[];
}

/** A place that stands for no OKR: the roots hang from it. */
const root = -1;

/** Puts what matches in order; in the tree each hangs from the next one above it that matches too. */
export function arrange(okrs: readonly Okr[], held: Held | undefined, query: Query): Order {
  const order: Order = { at: [], level: [], parent: [], end: [], setSize: [], posInSet: [] };
  if (!held) return order;
  const children = query.shape === 'tree' ? asTree(okrs, held) : asList(okrs, held);
  const inOrder = (places: number[]) =>
    query.sort ? sorted(places, held, query.sort, query.language) : places;
  flatten(children, inOrder, order);
  return order;
}

const asList = (okrs: readonly Okr[], { placeOf }: Held) =>
  new Map([[root, okrs.map((okr) => placeOf.get(okr) as number)]]);

function asTree(okrs: readonly Okr[], { okrs: all, nodes, treeOrder, placeOf }: Held): Map<number, number[]> {
  const hit = new Uint8Array(all.length);
  for (const okr of okrs) hit[placeOf.get(okr) as number] = 1;
  const above = new Int32Array(all.length).fill(root);
  const children = new Map<number, number[]>();
  const hang = (place: number, from: number) => {
    const siblings = children.get(from);
    if (siblings) siblings.push(place);
    else children.set(from, [place]);
  };
  for (const place of treeOrder) {
    const parent = nodes[place]?.parent;
    const from = parent ? (placeOf.get(parent.okr) as number) : root;
    above[place] = from === root || hit[from] ? from : (above[from] as number);
    if (hit[place]) hang(place, above[place] as number);
  }
  for (let place = 0; place < all.length; place++) if (hit[place] && !nodes[place]) hang(place, root);
  return children;
}

/** Without recursion: a chain may be as long as the file. */
function flatten(
  children: Map<number, number[]>,
  inOrder: (places: number[]) => number[],
  { at, level, parent, end, setSize, posInSet }: Order,
): void {
  const open = [{ places: inOrder(children.get(root) ?? []), next: 0, row: -1 }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const place = top.places[top.next++];
    if (place === undefined) {
      if (top.row >= 0) end[top.row] = at.length;
      open.pop();
      continue;
    }
    const row = at.length;
    at.push(place);
    level.push(open.length);
    parent.push(top.row);
    end.push(row + 1);
    setSize.push(top.places.length);
    posInSet.push(top.next);
    const below = children.get(place);
    if (below) open.push({ places: inOrder(below), next: 0, row });
  }
}

/** The rows that can be seen: not those below a folded one. */
export function unfolded({ at, end }: Order, folded: ReadonlySet<number>): number[] {
  const rows: number[] = [];
  for (let row = 0; row < at.length; ) {
    rows.push(row);
    row = folded.has(at[row] as number) ? (end[row] as number) : row + 1;
  }
  return rows;
}
