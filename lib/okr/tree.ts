import type { Okr, Report } from './model.ts';

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
export function treeOf(_report: Report): TreeNode[] {
  return [];
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
