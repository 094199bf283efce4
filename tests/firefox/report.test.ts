import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { after, before, choose, firstRows, regionSays, rowCount } from '../e2e/report-page.ts';
import { expectWorkbook, saved, statusSays } from '../e2e/report-taken.ts';
import { press } from '../e2e/world.ts';
import { type FirefoxWorld, startFirefoxWorld, strayOf } from './world.ts';

/* The report in a real Firefox: opened, compared, taken along; nothing is asked of anybody. */

let world: FirefoxWorld;
let page: Page;
// Firefox looks for names in the whole page each time: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 150_000 });
beforeAll(async () => {
  world = await startFirefoxWorld();
  page = await world.firefox.openOwn('report.html');
});
afterAll(() => world?.close());

test('two weeks are opened and compared', async () => {
  await choose(page, 'Open files', after);
  await regionSays(page, 'Summary', 'OKRs 163', 'At Risk 32');
  expect(await rowCount(page)).toBe(164);
  expect((await firstRows(page, 1))[0]?.[0]).toBe('1');
  await choose(page, 'Compare with', before);
  await regionSays(page, 'Changes', 'Added 4', 'No longer there 1', 'Changed 11');
});

test('saved as Excel, as LibreOffice finds it', async () => {
  const file = await saved(page, 'Save as Excel', () => world.files());
  await statusSays(page, /Saved: .*\.xlsx · rows: 163/);
  await expectWorkbook(file.bytes);
});

test('saved as CSV and copied; nothing left the browser', async () => {
  const { bytes } = await saved(page, 'Save as CSV', () => world.files());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  await page.bringToFront();
  await press(page, 'Copy table');
  await statusSays(page, /Rows copied: 163/);
  expect(strayOf(world)).toEqual([]);
  expect(world.emulator.requests).toEqual([]);
});
