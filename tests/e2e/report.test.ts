import { strToU8 } from 'fflate';
import type { KeyInput } from 'puppeteer-core';
import { afterAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import {
  after,
  before,
  choose,
  firstRows,
  folderOf,
  largeCsv,
  regionSays,
  rowCount,
  rowCountIs,
} from './report-page.ts';
import { reportWorld } from './report-world.ts';
import { press, shoot } from './world.ts';

/* How the goals stand, and each of them, in a real Chromium. */

const { page: thePage, silent } = reportWorld();
const files = folderOf({ 'large.csv': strToU8(largeCsv) });
afterAll(files.remove);

test('a view is opened with nothing set up: how the goals stand, all rows, none of it over the network', async () => {
  const page = thePage();
  await choose(page, 'Open files', before);
  const summary = await regionSays(page, 'Summary', 'OKRs 160', 'Check-ins 600');
  for (const part of [
    'At Risk 29',
    'Behind 29',
    'Closed 29',
    'Postponed 26',
    'On Track 25',
    'Not Started 22',
  ])
    expect(summary).toContain(part);
  expect(await rowCount(page)).toBe(161);
  const rows = await firstRows(page, 12);
  expect(rows[0]).toEqual(['1', 'Simplify hiring for R&D']);
  expect(rows[1]?.[0]).toBe('2');
  await shoot(page, 'report');
  silent();
});

test('search and a number of the summary show those that they stand for', async () => {
  const page = thePage();
  await choose(page, 'Open files', before);
  await rowCountIs(page, 161);
  const search = await page.waitForSelector('::-p-aria([name="Search"][role="searchbox"])');
  await search?.type('simplify hiring');
  await until('only what it stands for', async () => {
    const found = await firstRows(page, 20);
    return found.length > 0 && found.every(([, title]) => title.toLowerCase().includes('simplify hiring'));
  });
  await search?.evaluate((field) => (field as HTMLInputElement).select());
  await page.keyboard.press('Backspace');
  await rowCountIs(page, 161);
  await press(page, 'At Risk 29');
  await rowCountIs(page, 30);
});

test('a chart unfolded as a table stays in its card', async () => {
  const page = thePage();
  await choose(page, 'Open files', before);
  await rowCountIs(page, 161);
  await page.waitForSelector('.chart details');
  await page.$$eval('.chart details', (all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true;
  });
  await page.waitForSelector('.chart td');
  for (const width of [1000, 1280, 1920]) {
    await page.setViewport({ width, height: 900 });
    const over = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('html, .chart')]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ className, scrollWidth, clientWidth }) => `${className} ${scrollWidth} > ${clientWidth}`),
    );
    expect(over, `${width} px`).toEqual([]);
  }
});

test('the tree by keyboard, as the ARIA practices say', async () => {
  const page = thePage();
  await choose(page, 'Open files', before);
  await rowCountIs(page, 161);
  const focused = () =>
    page.evaluate(() => {
      const row = document.activeElement?.closest('[role=row]');
      const cell = document.activeElement?.closest('[aria-colindex]');
      return {
        row: Number(row?.getAttribute('data-row') ?? -1),
        level: row?.getAttribute('aria-level'),
        open: row?.getAttribute('aria-expanded'),
        cell: cell ? Number(cell.getAttribute('aria-colindex')) : 0,
      };
    });
  const after = async (key: KeyInput, expected: Partial<Awaited<ReturnType<typeof focused>>>) => {
    await page.keyboard.press(key);
    await until(`${key}: ${JSON.stringify(expected)}`, async () => {
      const now = await focused();
      return Object.entries(expected).every(([name, value]) => now[name as keyof typeof now] === value);
    });
  };
  await page.focus('[role=treegrid] [data-row="0"]');
  await after('ArrowDown', { row: 1, level: '2' });
  await after('ArrowLeft', { row: 0, level: '1', open: 'true' });
  await after('ArrowLeft', { row: 0, open: 'false' });
  await after('ArrowDown', { row: 1, level: '1' });
  await after('ArrowUp', { row: 0 });
  await after('ArrowRight', { row: 0, open: 'true', cell: 0 });
  await after('ArrowRight', { row: 0, cell: 1 });
  await after('ArrowRight', { row: 0, cell: 2 });
  await after('End', { row: 0, cell: await page.$$eval('[role=columnheader]', (all) => all.length) });
  await after('Home', { row: 0, cell: 1 });
  await after('ArrowLeft', { row: 0, cell: 0 });
  await after('End', { row: 159, cell: 0 });
  await after('Home', { row: 0 });
  await page.keyboard.press('PageDown');
  await until('a page further', async () => (await focused()).row > 2);
  await after('Home', { row: 0 });
  await page.keyboard.press('Enter');
  await until('its details', () =>
    page.$eval('.detail', (detail) => (detail as HTMLElement).innerText.includes('Simplify hiring')),
  );
});

test('while one scrolls, the rows that are seen are those of their places, in the document’s order too; the focus stays', async () => {
  const page = thePage();
  await choose(page, 'Open files', files.path('large.csv'));
  await rowCountIs(page, 50_001);
  await page.focus('[role=treegrid] [data-row="2"]');
  const title = () =>
    page.evaluate(() => document.activeElement?.querySelector('[role=rowheader]')?.textContent);
  const focused = await title();
  const elements = () => page.$$eval('[role=treegrid] [role=row]', (rows) => rows.length);
  const before = await elements();
  for (const top of [300, 900, 40_000, 39_700, 120_000])
    await page.$eval('[role=treegrid]', (grid, to) => grid.scrollTo(0, to), top);
  const seen = () =>
    page.$eval('[role=treegrid]', (grid) => {
      const box = grid.getBoundingClientRect();
      return [...grid.querySelectorAll<HTMLElement>('.rows [role=row]')].flatMap((row) => {
        const { top } = row.getBoundingClientRect();
        const said = Number(row.getAttribute('aria-rowindex')) - 2;
        const place = Math.round((top - box.top - 41 + grid.scrollTop) / 40);
        return top > box.top && top < box.bottom ? [{ said, place, text: row.innerText }] : [];
      });
    });
  const rows = await until('the rows there', async () => {
    const now = await seen();
    return now.length > 3 && now.every(({ said }) => said > 2900) ? now : undefined;
  });
  expect(rows.map(({ said }) => said)).toEqual(rows.map((_, at) => (rows[0]?.said ?? 0) + at));
  for (const { said, place } of rows) expect(Math.abs(said - place)).toBeLessThanOrEqual(1);
  expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
  expect(await title()).toBe(focused);
  // The one with the focus, and those on the other side of what is seen.
  expect(await elements()).toBeLessThan(before + 12);
});

test('50,000 rows are read, and counted', async () => {
  const page = thePage();
  await choose(page, 'Open files', files.path('large.csv'));
  await rowCountIs(page, 50_001);
  await regionSays(page, 'Summary', 'OKRs 50,000', 'Check-ins 50,000', 'At Risk 25,000');
});

test('at 400 px a filter’s list is in the window, whichever it is', async () => {
  const page = thePage();
  await choose(page, 'Open files', after);
  await regionSays(page, 'Summary', 'OKRs 163');
  await page.setViewport({ width: 400, height: 800 });
  const menus = await page.$$('.menu > button');
  expect(menus.length).toBeGreaterThan(4);
  for (const menu of menus) {
    await menu.click();
    await page.waitForSelector('.menu .list');
    const [left, right, beyond] = await page.$eval('.menu .list', (list) => {
      const box = list.getBoundingClientRect();
      return [box.left, innerWidth - box.right, document.documentElement.scrollWidth - innerWidth] as const;
    });
    expect(Math.min(left, right)).toBeGreaterThanOrEqual(0);
    expect(beyond).toBeLessThanOrEqual(0);
    await menu.click();
  }
  await page.setViewport(null);
});
