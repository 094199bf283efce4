import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { violations } from './axe.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { type ShownWorld, startShownWorld } from './shown-world.ts';
import { choose, companyView, explorerUrl, press } from './world.ts';

/* "Site access" in Chrome's settings of the extension, as users change it. What it asks them needs real keys. */

let world: ShownWorld;
beforeAll(async () => {
  world = await startShownWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.freshExports());

type Access = 'ON_CLICK' | 'ON_SPECIFIC_SITES' | 'ON_ALL_SITES';
interface DeveloperPrivate {
  getExtensionInfo(extensionId: string): Promise<{
    permissions: { runtimeHostPermissions?: { hosts: { host: string; granted: boolean }[] } };
  }>;
  updateExtensionConfiguration(change: { extensionId: string; hostAccess: Access }): Promise<void>;
  removeHostPermission(extensionId: string, host: string): Promise<void>;
  addHostPermission(extensionId: string, host: string): Promise<void>;
}

/** Chooses among what Chrome's page about its extensions offers. */
async function setAccess(hostAccess: Access, hosts: string[] = []): Promise<void> {
  const settings = await world.chromium.open('chrome://extensions');
  await settings.evaluate(
    async (extensionId, access, allowed) => {
      const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
      await developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: access });
      if (access !== 'ON_SPECIFIC_SITES') return;
      const { permissions } = await developerPrivate.getExtensionInfo(extensionId);
      const { hosts = [] } = permissions.runtimeHostPermissions ?? {};
      for (const { host, granted } of hosts)
        if (granted) await developerPrivate.removeHostPermission(extensionId, host);
      for (const host of allowed) await developerPrivate.addHostPermission(extensionId, host);
    },
    world.chromium.extensionId,
    hostAccess,
    hosts,
  );
  await settings.close();
}

const mayUse = (origin: string) =>
  world.chromium.evaluate((one: string) => chrome.permissions.contains({ origins: [one] }), origin);
const badge = () => world.chromium.evaluate(() => chrome.action.getBadgeText({}));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Agrees in the browser's own window: it takes no keys at first, lest somebody agree by accident; "Deny" has the focus. */
async function agree(page: Page, origin: string): Promise<void> {
  for (let times = 0; times < 3 && !(await mayUse(origin)); times++) {
    await press(page, 'Allow access');
    await pause(1500);
    await world.display.xdotool('key', 'Tab');
    await pause(500);
    await world.display.xdotool('key', 'Return');
    await until('an answer', () => mayUse(origin), 3000).catch(() => undefined);
  }
}

test('"On click": the export pauses before it asks for anything; allowed again it goes on by itself', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  await setAccess('ON_CLICK');
  await until('the badge tells', async () => (await badge()) === '!');
  await pressPageButton(page);
  // The page can't be told any more: the click leads to where it is said.
  const popup = await world.chromium.shownPopup();
  const text = await popup.$eval('main', (main) => main.innerText);
  for (const host of ['goals', 'graph'].map((name) => `${name}.microsoft.com`)) expect(text).toContain(host);
  expect(text).toContain('can’t see which page this tab shows');
  expect(text).not.toContain('Open a saved view');
  expect(text).toContain('It continues automatically once access is allowed.');
  expect(world.emulator.requests.filter(({ host }) => host !== 'goals.microsoft.com')).toEqual([]);
  await popup.close();

  const options = await world.chromium.openOwn('options.html');
  await options.waitForSelector('.problem');
  expect(await violations(options)).toEqual([]);
  await options.bringToFront();
  await agree(options, 'https://goals.microsoft.com/*');
  await until('the panel is gone', async () => (await options.$('.problem')) === null);
  await until('the badge is gone', async () => (await badge()) === '');
  await world.job('is done', ({ phase }) => phase === 'done');
  await page.bringToFront();
  await page.reload();
  await pageButton(page, /Saved/);
});

test('Viva Goals alone is allowed: the export pauses, and goes on by itself once the rest is allowed', async () => {
  await setAccess('ON_SPECIFIC_SITES', ['https://goals.microsoft.com/*']);
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Site access is missing/);
  expect(world.emulator.requests.filter(({ host }) => host !== 'goals.microsoft.com')).toEqual([]);
  const history = await world.chromium.openOwn('export-history.html');
  await choose(history, 'Q3 company OKRs', 'Details');
  await until('it says what it waits for', () =>
    history.$eval('.details', ({ textContent }) => textContent.includes('once access is allowed')),
  );
  await history.bringToFront();
  await agree(history, 'https://graph.microsoft.com/*');
  await page.bringToFront();
  await pageButton(page, /Saved/);
  expect(world.emulator.graph.jobs).toHaveLength(1);
  expect(explorerUrl(companyView)).toBe(page.url());
});
