// @vitest-environment node
import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { columnText, viewNameOf } from '../../entrypoints/report/format.ts';
import { deedOf } from '../../entrypoints/report/grid/keys.ts';
import { rowHeight, scrollTo, windowOf } from '../../entrypoints/report/grid/window.ts';

const grid = { rows: 50, columns: 4, page: 10 };
const on = (row: number, column = -1) => ({ row, column });

test.each<[string, Parameters<typeof deedOf>[1], object, unknown]>([
  ['ArrowDown', on(0), {}, { go: on(1) }],
  ['ArrowDown', on(49), {}, { go: on(49) }],
  ['ArrowUp', on(0), {}, { go: on(0) }],
  ['PageDown', on(45), {}, { go: on(49) }],
  ['PageUp', on(45, 2), {}, { go: on(35, 2) }],
  ['Home', on(20), {}, { go: on(0) }],
  ['End', on(20), {}, { go: on(49) }],
  ['Home', on(20, 2), {}, { go: on(20, 0) }],
  ['End', on(20, 2), {}, { go: on(20, 3) }],
  ['ArrowRight', on(3), { open: false }, { toggle: true }],
  ['ArrowRight', on(3), { open: true }, { go: on(3, 0) }],
  ['ArrowRight', on(3, 3), {}, { go: on(3, 3) }],
  ['ArrowLeft', on(3), { open: true }, { toggle: false }],
  ['ArrowLeft', on(3), { open: false, parent: 1 }, { go: on(1) }],
  ['ArrowLeft', on(3), { parent: -1 }, undefined],
  ['ArrowLeft', on(3, 0), { open: true }, { go: on(3) }],
  ['Enter', on(3), {}, { open: true }],
  ['a', on(3), {}, undefined],
])('%s on %o of %o', (key, place, row, deed) => {
  expect(deedOf({ key }, place, row, grid)).toEqual(deed);
});

test.each([0, 1, 39, 40, 12_345, 1_999_000])(
  'at %i px every row that is seen is drawn, and few others',
  (top) => {
    const height = 600;
    const { from, to } = windowOf(top, height, 50_000);
    expect(from * rowHeight).toBeLessThanOrEqual(top);
    expect(to * rowHeight).toBeGreaterThanOrEqual(Math.min(top + height, 50_000 * rowHeight));
    expect(to - from).toBeLessThan(50);
  },
);

test('a row is brought into view by as little as it takes', () => {
  expect(scrollTo(10, 0, 600)).toBe(0);
  expect(scrollTo(20, 0, 600)).toBe(240);
  expect(scrollTo(1, 400, 600)).toBe(40);
});

test('the name of a view out of that of its file', () => {
  expect(viewNameOf('VivaGoals_15999_board_review_2025_05_05_1746435600')).toBe('board review');
  expect(viewNameOf('Q3 company OKRs 2026-11-25')).toBe('Q3 company OKRs 2026-11-25');
});

test.each([
  ['en', 'Dec 30, 2025'],
  ['pt-BR', '30/12/2025'],
  ['zh-CN', '2025/12/30'],
])('in %s a day fits into its column: %s', (language, text) => {
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue(language);
  expect(columnText('endDate', '2025-12-30')).toBe(text);
});
