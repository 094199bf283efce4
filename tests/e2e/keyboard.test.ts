import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton } from './page-button.ts';
import { startWorld, type World } from './world.ts';

/* No mouse: Tab, Enter and letters alone. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh({ setUp: false });
});
afterAll(() => world?.close());

/** Goes on with Tab until the focus is where it should be; the way there is finite. */
async function tabTo(page: Page, is: () => boolean | Promise<boolean>): Promise<void> {
  for (let times = 0; times < 60; times++) {
    if (await page.evaluate(is)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`never reached by Tab: ${is}`);
}

test('from the set-up to the file, again from the popup, and to its place in the history', async () => {
  const { chromium, emulator } = world;
  const welcome = await chromium.openOwn('welcome.html');
  await welcome.waitForSelector('#client-id');
  await tabTo(welcome, () => document.activeElement?.id === 'client-id');
  await welcome.keyboard.type(emulator.clientId);
  await tabTo(welcome, () => document.activeElement?.id === 'tenant');
  await welcome.keyboard.type(emulator.tenantId);
  await welcome.keyboard.press('Enter');
  await welcome.waitForSelector('.way > li.done');
  await until('the next step has the focus', () =>
    welcome.evaluate(() => document.activeElement?.textContent === 'Sign in'),
  );

  const page = await world.openExplorer();
  await pageButton(page, /^Export view$/);
  await tabTo(page, () => document.activeElement?.localName === 'export-view');
  await page.keyboard.press('Enter');
  const window = await chromium.signInWindow();
  await window.waitForSelector('#password');
  await tabTo(window, () => document.activeElement?.id === 'username');
  await window.keyboard.type(emulator.users.alice.upn);
  await tabTo(window, () => document.activeElement?.id === 'password');
  await window.keyboard.type(emulator.users.alice.password);
  await window.keyboard.press('Enter');
  await pageButton(page, /Saved/);

  const popup = await chromium.popup(page);
  await until('the file is the next thing to do', () =>
    popup.evaluate(() => document.activeElement?.textContent === 'Open file'),
  );
  await tabTo(popup, () => document.activeElement?.textContent === 'Export again');
  await popup.keyboard.press('Enter');
  await until('two exports are done', async () => {
    const jobs = await world.jobs();
    return jobs.length === 2 && jobs.every(({ phase }) => phase === 'done');
  });
  await tabTo(popup, () => document.activeElement?.textContent === 'History');
  // The popup goes away with the key still down.
  await popup.keyboard.press('Enter').catch(() => undefined);
  const history = await until('the history', async () =>
    (await chromium.browser.pages(true)).find((one) => one.url().endsWith('/export-history.html')),
  );
  await history.bringToFront();
  await history.waitForSelector('.export');
  await tabTo(history, () => document.activeElement?.getAttribute('aria-haspopup') === 'menu');
  await history.keyboard.press('Enter');
  await history.keyboard.type('d');
  expect(await history.evaluate(() => document.activeElement?.textContent)).toBe('Download again');
  await history.keyboard.press('Enter');
  await until('three files', async () => world.files().length === 3);
  expect(emulator.graph.jobs).toHaveLength(2);
});
