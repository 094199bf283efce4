// @vitest-environment node
import { expect, test } from 'vitest';
import type { Okr } from '../../lib/okr/model.ts';
import type { Query } from '../../lib/report/protocol.ts';
import type { Held } from '../../lib/report/worker/held.ts';
import { arrange, unfolded } from '../../lib/report/worker/order.ts';

/* Objective (0) with key result (1), which has an initiative (2); another objective (3). */
const okrs = ['b', 'd', 'c', 'a'].map((title, at) => ({ key: `${at}`, title }) as Okr);
const held = {
  okrs,
  above: Int32Array.of(-1, 0, 1, -1),
  treeOrder: Int32Array.of(0, 1, 2, 3),
  report: { okrs, columns: [] },
} as unknown as Held;
const all = [0, 1, 2, 3];
/** In plain lists. */
const arranged = (places: number[], asked: Query) =>
  Object.fromEntries(
    Object.entries(arrange(places, held, asked)).map(([name, rows]) => [name, [...rows]]),
  ) as Record<keyof ReturnType<typeof arrange>, number[]>;
const query = (more: Partial<Query> = {}): Query => ({
  search: '',
  chosen: {},
  shape: 'tree',
  columns: ['title'],
  language: 'en',
  ...more,
});

test('the tree as it is: levels, parents, places among siblings', () => {
  const order = arranged(all, query());
  expect(order).toMatchObject({ at: [0, 1, 2, 3], level: [1, 2, 3, 1], parent: [-1, 0, 1, -1] });
  expect(order).toMatchObject({ end: [3, 3, 3, 4], setSize: [2, 1, 1, 2], posInSet: [1, 1, 1, 2] });
  const seen = (folded: number) => [...unfolded(arrange(all, held, query()), new Set([folded]))];
  expect(seen(1)).toEqual([0, 1, 3]);
  expect(seen(0)).toEqual([0, 3]);
});

test('what matches hangs from the next one above that matches too: rows are hits, and hits alone', () => {
  const order = arranged([0, 2], query());
  expect(order).toMatchObject({ at: [0, 2], level: [1, 2], parent: [-1, 0] });
});

test('sorted: siblings in the tree, all in the table', () => {
  const sort = { by: 'title', descending: false } as const;
  expect(arranged(all, query({ sort })).at).toEqual([3, 0, 1, 2]);
  expect(arranged(all, query({ sort, shape: 'table' })).at).toEqual([3, 0, 2, 1]);
});
