import { zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { doubts, hostileFiles, markup } from '../e2e/report-hostile.ts';
import {
  after,
  alertSays,
  before,
  choose,
  firstRows,
  folderOf,
  regionSays,
  rowCount,
} from '../e2e/report-page.ts';
import { press } from '../e2e/world.ts';
import { archiveFiles, checkIn, objective } from '../fixtures/okr/archive.ts';
import { idCell, xlsxOf } from '../fixtures/okr/xlsx.ts';
import type { FirefoxWorld } from './world.ts';

/* Files of one's own in a real Firefox: views, Excel, an archive, a comparison, and one that can't be read. */

export function reportRead(theWorld: () => FirefoxWorld): void {
  const files = folderOf({
    'archive.zip': zipSync(
      archiveFiles({
        objectives: [objective(10, 'Top'), objective(11, 'Below', { 'Parent IDs': [10] })],
        checkins: [checkIn(1, 11, '2025-02-01 09:00:00 UTC')],
      }),
    ),
    'view.xlsx': xlsxOf([
      ['Id', 'Title', 'Status'],
      [idCell('2290005', 'https://goals.microsoft.com/goals/2290005'), 'From Excel', 'Behind'],
    ]),
    'old.xls': Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
  });
  const hostile = hostileFiles('strange.csv', 'cells.csv');
  afterAll(() => {
    files.remove();
    hostile.remove();
  });

  test('views, compared; Excel; an archive; what can not be read; nothing leaves the browser', async () => {
    theWorld().emulator.requests.length = 0;
    const page = await theWorld().firefox.openOwn('report.html');
    await choose(page, 'Open files', before);
    await regionSays(page, 'Summary', 'OKRs 160', 'Check-ins 600', 'At Risk 29');
    expect(await rowCount(page)).toBe(161);
    await choose(page, 'Compare with', after);
    await regionSays(page, 'Changes', 'Added 4', 'No longer there 1', 'Changed 11');

    await choose(page, 'Open files', before, after);
    await regionSays(page, 'Changes', 'Compared, because both files are of the same view.');
    await press(page, 'Swap');
    await regionSays(page, 'Changes', 'Added 1', 'No longer there 4');
    await press(page, 'Stop comparing');
    await until('no comparison', async () => (await page.$('.changes')) === null);

    await choose(page, 'Open files', files.path('view.xlsx'));
    await regionSays(page, 'Summary', 'OKRs 1', 'Behind 1');
    await choose(page, 'Open files', files.path('archive.zip'));
    await regionSays(page, 'Summary', 'OKRs 2', 'Check-ins 1');
    expect(await firstRows(page, 2)).toEqual([
      ['1', 'Top'],
      ['2', 'Below'],
    ]);
    await choose(page, 'Open files', files.path('old.xls'));
    await alertSays(page, 'old.xls This kind of spreadsheet can’t be read.');
    expect(await rowCount(page)).toBe(3);
    expect(theWorld().emulator.requests).toEqual([]);
  });

  test('files that mean harm: texts stay texts, what is wrong is told, the rest is shown', async () => {
    const page = await theWorld().firefox.openOwn('report.html');
    await choose(page, 'Open files', hostile.path('strange.csv'));
    await regionSays(page, 'Summary', 'OKRs 7', 'Check-ins 2', '__proto__ 1');
    expect((await firstRows(page, 1))[0]).toEqual(['1', markup]);
    expect(await doubts(page)).toContain('in a circle');
    expect(await page.title()).not.toBe('owned');
    await choose(page, 'Open files', hostile.path('cells.csv'));
    await regionSays(page, 'Summary', 'OKRs 2', 'Check-ins 1');
    expect(await doubts(page)).toContain('cut off');
  });
}
