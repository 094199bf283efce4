import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { doubts, hostileFiles, markup, watched } from './report-hostile.ts';
import { alertSays, choose, firstRows, regionSays, rowCount, rowCountIs } from './report-page.ts';
import { press, startWorld, type World } from './world.ts';

/* The report of files that mean harm: it ends, the rest is shown, what is wrong is told, and the page goes on answering. */

let world: World;
let page: Page;
let longest: () => Promise<number>;
const files = hostileFiles('strange.csv', 'wide.csv', 'large.csv', 'cells.csv', 'bombs.zip', 'quotes.csv');
/** No thread waits that long for another, on however busy a machine (ms). */
const patience = 2000;
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
  page = await world.chromium.openOwn('report.html');
  await page.waitForSelector('main');
  longest = await watched(page);
});

test('markup, formulas, bidirectional characters, names of objects: texts; circles and missing parents: told', async () => {
  await choose(page, 'Open files', files.path('strange.csv'));
  await regionSays(page, 'Summary', 'OKRs 7', 'Check-ins 2', 'On Track 4', '__proto__ 1');
  const rows = await firstRows(page, 7);
  expect(rows).toHaveLength(7);
  expect(rows[0]).toEqual(['1', markup]);
  expect(rows.map(([, title]) => title)).toContain('=HYPERLINK("https://evil.example","x")');
  const told = await doubts(page);
  for (const part of ['in a circle', 'is not in this file', '1e999']) expect(told).toContain(part);
  await page.click('[role=rowheader]');
  await until('the check-in', () =>
    page.$eval('.detail', (detail) => (detail as HTMLElement).innerText.includes('<script>document.title')),
  );
  expect(await page.title()).not.toBe('owned');
  expect(await page.evaluate(() => Object.hasOwn(Object.prototype, 'polluted'))).toBe(false);
});

test('1,000 columns: all are offered, and found', async () => {
  await choose(page, 'Open files', files.path('wide.csv'));
  await rowCountIs(page, 1001);
  await press(page, 'Columns');
  await page.type('.menu .list input[type=search]', 'Odd 999');
  await page.click('.menu .list label input');
  await page.keyboard.press('Escape');
  await until('the column', () =>
    page.$eval('.grid .head', (head) => (head as HTMLElement).innerText.includes('Odd 999')),
  );
  await page.type('search input[type=search]', 'r7c999');
  await until('found', async () => (await rowCount(page)) === 2);
  expect(await longest()).toBeLessThan(patience);
});

test('cells of 3 MB are cut off, and that is told', async () => {
  await choose(page, 'Open files', files.path('cells.csv'));
  await regionSays(page, 'Summary', 'OKRs 2', 'Check-ins 1', 'At Risk 1');
  expect(await doubts(page)).toContain('cut off');
  expect(await longest()).toBeLessThan(patience);
});

test('quotes that nobody closes swallow nothing', async () => {
  await choose(page, 'Open files', files.path('quotes.csv'));
  await rowCountIs(page, 50_001);
  expect(await doubts(page)).toContain('A quotation mark is never closed.');
  expect(await longest()).toBeLessThan(patience);
});

test('100 MB: the page answers meanwhile, says how far it is, and can give up; given time it is read', async () => {
  await choose(page, 'Open files', files.path('large.csv'));
  await press(page, 'Cancel');
  await page.waitForSelector('main[aria-busy=false]');
  expect(await page.$('[role=treegrid]')).toBeNull();
  await choose(page, 'Open files', files.path('large.csv'));
  await until('all rows', async () => (await rowCount(page).catch(() => 0)) === 20_401, 120_000);
  await regionSays(page, 'Summary', 'OKRs 20,400', 'Check-ins 20,400');
  expect(await longest()).toBeLessThan(patience);
}, 150_000);

test('3 GB in a zip of a few MB: told, and what can be read is shown', async () => {
  await choose(page, 'Open files', files.path('bombs.zip'));
  await until('the file that can be read', async () => (await rowCount(page).catch(() => 0)) === 2, 120_000);
  await alertSays(page, 'bombs.zip', 'It is too big to be read.');
  expect(await longest()).toBeLessThan(patience);
}, 150_000);
