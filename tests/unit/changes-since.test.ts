// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { changesSince } from '../../lib/copies/changes-since.ts';
import type { Copy } from '../../lib/copies/copies.ts';
import { pack } from '../../lib/copies/pack.ts';
import type { ExplorerView } from '../../lib/goals/explorer-view.ts';
import { otherView, view } from './samples.ts';

/* Copies as the browser's store would give them out. */

const { store } = vi.hoisted(() => ({
  store: {
    copies: [] as Copy[],
    contents: new Map<string, Uint8Array<ArrayBuffer>>(),
    look: undefined as (() => void) | undefined,
  },
}));
vi.mock('../../lib/copies/copies.ts', () => ({
  listCopies: async () => [...store.copies].sort((a, b) => b.takenAt - a.takenAt),
  loadCopy: async (id: string) => {
    const copy = store.copies.find((one) => one.id === id);
    return copy && { copy, content: store.contents.get(id) };
  },
  onCopiesChanged: (look: () => void) => {
    store.look = look;
    return () => {};
  },
}));

beforeEach(() => {
  store.copies.length = 0;
  store.contents.clear();
});

type Row = [id: number, title: string, kind: string, status: string];
async function keep(id: string, takenAt: number, rows: Row[] | string, of: ExplorerView = view) {
  const lines = typeof rows === 'string' ? rows : rows.map((row) => row.join(',')).join('\n');
  store.contents.set(id, await pack(new Blob([`Id,Title,Object Type,Status\n${lines}\n`])));
  store.copies.push({ id, view: of, name: '', fileName: `${id}.csv`, takenAt, bytes: 1 });
}

const [objective, result] = ['Objective', 'Key Result'];
const before: Row[] = [
  [1, 'Grow', objective, 'On Track'],
  [2, 'Hire', objective, 'At Risk'],
  [3, 'Calls', result, 'On Track'],
];
const after: Row[] = [
  [1, 'Grow', objective, 'At Risk'],
  [2, 'Hire', objective, 'At Risk'],
  [3, 'Calls', result, 'At Risk'],
  [4, 'Ship', objective, 'At Risk'],
];

test('objectives that became at risk, or came at risk; not those that were, and no key results', async () => {
  await keep('older', 1, after);
  await keep('old', 2, before);
  await keep('new', 3, after);
  expect(await changesSince(['new'])).toEqual({ newlyAtRisk: 2, shown: { export: 'new', before: 'old' } });
});

test('one that two views have counts once; what is shown is where most became so', async () => {
  await keep('a1', 1, before);
  await keep('b1', 1, before, otherView);
  await keep('a2', 2, after.slice(0, 3));
  await keep('b2', 3, after, otherView);
  expect(await changesSince(['a2', 'b2'])).toEqual({
    newlyAtRisk: 2,
    shown: { export: 'b2', before: 'b1' },
  });
});

test('nothing to compare with: first exports, another view, a copy that is damaged', async () => {
  await keep('first', 1, before);
  expect(await changesSince(['first'])).toBeUndefined();
  await keep('other', 2, after, otherView);
  expect(await changesSince(['other'])).toBeUndefined();
  await keep('second', 3, after);
  store.contents.set('first', new Uint8Array([1, 2, 3]));
  expect(await changesSince(['second'])).toBeUndefined();
});

test('a copy that is still being written is waited for', async () => {
  await keep('old', 1, before);
  const changes = changesSince(['new']);
  await keep('new', 2, after);
  store.look?.();
  expect(await changes).toMatchObject({ newlyAtRisk: 2 });
});
