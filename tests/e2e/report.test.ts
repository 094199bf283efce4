import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { KeyInput, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { archiveFiles, checkIn, objective } from '../fixtures/okr/archive.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { idCell, xlsxOf } from '../fixtures/okr/xlsx.ts';
import {
  after,
  alertSays,
  before,
  choose,
  firstRows,
  folderOf,
  regionSays,
  rowCount,
  rowCountIs,
} from './report-page.ts';
import { press, shoot, startWorld, type World } from './world.ts';

const hostile = '<img src=x onerror="document.title=\'owned\'">';
const archive = archiveFiles({
  objectives: [
    objective(10, 'Top of the archive', { Status: 'At Risk' }),
    objective(11, hostile, { 'Parent IDs': [10], Type: 'Key Result' }),
  ],
  checkins: [checkIn(1, 11, '2025-02-01 09:00:00 UTC'), checkIn(2, 11, '2025-03-01 09:00:00 UTC')],
});
/** Long enough to be read for a while. */
const large = csvOf([
  ['Id', 'Title', 'Status', 'Checkins'],
  ...Array.from({ length: 50_000 }, (_, i) => [
    String(i + 1),
    `Objective ${i + 1}`,
    i % 2 ? 'On Track' : 'At Risk',
    `Checkin Date: 2025-03-10; User: Åsa; Note: ${'so; '.repeat(40)}; Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;`,
  ]),
]);
const files = folderOf({
  'archive.zip': zipSync(archive),
  ...archive,
  'view.xlsx': xlsxOf([
    ['Id', 'Title', 'Status', 'Progress %'],
    [idCell('2290005', 'https://goals.microsoft.com/goals/2290005'), 'From Excel', 'Behind', 12.5],
    [idCell('2290006', 'https://goals.microsoft.com/goals/2290006'), 'Also', 'Closed', 100],
  ]),
  'notes.csv': strToU8('a,b\n1,2\n'),
  'photo.csv': Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0),
  'broken.zip': zipSync({ 'a.csv': strToU8('Id,Title\n1,a\n') }).subarray(0, 60),
  'empty.csv': new Uint8Array(),
  'header only.csv': strToU8('Id,Title,Status\n'),
  'large.csv': strToU8(large),
});

let world: World;
let page: Page;
/** Addresses that the page or its worker asked for outside of the extension. */
let asked: string[];
beforeAll(async () => {
  world = await startWorld();
  await world.fresh({ setUp: false });
});
afterAll(async () => {
  files.remove();
  await world?.close();
});
beforeEach(async () => {
  await page?.close();
  world.emulator.requests.length = 0;
  asked = [];
  page = await world.chromium.openOwn('report.html');
  page.on('request', (request) => {
    if (!/^(?:chrome-extension|blob|data):/.test(request.url())) asked.push(request.url());
  });
});

/** Nothing leaves the browser. */
function silent(): void {
  expect(asked).toEqual([]);
  expect(world.emulator.requests).toEqual([]);
}

test('a view is opened with nothing set up: how the goals stand, all rows, none of it over the network', async () => {
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

test('two weeks are compared, in whichever order they are opened', async () => {
  for (const [first, second] of [
    [after, before],
    [before, after],
  ] as const) {
    await choose(page, 'Open files', first);
    await regionSays(page, 'Summary', first === after ? 'OKRs 163' : 'OKRs 160');
    await choose(page, 'Compare with', second);
    const changes = await regionSays(page, 'Changes', 'Added 4', 'No longer there 1', 'Changed 11');
    for (const part of ['Status 3', 'Progress 4', 'Owner', 'Target']) expect(changes).toContain(part);
    expect(changes).toContain('Not Started → now At Risk');
    // Eight are told one by one.
    expect(changes).toContain('3 more');
    await regionSays(page, 'Summary', 'OKRs 163', 'At Risk 32');
  }
  await shoot(page, 'report-changes');
  silent();
});

test('Excel', async () => {
  await choose(page, 'Open files', files.path('view.xlsx'));
  await regionSays(page, 'Summary', 'OKRs 2', 'Behind 1', 'Closed 1');
  expect((await firstRows(page, 2)).map(([, title]) => title)).toEqual(['From Excel', 'Also']);
});

test('an archive, zipped or file by file; its markup is text', async () => {
  for (const paths of [[files.path('archive.zip')], Object.keys(archive).map((name) => files.path(name))]) {
    await choose(page, 'Open files', ...paths);
    await regionSays(page, 'Summary', 'OKRs 2', 'Check-ins 2', 'At Risk 1');
    expect(await firstRows(page, 2)).toEqual([
      ['1', 'Top of the archive'],
      ['2', hostile],
    ]);
    expect(await page.title()).not.toBe('owned');
    await page.reload();
  }
  silent();
});

test.each([
  ['notes.csv', 'None of its columns is one of Viva Goals.'],
  ['photo.csv', 'This is not a file that was exported from Viva Goals.'],
  ['broken.zip', 'The zip file is damaged or protected.'],
  ['empty.csv', 'The file is empty.'],
  ['header only.csv', 'It has a header, but no rows.'],
])('%s can not be read: named, with the reason; what is open stays', async (name, reason) => {
  await choose(page, 'Open files', files.path('view.xlsx'));
  await rowCountIs(page, 3);
  await choose(page, 'Open files', files.path(name));
  await alertSays(page, `${name} ${reason}`);
  expect(await rowCount(page)).toBe(3);
});

test('of several files the readable ones are shown, and the others named', async () => {
  await choose(page, 'Open files', files.path('notes.csv'), before, files.path('broken.zip'));
  await rowCountIs(page, 161);
  await alertSays(page, 'notes.csv None of', 'broken.zip The zip file');
});

test('while one scrolls, the rows that are seen are those of their places, in the document’s order too; the focus stays', async () => {
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
  await choose(page, 'Open files', files.path('large.csv'));
  await rowCountIs(page, 50_001);
  await regionSays(page, 'Summary', 'OKRs 50,000', 'Check-ins 50,000', 'At Risk 25,000');
});

test('files are dropped anywhere; with one open, on one of two halves', async () => {
  /** What the browser tells a page that a file is dragged over, and let go at a place. */
  const drag = (type: 'dragenter' | 'dragover' | 'drop', file: string, place: string) =>
    page.evaluate(
      (name, event, text, selector) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], name));
        const options = { dataTransfer, bubbles: true, cancelable: true };
        document.querySelector(selector)?.dispatchEvent(new DragEvent(event, options));
      },
      basename(file),
      type,
      readFileSync(file, 'utf8'),
      place,
    );
  // Moving on, as a hand does: the page may just begin to listen.
  await until('a place for the file', async () => {
    await drag('dragenter', after, 'main');
    return page.$('[data-drop=open]');
  });
  expect(await page.$('[data-drop=compare]')).toBeNull();
  await drag('drop', after, '[data-drop=open]');
  await regionSays(page, 'Summary', 'OKRs 163');

  await drag('dragenter', before, 'main');
  await page.waitForSelector('[data-drop=compare]');
  await shoot(page, 'report-drop');
  await drag('drop', before, '[data-drop=compare]');
  await regionSays(page, 'Changes', 'Added 4', 'No longer there 1', 'Changed 11');
  silent();
});

test('at 400 px a filter’s list is in the window, whichever it is', async () => {
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
