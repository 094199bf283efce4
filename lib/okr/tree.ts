import type { Okr } from './model.ts';

/** A place in the tree. Each OKR has one, also where it has several parents. */
export interface TreeNode {
  okr: Okr;
  /** From 1. */
  level: number;
  parent?: TreeNode;
  children: TreeNode[];
}

/**
 * The tree as it was in Viva Goals: children below their parent, in the file's order. With several parents the place is
 * below the one that the file has it under (rows are depth first), else the first. A circle is cut where it would close.
 * @returns the roots
 */
export function treeOf({ okrs }: { okrs: readonly Okr[] }): TreeNode[] {
  const nodes = okrs.map((okr): TreeNode => ({ okr, level: 1, children: [] }));
  const { above } = skeletonOf(okrs);
  const roots: TreeNode[] = [];
  nodes.forEach((node, at) => {
    const parent = nodes[above[at] as number];
    if (parent) {
      node.parent = parent;
      parent.children.push(node);
    } else roots.push(node);
  });
  for (const node of walk(roots)) if (node.parent) node.level = node.parent.level + 1;
  return roots;
}

/** The tree in numbers: OKRs by their places in the file. */
interface Skeleton {
  /** By their keys. */
  places: ReadonlyMap<string, number>;
  /** Which each hangs from; -1: from none. */
  above: Int32Array;
}

const skeletons = new WeakMap<readonly Okr[], Skeleton>();

/** As `treeOf` says; made once for each list. */
export function skeletonOf(okrs: readonly Okr[]): Skeleton {
  const known = skeletons.get(okrs);
  if (known) return known;
  const places = new Map<string, number>();
  for (let at = 0; at < okrs.length; at++) places.set((okrs[at] as Okr).key, at);
  const above = placesAbove(okrs, places);
  cutCircles(above);
  const made = { places, above };
  skeletons.set(okrs, made);
  return made;
}

/** Which parent each hangs from; -1: none. */
function placesAbove(okrs: readonly Okr[], places: ReadonlyMap<string, number>): Int32Array {
  const above = new Int32Array(okrs.length).fill(-1);
  /** The rows from a root to the last one, deepest last. */
  const path: number[] = [];
  /** How deep in the path each is; -1: not in it. */
  const depth = new Int32Array(okrs.length).fill(-1);
  const depthOf = (place: number) => depth[place] as number;
  okrs.forEach(({ parents }, at) => {
    let chosen = -1;
    for (const { key } of parents) {
      const place = key === undefined ? undefined : places.get(key);
      if (place === undefined || place === at) continue;
      if (chosen < 0 || depthOf(place) > depthOf(chosen)) chosen = place;
    }
    above[at] = chosen;
    const keep = chosen < 0 ? 0 : depthOf(chosen) + 1;
    while (path.length > keep) depth[path.pop() as number] = -1;
    depth[at] = path.length;
    path.push(at);
  });
  return above;
}

/** The first row of a circle becomes a root: its way up would come back to it. */
function cutCircles(above: Int32Array): void {
  const seenFrom = new Int32Array(above.length).fill(-1);
  for (let start = 0; start < above.length; start++) {
    let at = start;
    while (at >= 0 && seenFrom[at] === -1) {
      seenFrom[at] = start;
      at = above[at] as number;
    }
    if (at < 0 || seenFrom[at] !== start) continue;
    let first = at;
    for (let next = above[at] as number; next !== at; next = above[next] as number)
      first = Math.min(first, next);
    above[first] = -1;
  }
}

/** All that hang from one another, by place: linked lists, since objects for each would take longer than all else. */
interface Hung {
  /** The first that hangs from each; at the end of the list that of the roots. -1: there is none. */
  first: Int32Array;
  /** The next one that hangs from the same. */
  next: Int32Array;
  /** How many hang from each; at the end the roots. */
  size: Int32Array;
}

/** @param places of those that are wanted, siblings in their order @param above which each hangs from */
export function hang(places: ArrayLike<number>, above: Int32Array): Hung {
  const root = above.length;
  const first = new Int32Array(root + 1).fill(-1);
  const next = new Int32Array(root).fill(-1);
  const size = new Int32Array(root + 1);
  for (let i = places.length - 1; i >= 0; i--) {
    const place = places[i] as number;
    const from = (above[place] as number) < 0 ? root : (above[place] as number);
    next[place] = first[from] as number;
    first[from] = place;
    size[from] = (size[from] as number) + 1;
  }
  return { first, next, size };
}

/** Places in the order of the tree, parents before their children. */
export function treeOrderOf(above: Int32Array): Int32Array {
  const { first, next } = hang(
    above.map((_, at) => at),
    above,
  );
  const order = new Int32Array(above.length);
  let count = 0;
  for (let at = first[above.length] as number; at >= 0; ) {
    order[count++] = at;
    let to = first[at] as number;
    for (let from = at; to < 0 && from >= 0; from = above[from] as number) to = next[from] as number;
    at = to;
  }
  return order;
}

/** All nodes, parents before their children, in order. */
export function* walk(nodes: readonly TreeNode[]): Generator<TreeNode> {
  // No recursion: a chain may be as long as the file.
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as TreeNode);
  }
}
