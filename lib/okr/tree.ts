import type { Okr } from './model.ts';

/** A place in the tree. Each OKR has one, also where it has several parents. */
export interface TreeNode {
  okr: Okr;
  /** From 1. */
  level: number;
  parent?: TreeNode;
  children: TreeNode[];
  /** It has parents, and none of them is in the file. */
  orphan?: true;
}

/**
 * The tree as it was in Viva Goals: children below their parent, in the file's order. With several parents the place is
 * below the one that the file has it under (rows are depth first), else the first. A circle is cut where it would close.
 * @returns the roots
 */
export function treeOf({ okrs }: { okrs: readonly Okr[] }): TreeNode[] {
  const nodes = okrs.map((okr): TreeNode => ({ okr, level: 1, children: [] }));
  const places = new Map(okrs.map(({ key }, at) => [key, at]));
  const above = placesAbove(okrs, places);
  cutCircles(above);
  const roots: TreeNode[] = [];
  nodes.forEach((node, at) => {
    const parent = nodes[above[at] as number];
    if (parent) {
      node.parent = parent;
      parent.children.push(node);
    } else {
      roots.push(node);
      // Not where a circle was cut.
      const { parents } = node.okr;
      if (parents.length > 0 && parents.every(({ key }) => !places.has(key ?? ''))) node.orphan = true;
    }
  });
  for (const node of walk(roots)) if (node.parent) node.level = node.parent.level + 1;
  return roots;
}

/** Which parent each hangs from; -1: none. */
function placesAbove(okrs: readonly Okr[], places: ReadonlyMap<string, number>): Int32Array {
  const above = new Int32Array(okrs.length).fill(-1);
  /** The rows from a root to the last one, deepest last. */
  const path: number[] = [];
  const depth = new Map<number, number>();
  okrs.forEach(({ parents }, at) => {
    const found = parents.flatMap(({ key }) => places.get(key ?? '') ?? []).filter((place) => place !== at);
    const first = found[0];
    const chosen =
      found.length < 2
        ? first
        : found.reduce((best, place) => ((depth.get(place) ?? -1) > (depth.get(best) ?? -1) ? place : best));
    if (chosen !== undefined) above[at] = chosen;
    const keep = chosen === undefined ? 0 : (depth.get(chosen) ?? -1) + 1;
    while (path.length > keep) depth.delete(path.pop() as number);
    depth.set(at, path.length);
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

/** All nodes, parents before their children, in order. */
export function* walk(nodes: readonly TreeNode[]): Generator<TreeNode> {
  // No recursion: a chain may be as long as the file.
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as TreeNode);
  }
}
