import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { archiveFiles, checkIn, objective } from '../fixtures/okr/archive.ts';
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
import { reportWorld } from './report-world.ts';
import { shoot } from './world.ts';

/* Files of every kind, chosen and dropped; and such as can't be read. */

const { page: thePage, silent } = reportWorld();
const hostile = '<img src=x onerror="document.title=\'owned\'">';
const archive = archiveFiles({
  objectives: [
    objective(10, 'Top of the archive', { Status: 'At Risk' }),
    objective(11, hostile, { 'Parent IDs': [10], Type: 'Key Result' }),
  ],
  checkins: [checkIn(1, 11, '2025-02-01 09:00:00 UTC'), checkIn(2, 11, '2025-03-01 09:00:00 UTC')],
});
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
  'broken.zip': zipSync({ 'a.csv': strToU8('Id,Title\n1,a\n') }).subarray(0, 40),
  'empty.csv': new Uint8Array(),
  'header only.csv': strToU8('Id,Title,Status\n'),
});
mkdirSync(files.path('Export/more'), { recursive: true });
mkdirSync(files.path('Empty'));
for (const [at, name] of Object.keys(archive).entries())
  copyFileSync(files.path(name), files.path(`Export/${at % 2 ? 'more/' : ''}${name}`));
mkdirSync(files.path('Many'));
for (let at = 0; at < 201; at++) writeFileSync(files.path(`Many/notes ${at}.csv`), 'one,two\n1,2\n');
writeFileSync(files.path('Export/.DS_Store'), 'x');
writeFileSync(files.path('Export/read me.pdf'), 'x');
afterAll(files.remove);

test('Excel', async () => {
  const page = thePage();
  await choose(page, 'Open files', files.path('view.xlsx'));
  await regionSays(page, 'Summary', 'OKRs 2', 'Behind 1', 'Closed 1');
  expect((await firstRows(page, 2)).map(([, title]) => title)).toEqual(['From Excel', 'Also']);
});

test('an archive, zipped or file by file; its markup is text', async () => {
  const page = thePage();
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
  ['notes.csv', 'None of its columns comes from Viva Goals.'],
  ['photo.csv', 'This is not a file that was exported from Viva Goals.'],
  ['broken.zip', 'The zip file is damaged or protected.'],
  ['empty.csv', 'The file is empty.'],
  ['header only.csv', 'It has a header, but no rows.'],
])('%s can not be read: named, with the reason; what is open stays', async (name, reason) => {
  const page = thePage();
  await choose(page, 'Open files', files.path('view.xlsx'));
  await rowCountIs(page, 3);
  await choose(page, 'Open files', files.path(name));
  await alertSays(page, `${name} ${reason}`);
  expect(await rowCount(page)).toBe(3);
});

test('statuses of another language are told in the reader’s', async () => {
  const page = thePage();
  const rows = ['Id;Titel;Status', '1;Mehr Umsatz;Gefährdet', '2;Weniger Fehler;Auf Kurs'];
  writeFileSync(files.path('deutsch.csv'), `${rows.join('\r\n')}\r\n`);
  await choose(page, 'Open files', files.path('deutsch.csv'));
  await regionSays(page, 'Summary', 'On Track 1', 'At Risk 1');
});

test('of several files the readable ones are shown, and the others named', async () => {
  const page = thePage();
  await choose(page, 'Open files', files.path('notes.csv'), before, files.path('broken.zip'));
  await rowCountIs(page, 161);
  await alertSays(page, 'notes.csv None of', 'broken.zip The zip file');
});

test('files are dropped anywhere; with one open, on one of two halves', async () => {
  const page = thePage();
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

test('folders are dropped by the browser itself: what is in them is read, of one without anything it is told', async () => {
  const page = thePage();
  const driver = await page.createCDPSession();
  const drop = async (...names: string[]) => {
    const data = { items: [], files: names.map((name) => files.path(name)), dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await driver.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  };
  await until('the page listens', () => page.$('main'));
  await drop('Empty', 'view.xlsx');
  await rowCountIs(page, 3);
  await alertSays(page, 'Empty The browser can’t read it from the disk');
  await drop('Export');
  await regionSays(page, 'Summary', 'OKRs 2', 'Check-ins 2', 'At Risk 1');
  expect(await page.$$eval('[role=alert] *', (shown) => shown.length)).toBe(0);
  // One that was hardly meant: what is no export is told in one, how many were looked at in another.
  await drop('Many');
  await alertSays(
    page,
    'Files that can’t be read: 200',
    'notes 7.csv None of its columns',
    'Many It holds more than 200 files',
  );
  expect(await page.$$eval('[role=alert] section', (bars) => bars.length)).toBe(2);
  await regionSays(page, 'Summary', 'OKRs 2');
  silent();
});
