import { cleanup, render } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Column, columnFor, firstColumns } from '../../entrypoints/report/grid/columns.ts';
import { Row } from '../../entrypoints/report/grid/row.tsx';
import type { RowView } from '../../lib/report/protocol.ts';

/* What a row costs while one scrolls fast: several new ones in every frame. */

let columns: Column[];
beforeEach(() => {
  cleanup();
  columns = firstColumns.map((key) => columnFor(key));
});
const rowAt = (at: number, more: Partial<RowView> = {}): RowView => ({
  at,
  index: at,
  title: `Objective ${at}`,
  level: 1,
  setSize: 99,
  posInSet: at + 1,
  open: true,
  parent: -1,
  status: 'At Risk',
  progress: at + 0.5,
  cells: {
    owner: ['Åsa', 'Bo'],
    endDate: `2025-05-0${at + 1}`,
    lastCheckIn: `2025-04-0${at + 1}`,
    team: ['A'],
  },
  ...more,
});
const drawn = (row: RowView) =>
  render(
    <Row at={row.at} row={row} tree columns={columns} focused={undefined} selected={false} />,
  ).container.querySelector('[role=row]') as HTMLElement;

test('a row has no more elements than it shows, and nothing is turned or drawn for what it has not', () => {
  const elements = (row: RowView) => drawn(row).querySelectorAll('*').length;
  const texts = columns.length;
  // Title and its fold (3), status (3), progress (4).
  expect(elements(rowAt(0))).toBe(texts + 1 + 3 + 3 + 4);
  expect(elements(rowAt(1, { open: undefined, status: '', progress: undefined }))).toBe(texts + 1);
});

test('titles stand in one line, whether something hangs below them or not', () => {
  const indent = (row: RowView) =>
    Number.parseInt(drawn(row).querySelector<HTMLElement>('.title')?.style.paddingInlineStart ?? '', 10);
  // The fold is 24 px wide, with a gap of 8.
  expect(indent(rowAt(1, { open: undefined }))).toBe(indent(rowAt(0)) + 32);
  expect(indent(rowAt(2, { level: 2 }))).toBe(indent(rowAt(0)) + 20);
});

test('numbers, days and lists of further rows ask the browser for no language', () => {
  drawn(rowAt(0));
  const asked = vi.spyOn(fakeBrowser.i18n, 'getUILanguage');
  drawn(rowAt(1));
  drawn(rowAt(2));
  expect(asked).not.toHaveBeenCalled();
});
