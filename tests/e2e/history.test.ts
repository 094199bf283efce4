import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { jobIn } from '../unit/samples.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import { choose, companyView, press, shoot, type World } from './world.ts';

let world: World;
signedInOnce((started) => {
  world = started;
});
beforeEach(async () => {
  await world.chromium.evaluate(() => chrome.storage.local.remove('names'));
});

const says = (page: Page, text: string) =>
  until(`the page says ${text}`, () => page.evaluate((part) => document.body.innerText.includes(part), text));
const done = (count: number) =>
  until(
    `${count} exports are done`,
    async () => (await world.jobs()).filter(({ phase }) => phase === 'done').length === count,
  );

async function exported(): Promise<Page> {
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Saved/);
  return world.chromium.openOwn('export-history.html');
}

test('empty, then with the export that was just made', async () => {
  const empty = await world.chromium.openOwn('export-history.html');
  await says(empty, 'No exports yet');
  await shoot(empty, 'history-empty');
  const page = await exported();
  await says(page, 'Q3 company OKRs');
  await says(page, 'Today');
  await choose(page, 'Q3 company OKRs', 'Details');
  await says(page, world.emulator.users.alice.upn);
  await says(page, companyView.explorerViewId);
  await shoot(page, 'history');
});

test('the result is downloaded again, and the view exported again: each a file of its own', async () => {
  const page = await exported();
  await choose(page, 'Q3 company OKRs', 'Download again');
  await done(2);
  expect(world.emulator.graph.jobs).toHaveLength(1);
  await choose(page, 'Q3 company OKRs', 'Export again');
  await done(3);
  expect(world.emulator.graph.jobs).toHaveLength(2);
  const files = world.files();
  expect(files).toHaveLength(3);
  const [first] = world.emulator.graph.jobs;
  const same = files.filter((name) =>
    world.fileBytes(name).equals(world.emulator.graph.contentOf(first?.key ?? '')),
  );
  expect(same.length).toBeGreaterThanOrEqual(2);
});

test('a view is named: in the list, the popup and the next file', async () => {
  const page = await exported();
  await choose(page, 'Q3 company OKRs', 'Rename');
  await page.waitForSelector('.name input:focus');
  await shoot(page, 'history-rename');
  await page.keyboard.type('Q3 Sales');
  await page.keyboard.press('Enter');
  await says(page, 'Q3 Sales');
  await choose(page, 'Q3 Sales', 'Export again');
  await done(2);
  expect(world.files().some((name) => name.startsWith('Q3 Sales '))).toBe(true);
});

test('an export that was started elsewhere is found and downloaded', async () => {
  const page = await exported();
  // As by another browser: this one knows nothing of it.
  const [job] = await world.jobs();
  await world.chromium.evaluate(async (id) => {
    const { [`job:${id}`]: known } = (await chrome.storage.local.get(`job:${id}`)) as Record<string, object>;
    await chrome.storage.local.set({ [`job:${id}`]: { ...known, exportJobId: 'j!another' } });
  }, job?.id ?? '');
  await press(page, 'Find exports started elsewhere');
  await says(page, 'Found: 1');
  await shoot(page, 'history-elsewhere');
  await press(page, 'Download');
  await done(2);
  expect(world.emulator.graph.jobs).toHaveLength(1);
  expect(world.files()).toHaveLength(2);
  expect((await world.jobs()).every(({ view }) => view.explorerViewId === companyView.explorerViewId)).toBe(
    true,
  );
});

test('shown in its folder; moved away meanwhile, or no longer listed: said, with the next step', async () => {
  const page = await exported();
  for (const name of world.files()) rmSync(join(world.chromium.downloads, name));
  // Chromium looks for files when it is asked for them, and answers what it knew before.
  await until('the browser knows', () =>
    world.chromium.evaluate(async () => (await chrome.downloads.search({})).every(({ exists }) => !exists)),
  );
  await choose(page, 'Q3 company OKRs', 'Show in folder');
  await says(page, 'The file is no longer there');
  await shoot(page, 'history-file-gone');
  await world.clearDownloads();
  await choose(page, 'Q3 company OKRs', 'Show in folder');
  await says(page, 'The browser no longer lists this file');
});

test('what was refused comes into view, however far down it was asked for', async () => {
  const lost = (id: number) => ({
    ...jobIn('done', { file: { name: '/gone.csv', bytes: 1, downloadId: 99_999 } }),
    id: `lost-${id}`,
    requestedAt: Date.now() - id,
    updatedAt: Date.now(),
  });
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, id) => [`job:lost-${id}`, lost(id)]));
  await world.chromium.evaluate((stored: object) => chrome.storage.local.set(stored), many);
  const page = await world.chromium.openOwn('export-history.html');
  await page.waitForSelector('.export');
  const [last] = (await page.$$('[aria-haspopup=menu]')).slice(-1);
  await last?.click();
  await page.click('::-p-aria([name="Show in folder"][role="menuitem"])');
  await says(page, 'The browser no longer lists this file');
  await until('it is in view', () =>
    page.$eval('[role=alert]', (alert) => {
      const { top, bottom } = alert.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }),
  );
});

test('two hundred exports are rows of 44 px, at most two stops of Tab each', async () => {
  const one = (id: number) => ({
    ...jobIn('done', { file: { name: `/downloads/Export ${id}.csv`, bytes: 1, downloadId: 99_999 } }),
    id: `many-${id}`,
    requestedAt: Date.now() - id,
    updatedAt: Date.now(),
  });
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, id) => [`job:many-${id}`, one(id)]));
  await world.chromium.evaluate((stored: object) => chrome.storage.local.set(stored), many);
  const page = await world.chromium.openOwn('export-history.html');
  await page.waitForSelector('.export');
  const {
    heights,
    page: whole,
    stops,
  } = await page.evaluate(() => ({
    heights: [...document.querySelectorAll('.export')].map((row) => row.getBoundingClientRect().height),
    page: document.documentElement.scrollHeight,
    stops: document.querySelectorAll('main table :is(a, button, input)').length,
  }));
  expect(heights).toHaveLength(200);
  expect(Math.max(...heights)).toBeLessThanOrEqual(45);
  expect(whole).toBeLessThan(10_000);
  expect(stops).toBe(400);
});

test('the menu by keyboard: arrows, Home, End, a letter, Esc; the focus is never lost', async () => {
  const page = await exported();
  await page.waitForSelector('.export');
  await page.focus('[aria-haspopup=menu]');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  const keys = async (...names: Parameters<Page['keyboard']['press']>[0][]) => {
    for (const name of names) await page.keyboard.press(name);
    return focused();
  };
  expect(await keys('Enter')).toBe('Show in folder');
  expect(await keys('ArrowDown')).toBe('Open report');
  expect(await keys('End')).toBe('Remove from list');
  expect(await keys('ArrowDown')).toBe('Show in folder');
  expect(await keys('ArrowUp', 'ArrowUp')).toBe('Details');
  expect(await keys('Home', 'e')).toBe('Export again');
  await keys('Escape');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-haspopup'))).toBe('menu');
  expect(await page.$('[role=menu]')).toBeNull();
  expect(await keys('ArrowUp')).toBe('Remove from list');
  await keys('Enter');
  await says(page, 'No exports yet');
});
