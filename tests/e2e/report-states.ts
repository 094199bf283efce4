import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import type { PageState } from './page-states.ts';
import { after, before } from './report-page.ts';

/* What the report looks like with files open; by the page's structure, so that it goes in every language. */

async function give(page: Page, number: number, ...paths: string[]): Promise<void> {
  await page.waitForSelector('.file-button input');
  const input = (await page.$$('.file-button input'))[number];
  await (input as ElementHandle<HTMLInputElement>).uploadFile(...paths);
}

async function open(page: Page): Promise<void> {
  await give(page, 0, after);
  await page.waitForSelector('.chart');
  await page.waitForSelector('[role=row][aria-level]');
}

async function compare(page: Page): Promise<void> {
  await open(page);
  await give(page, 1, before);
  await page.waitForSelector('.changes');
}

async function openDetail(page: Page): Promise<void> {
  await open(page);
  await page.click('[role=row][aria-level] [role=rowheader]');
  await page.waitForSelector('.detail');
}

async function prepare(page: Page): Promise<void> {
  await open(page);
  await page.click('.toolbar button:last-of-type');
  await page.waitForSelector('dialog[open] li');
}

/** Files as they lie on a user's disk. */
function onDisk(files: Record<string, string | Buffer>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  return Object.entries(files).map(([name, content], at) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    // One after the other, as they are saved.
    utimesSync(path, 1_800_000_000 + at, 1_800_000_000 + at);
    return path;
  });
}

/** Two weeks and a third file, with names that differ in their middle; no day is known of any. */
async function compareAlike(page: Page): Promise<void> {
  const nameOf = (week: string) =>
    `OKRs_of_the_whole_company_calendar_${week}_final_version_for_the_board.csv`;
  await give(
    page,
    0,
    ...onDisk({
      [nameOf('week_19')]: readFileSync(before),
      [nameOf('week_20')]: readFileSync(after),
      'another.csv': 'Id,Title\n1,A\n',
    }),
  );
  await page.waitForSelector('.changes');
}

/** Two files with nothing in common. */
async function compareOther(page: Page): Promise<void> {
  await open(page);
  const rows = Array.from({ length: 40 }, (_, at) => `${at + 1},Objective ${at},On Track`);
  await give(page, 1, ...onDisk({ 'Marketing 2025-05-05.csv': `Id,Title,Status\n${rows.join('\n')}\n` }));
  await page.waitForSelector('.changes');
}

/** One that is none of Viva Goals, beside one whose values can't all be read. */
async function openOdd(page: Page): Promise<void> {
  await give(
    page,
    0,
    ...onDisk({
      'notes.csv': 'a,b\n1,2\n',
      'view.csv': 'Id,Title,Status,Progress %,End Date\n1,Sales,Sideways,many,soon\n1,,At Risk,5,\n',
    }),
  );
  await page.waitForSelector('.doubts');
  await page.click('.doubts summary');
}

async function filter(page: Page): Promise<void> {
  await open(page);
  await page.click('.okrs .menu button');
  await page.click('.okrs .menu .list input');
}

const state = (name: string, act: (page: Page) => Promise<void>): PageState => ({
  page: 'report',
  state: name,
  stored: {},
  act,
  anyLanguage: true,
});

export const reportStates: PageState[] = [
  state('open', open),
  state('compared', compare),
  state('compared by guess', compareAlike),
  state('compared with another view', compareOther),
  state('detail', openDetail),
  state('filtered', filter),
  state('prepare', prepare),
  state('odd files', openOdd),
];
