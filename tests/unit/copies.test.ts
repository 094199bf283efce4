// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';
import { othersOf } from '../../entrypoints/report/kept.ts';
import { type Copy, tooMany } from '../../lib/copies/copies.ts';
import { keepCopy } from '../../lib/copies/keep.ts';
import { pack, unpack } from '../../lib/copies/pack.ts';
import { otherView, view } from './samples.ts';

const copy = (id: string, takenAt: number, patch: Partial<Copy> = {}): Copy => ({
  id,
  view,
  name: 'Company OKRs',
  fileName: `${id}.csv`,
  takenAt,
  bytes: 10,
  ...patch,
});
const ids = (copies: Copy[]) => copies.map(({ id }) => id);

test('of each view the newest are kept', () => {
  const all = [copy('a', 1), copy('b', 2), copy('c', 3), copy('other', 0, { view: otherView })];
  expect(ids(tooMany(all, 2, 1000))).toEqual(['a']);
  expect(ids(tooMany(all, 0, 1000))).toHaveLength(4);
  expect(tooMany(all, 52, 1000)).toEqual([]);
});

test('all together fit, the oldest go first, whatever their view', () => {
  const all = [copy('a', 1), copy('b', 2, { view: otherView }), copy('c', 3, { bytes: 25 })];
  expect(ids(tooMany(all, 12, 36))).toEqual(['a']);
  expect(ids(tooMany(all, 12, 30))).toEqual(['b', 'a']);
  expect(ids(tooMany([copy('huge', 1, { bytes: 2000 })], 12, 1000))).toEqual(['huge']);
});

test('what is packed comes out as it was', async () => {
  const text = 'Id,Title\r\n1,Größe 🎉\r\n'.repeat(1000);
  const packed = await pack(new Blob([text]));
  expect(packed.length).toBeLessThan(text.length / 10);
  expect(new TextDecoder().decode(await unpack(packed))).toBe(text);
  await expect(unpack(packed.slice(0, 20))).rejects.toThrow();
});

test('the next earlier export of the view is offered first, later ones last', () => {
  const all = [copy('d', 4), copy('c', 3), copy('b', 2), copy('x', 1, { view: otherView })];
  expect(ids(othersOf(all, view, 'c'))).toEqual(['b', 'd']);
});

afterEach(() => vi.unstubAllGlobals());

test.each<[string, () => unknown, string]>([
  [
    'is full',
    () => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    },
    'the disk is full',
  ],
  [
    'refuses',
    () => {
      throw new DOMException('not in private windows', 'InvalidStateError');
    },
    'not in private windows',
  ],
])('a store that %s is told, nothing is thrown', async (_how, open, reason) => {
  vi.stubGlobal('indexedDB', { open });
  const { bytes: _bytes, ...wanted } = copy('a', 1);
  expect(await keepCopy(new Blob(['Id\r\n']), wanted, 12)).toContain(reason);
});
