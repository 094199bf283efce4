import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { afterAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import {
  after,
  alertSays,
  before,
  choose,
  folderOf,
  largeCsv,
  region,
  regionSays,
  rowCount,
  rowCountIs,
} from './report-page.ts';
import { reportWorld } from './report-world.ts';
import { press, shoot } from './world.ts';

/* Two files, or more: what is compared with what, and nothing stuck, stale or untold, whatever is done in whatever order. */

const { page: thePage, silent } = reportWorld();
const files = folderOf({
  'older.csv': readFileSync(before),
  'newer.csv': readFileSync(after),
  'both.zip': zipSync({
    'board 2025-05-05.csv': readFileSync(before),
    'board 2025-05-12.csv': readFileSync(after),
  }),
  'third 2025-05-19.csv': strToU8('Id,Title,Status,Budget\n1,A,On Track,5\n2,B,Behind,6\n'),
  'notes.csv': strToU8('a,b\n1,2\n'),
  'large.csv': strToU8(largeCsv),
});
afterAll(files.remove);

const third = files.path('third 2025-05-19.csv');
const week = [
  'From board review (May 5, 2025) to board review (May 12, 2025)',
  'Added 4',
  'No longer there 1',
];
const turned = [
  'From board review (May 12, 2025) to board review (May 5, 2025)',
  'Added 1',
  'No longer there 4',
];

/** The page shows no comparison, and so many OKRs. */
async function alone(page: Page, okrs: number): Promise<void> {
  await until('no comparison', async () => (await page.$('.changes')) === null);
  await regionSays(page, 'Summary', `OKRs ${okrs}`);
  await rowCountIs(page, okrs + 1);
}

/** Chooses an option of a select by what it is called. */
async function pick(page: Page, select: string, option: RegExp): Promise<void> {
  const found = await until(`${select}: ${option}`, () =>
    page.evaluate(
      (label, source) => {
        const list = document.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`);
        return [...(list?.options ?? [])].find(({ text }) => new RegExp(source).test(text))?.value;
      },
      select,
      option.source,
    ),
  );
  await page.select(`select[aria-label="${select}"]`, found);
}
const compareOpen = 'Compare with an open file or export';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
const said = (page: Page, part: string) =>
  until(`said: ${part}`, () =>
    page.$$eval('[role=status]', (all, text) => all.some((one) => one.textContent?.includes(text)), part),
  );

test('two weeks are compared, in whichever order they are opened', async () => {
  const page = thePage();
  for (const [first, second] of [
    [after, before],
    [before, after],
  ] as const) {
    await choose(page, 'Open files', first);
    await regionSays(page, 'Summary', first === after ? 'OKRs 163' : 'OKRs 160');
    await choose(page, 'Compare with', second);
    const changes = await regionSays(page, 'Changes', ...week, 'Changed 11');
    for (const part of ['Status 3', 'Progress 4', 'Owner', 'Target']) expect(changes).toContain(part);
    expect(changes).toContain('Not Started → now At Risk');
    // Eight are told one by one.
    expect(changes).toContain('3 more');
    expect(changes).not.toContain('guess');
    await regionSays(page, 'Summary', 'OKRs 163', 'At Risk 32');
  }
  await shoot(page, 'report-changes');
  const rows = await rowCount(page);
  await press(page, '3 more');
  await until('only what has changed', async () => (await rowCount(page)) < rows);
  expect(await region(page, 'Changes')).not.toContain('3 more');
  silent();
});

test('opened together they are compared at once; that is told, swapped, ended and asked for again', async () => {
  const page = thePage();
  await choose(page, 'Open files', files.path('both.zip'));
  await regionSays(page, 'Changes', 'From board 2025-05-05 (May 5, 2025) to board 2025-05-12', 'Added 4');
  await choose(page, 'Open files', before, after);
  await regionSays(page, 'Changes', ...week, 'Compared, because both files are of the same view.');
  // By keyboard: the focus stays, and what is shown now is said.
  await page.focus('.swap');
  await page.keyboard.press('Enter');
  await regionSays(page, 'Changes', ...turned);
  await regionSays(page, 'Summary', 'OKRs 160');
  await said(page, turned[0] as string);
  expect(await focused(page)).toBe('Swap');
  // Twice, before anything is answered: as it was.
  await page.$eval('.swap', (button) => {
    for (let i = 0; i < 2; i++) (button as HTMLElement).click();
  });
  await regionSays(page, 'Changes', ...turned);
  await press(page, 'Swap');
  await regionSays(page, 'Changes', ...week);

  await press(page, 'Stop comparing');
  await alone(page, 163);
  expect(await focused(page)).toBe('board review');
  await said(page, 'As of May 12, 2025');
  await pick(page, compareOpen, /May 5, 2025/);
  expect(await regionSays(page, 'Changes', ...week)).not.toContain('Compared, because');
  // The older one is looked at by itself.
  await pick(page, 'Shown file', /May 5, 2025/);
  await alone(page, 160);
  await pick(page, compareOpen, /May 12, 2025/);
  await regionSays(page, 'Changes', ...week);
});

test('where nothing but a guess says which is older, that is told', async () => {
  const page = thePage();
  await choose(page, 'Open files', files.path('newer.csv'));
  await regionSays(page, 'Summary', 'OKRs 163');
  await choose(page, 'Compare with', files.path('older.csv'));
  await regionSays(page, 'Changes', 'older (Last check-in: ', 'Which file is older is a guess.');
  await press(page, 'Swap');
  await until('it is no guess any more', async () => !(await region(page, 'Changes')).includes('guess'));
});

test('what is saved of a file without a day is given none', async () => {
  const page = thePage();
  await choose(page, 'Open files', files.path('newer.csv'));
  await regionSays(page, 'Summary', 'OKRs 163');
  await press(page, 'Save as Excel');
  await said(page, 'Saved: newer.xlsx');
  await choose(page, 'Open files', after);
  await said(page, 'As of May 12, 2025, when it was exported');
  await press(page, 'Save as Excel');
  await said(page, 'Saved: board review 2025-05-12.xlsx');
});

test('files of different views are told so, and nothing is added or removed', async () => {
  const page = thePage();
  await choose(page, 'Open files', after);
  await regionSays(page, 'Summary', 'OKRs 163');
  await choose(page, 'Compare with', third);
  const changes = await regionSays(page, 'Changes', 'In both files: 0. They seem to be of different views.');
  expect(changes).toContain('Only in the newer file 2');
  expect(changes).toContain('Only in the older file 163');
  expect(changes).not.toMatch(/Added|No longer there/);
  await press(page, 'Match by title');
  await page.waitForSelector('button[aria-pressed=true]');
});

test('what is filtered and shown goes with the comparison', async () => {
  const page = thePage();
  // In a narrower one the details cover the page.
  await page.setViewport({ width: 1400, height: 900 });
  await choose(page, 'Open files', before, after);
  await regionSays(page, 'Changes', ...week);
  await press(page, 'Added 4');
  await rowCountIs(page, 5);
  await page.click('[role=row][aria-level] [role=rowheader]');
  await page.waitForSelector('.detail');
  await press(page, 'Swap');
  await rowCountIs(page, 2);
  expect(await page.$('.detail')).toBeNull();
  await press(page, 'Stop comparing');
  await alone(page, 163);
  expect(await page.$('.chips.active')).toBeNull();
});

test('another file while two are compared: compared with what is shown, opened instead, or refused', async () => {
  const page = thePage();
  await choose(page, 'Open files', before);
  await regionSays(page, 'Summary', 'OKRs 160');
  await choose(page, 'Compare with', before);
  await alertSays(page, 'This file is shown already.');
  await alone(page, 160);
  await choose(page, 'Compare with', after);
  await regionSays(page, 'Changes', ...week);
  expect(await page.$$eval('[role=alert]', (all) => all.map((one) => one.textContent).join(''))).toBe('');
  await choose(page, 'Compare with', files.path('notes.csv'));
  await alertSays(page, 'notes.csv None of its columns');
  await regionSays(page, 'Changes', ...week);
  await choose(page, 'Compare with', third);
  await regionSays(page, 'Changes', 'From board review (May 12, 2025) to third 2025-05-19 (May 19, 2025)');
  await choose(page, 'Compare with', before);
  await regionSays(page, 'Changes', 'From board review (May 5, 2025) to third 2025-05-19');
  await choose(page, 'Open files', third);
  await alone(page, 2);
  expect(await page.$('.shown-file')).toBeNull();
  await page.reload();
  await page.waitForSelector('main.empty');
  silent();
});

test('files are closed one by one, the shown one, the other one and the last but one', async () => {
  const page = thePage();
  await choose(page, 'Open files', before, after, third);
  // What can be compared at once is the newest with one of its view.
  await alone(page, 2);
  await pick(page, 'Shown file', /May 12, 2025/);
  await pick(page, compareOpen, /May 5, 2025/);
  await regionSays(page, 'Changes', ...week);
  await page.click('.shown-file button');
  await alone(page, 160);
  expect(await page.$$('.shown-file option')).toHaveLength(2);
  await page.click('.shown-file button');
  await alone(page, 2);
  expect(await page.$('.shown-file')).toBeNull();
  await until('the focus is on the title', async () => (await focused(page))?.startsWith('third'));
});

test('a large file is given up, or overtaken by another: what is shown is what was there, or the other', async () => {
  const page = thePage();
  await choose(page, 'Open files', before, after);
  await regionSays(page, 'Changes', ...week);
  await choose(page, 'Compare with', files.path('large.csv'));
  await page.waitForSelector('.reading button').then((button) => button?.click());
  await until('nothing is read any more', async () => (await page.$('main[aria-busy=true]')) === null);
  await regionSays(page, 'Changes', ...week);
  expect(await rowCount(page)).toBe(164);
  await press(page, 'Added 4');
  await rowCountIs(page, 5);

  await choose(page, 'Compare with', files.path('large.csv'));
  await choose(page, 'Open files', third);
  await alone(page, 2);
  await choose(page, 'Open files', files.path('large.csv'));
  await choose(page, 'Open files', before);
  // Before that is read: it is with that one.
  await choose(page, 'Compare with', after);
  await regionSays(page, 'Changes', ...week);
});

test('a column that nobody knows is found in another file by its name, or is not shown', async () => {
  const page = thePage();
  await choose(page, 'Open files', third, after);
  await alone(page, 2);
  await press(page, 'Columns');
  await page.waitForSelector('.menu .list');
  await page.$$eval('.menu .list label', (all) =>
    (all.find(({ textContent }) => textContent === 'Budget') as HTMLElement).click(),
  );
  const columns = () =>
    page.$$eval('[role=columnheader]', (all) => all.map(({ textContent }) => textContent).join());
  await until('the column', async () => (await columns()).includes('Budget'));
  await pick(page, 'Shown file', /board review/);
  await alone(page, 163);
  expect(await columns()).not.toMatch(/Budget|–/);
});
