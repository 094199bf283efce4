import { mkdtempSync, writeFileSync } from 'node:fs';
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

/** One that is none of Viva Goals, beside one whose values can't all be read. */
async function openOdd(page: Page): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'odd-'));
  const path = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  await give(
    page,
    0,
    path('notes.csv', 'a,b\n1,2\n'),
    path('view.csv', 'Id,Title,Status,Progress %,End Date\n1,Sales,Sideways,many,soon\n1,,At Risk,5,\n'),
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
  state('detail', openDetail),
  state('filtered', filter),
  state('prepare', prepare),
  state('odd files', openOdd),
];
