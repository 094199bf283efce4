import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { jobIn } from '../unit/samples.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { companyView, exportSignedIn, press, shoot, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh();
  await exportSignedIn(world);
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.freshExports();
  await world.clearDownloads();
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
  await says(empty, 'No exports yet.');
  await shoot(empty, 'history-empty');
  const page = await exported();
  await says(page, 'Q3 company OKRs');
  await says(page, world.emulator.users.alice.upn);
  await shoot(page, 'history');
});

test('the result is downloaded again, and the view exported again: each a file of its own', async () => {
  const page = await exported();
  await press(page, 'Download again');
  await done(2);
  expect(world.emulator.graph.jobs).toHaveLength(1);
  await press(page, 'Export again');
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
  await press(page, 'Rename Q3 company OKRs');
  await page.waitForSelector('.name input:focus');
  await shoot(page, 'history-rename');
  await page.keyboard.type('Q3 Sales');
  await page.keyboard.press('Enter');
  await says(page, 'Q3 Sales');
  await press(page, 'Export again');
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
  await press(page, 'Look them up');
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
  await press(page, 'Show in folder');
  await says(page, 'The file is no longer there');
  await shoot(page, 'history-file-gone');
  await world.clearDownloads();
  await press(page, 'Show in folder');
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
  await page.waitForSelector('.entry');
  const [last] = (await page.$$('::-p-aria([name="Show in folder"][role="button"])')).slice(-1);
  await last?.click();
  await says(page, 'The browser no longer lists this file');
  await until('it is in view', () =>
    page.$eval('[role=alert]', (alert) => {
      const { top, bottom } = alert.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }),
  );
});
