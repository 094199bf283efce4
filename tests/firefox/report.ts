import type { Page } from 'puppeteer-core';
import { beforeAll, expect, test } from 'vitest';
import { after, before, choose, firstRows, regionSays, rowCount } from '../e2e/report-page.ts';
import { expectWorkbook, saved, statusSays } from '../e2e/report-taken.ts';
import { press } from '../e2e/world.ts';
import { type FirefoxWorld, strayOf } from './world.ts';

/* The report in a real Firefox: opened, compared, taken along; nothing is asked of anybody. */

export function report(theWorld: () => FirefoxWorld): void {
  let page: Page;
  beforeAll(async () => {
    page = await theWorld().firefox.openOwn('report.html');
  });

  test('two weeks are opened and compared', async () => {
    await choose(page, 'Open files', after);
    await regionSays(page, 'Summary', 'OKRs 163', 'At Risk 32');
    expect(await rowCount(page)).toBe(164);
    expect((await firstRows(page, 1))[0]?.[0]).toBe('1');
    await choose(page, 'Compare with', before);
    await regionSays(page, 'Changes', 'Added 4', 'No longer there 1', 'Changed 11');
  });

  test('saved as Excel, as LibreOffice finds it', async () => {
    const file = await saved(page, 'Save as Excel', () => theWorld().files());
    await statusSays(page, /Saved: .*\.xlsx · rows: 163/);
    await expectWorkbook(file.bytes);
  });

  test('saved as CSV and copied; nothing left the browser', async () => {
    const { bytes } = await saved(page, 'Save as CSV', () => theWorld().files());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    await page.bringToFront();
    await press(page, 'Copy table');
    await statusSays(page, /Rows copied: 163/);
    expect(strayOf(theWorld())).toEqual([]);
    expect(theWorld().emulator.requests).toEqual([]);
  });
}
