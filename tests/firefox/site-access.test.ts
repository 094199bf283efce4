import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { violations } from '../e2e/axe.ts';
import { companyView, explorerUrl, press } from '../e2e/world.ts';
import { buttonSays, exportSigningIn, type FirefoxWorld, newFirefoxWorld, pressPageButton } from './world.ts';

/* The user takes the browser's leave to use a site back (about:addons), and gives it again when asked. */

declare const browser: Pick<typeof chrome, 'permissions' | 'tabs'>;

let world: FirefoxWorld;
beforeAll(async () => {
  world = await newFirefoxWorld();
  await buttonSays(await exportSigningIn(world), /Saved/);
});
afterAll(() => world?.close());
beforeEach(() => world.freshExports());

const takeBack = (site: string) =>
  world.firefox.evaluate((origin: string) => browser.permissions.remove({ origins: [origin] }), site);
const graphRequests = () => world.emulator.requests.filter(({ host }) => host === 'graph.microsoft.com');

test('Microsoft Graph: the export pauses before it asks; allowed again it goes on by itself', async () => {
  const { window, open } = world.firefox;
  expect(await takeBack('https://graph.microsoft.com/*')).toBe(true);
  await until('the badge tells', async () => (await window.badge()) === '!');
  const page = await open(explorerUrl());
  await pressPageButton(page);
  await world.job('is paused', ({ wait }) => wait?.problem?.code === 'siteAccessMissing');
  await buttonSays(page, /Site access is missing/);
  expect(graphRequests()).toEqual([]);
  const popup = await window.popup(page);
  const text = await popup.text();
  for (const part of ['graph.microsoft.com', 'It continues automatically once access is allowed.'])
    expect(text).toContain(part);
  expect(text).not.toContain('No connection');

  await popup.press('Allow access');
  expect(await window.question()).toContain('graph.microsoft.com');
  await window.answer(true);
  await buttonSays(page, /Saved/);
  expect(world.emulator.graph.jobs).toHaveLength(1);
  await until('the badge is gone', async () => (await window.badge()) === '');
});

test('Viva Goals: the popup does not claim that this is no Explorer page; declined, then allowed', async () => {
  const { window, open, openOwn } = world.firefox;
  await takeBack('https://goals.microsoft.com/*');
  const page = await open(explorerUrl());
  expect(await page.$('export-view')).toBeNull();
  const tabs = await world.firefox.evaluate(async () => (await browser.tabs.query({})).map(({ id }) => id));
  const popup = await openOwn(`popup.html?tab=${tabs.at(-1)}`);
  await popup.waitForSelector('main');
  const text = await popup.$eval('main', (main) => main.innerText);
  expect(text).toContain('can’t see which page this tab shows');
  expect(text).not.toContain('Open a saved view');

  const options = await openOwn('options.html');
  await options.bringToFront();
  await options.waitForSelector('.problem');
  expect(await violations(options)).toEqual([]);
  await press(options, 'Allow access');
  await window.answer(false);
  await until('what came of it', () =>
    options.$eval('.problem [role=status]', ({ textContent }) => textContent?.includes('did not allow')),
  );
  await press(options, 'Allow access');
  await window.answer(true);
  await until('the panel is gone', async () => (await options.$('.problem')) === null);

  await until('the popup shows the view', () =>
    popup.$eval('main', (main, view) => main.textContent.includes(view), companyView.explorerViewId),
  );
  await page.bringToFront();
  await page.reload();
  await pressPageButton(page);
  await buttonSays(page, /Saved/);
});

test('Viva Goals: a key or a click in the browser’s own window shows the extension this one tab, and exports', async () => {
  const { window, open } = world.firefox;
  await takeBack('https://goals.microsoft.com/*');
  const page = await open(explorerUrl());
  await page.bringToFront();
  await window.pressAltShift('K');
  await world.job('is done', ({ phase }) => phase === 'done');
  const text = await (await window.popup(page)).text();
  expect(text).toContain(companyView.explorerViewId);
  expect(text).toContain('Site access is missing');
  await window.closePopup();
});
