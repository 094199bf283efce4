// @vitest-environment node
import { expect, test } from 'vitest';
import type { Okr } from '../../lib/okr/model.ts';
import type { TreeNode } from '../../lib/okr/tree.ts';
import type { Query } from '../../lib/report/protocol.ts';
import type { Held } from '../../lib/report/worker/held.ts';
import { arrange, unfolded } from '../../lib/report/worker/order.ts';

/* Objective (0) with key result (1), which has an initiative (2); another objective (3). */
const okrs = ['b', 'd', 'c', 'a'].map((title, at) => ({ key: `${at}`, title }) as Okr);
const node = (at: number, parent?: TreeNode): TreeNode => ({
  okr: okrs[at] as Okr,
  level: parent ? parent.level + 1 : 1,
  children: [],
  ...(parent && { parent }),
});
const first = node(0);
const second = node(1, first);
const nodes = [first, second, node(2, second), node(3)];
const held = {
  okrs,
  nodes,
  treeOrder: [0, 1, 2, 3],
  placeOf: new Map(okrs.map((okr, at) => [okr, at])),
  report: { okrs, columns: [] },
} as unknown as Held;
const query = (more: Partial<Query> = {}): Query => ({
  search: '',
  chosen: {},
  shape: 'tree',
  columns: ['title'],
  language: 'en',
  ...more,
});

test('the tree as it is: levels, parents, places among siblings', () => {
  const order = arrange(okrs, held, query());
  expect(order).toMatchObject({ at: [0, 1, 2, 3], level: [1, 2, 3, 1], parent: [-1, 0, 1, -1] });
  expect(order).toMatchObject({ end: [3, 3, 3, 4], setSize: [2, 1, 1, 2], posInSet: [1, 1, 1, 2] });
  expect(unfolded(order, new Set([1]))).toEqual([0, 1, 3]);
  expect(unfolded(order, new Set([0]))).toEqual([0, 3]);
});

test('what matches hangs from the next one above that matches too: rows are hits, and hits alone', () => {
  const order = arrange([okrs[0] as Okr, okrs[2] as Okr], held, query());
  expect(order).toMatchObject({ at: [0, 2], level: [1, 2], parent: [-1, 0] });
});

test('sorted: siblings in the tree, all in the table', () => {
  const sort = { by: 'title', descending: false } as const;
  expect(arrange(okrs, held, query({ sort })).at).toEqual([3, 0, 1, 2]);
  expect(arrange(okrs, held, query({ sort, shape: 'table' })).at).toEqual([3, 0, 2, 1]);
});
