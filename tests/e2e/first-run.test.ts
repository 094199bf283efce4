import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { companyView, explorerUrl, paste, press, shoot, signInAs, startWorld, type World } from './world.ts';

/* A user's first day, from the page that opens by itself to the first file. */

let world: World;
let page: Page;
beforeAll(async () => {
  world = await startWorld({ welcomed: true });
  page = await welcomePage();
});
afterAll(() => world?.close());

const welcomePage = () =>
  until('the welcome page', async () =>
    (await world.chromium.browser.pages(true)).find((one) => one.url().endsWith('/welcome.html')),
  );
const step = () => page.$eval('[aria-current=step] h2', (title) => (title as HTMLElement).innerText.trim());
const stepIs = (title: string) => until(`the step ${title}`, async () => (await step()) === title);

test('it opens by itself, says what an administrator has to do, and leads to the first file', async () => {
  await page.waitForSelector('#client-id');
  await page.bringToFront();
  await shoot(page, 'welcome-1');
  await page.click('::-p-aria([name="I need them"][role="radio"])');
  expect(await page.$eval('blockquote', (message) => message.innerText)).toContain(
    'Goals-Export.ReadWrite.All',
  );
  await shoot(page, 'welcome-1-needs');
  await page.click('::-p-aria([name="I have the IDs"][role="radio"])');
  await press(page, 'Save');
  expect(await page.$eval('#client-id-reason', (reason) => reason.textContent)).toContain('Enter the');
  await paste(page, '#client-id', world.emulator.clientId);
  await press(page, 'Save');
  expect(await page.$eval('#tenant-reason', (reason) => reason.textContent)).toContain('Enter your tenant');
  // A registration for one tenant alone takes sign-ins through that tenant only.
  await paste(page, '#tenant', world.emulator.tenantId);
  await press(page, 'Save');

  await stepIs('Sign in');
  await shoot(page, 'welcome-2');
  await press(page, 'Sign in');
  await signInAs(await world.chromium.signInWindow(), world.emulator.users.alice);

  await stepIs('Export your first view');
  await shoot(page, 'welcome-3');
  const goals = await page.$eval('.way li:last-child a', (link) => (link as HTMLAnchorElement).href);
  expect(new URL(goals).origin).toBe('https://goals.microsoft.com');
  const explorer = await world.openExplorer();
  await pressPageButton(explorer);
  await pageButton(explorer, /Saved/);

  await page.bringToFront();
  await until('all is set', () => page.evaluate(() => document.body.innerText.includes('All set.')));
  await shoot(page, 'welcome-4');
  expect(world.files()).toHaveLength(1);
  const asked = world.emulator.requests.filter(({ path }) => path.includes('/oauth2/v2.0/authorize?'));
  expect(new Set(asked.map(({ path }) => path.split('/')[1]))).toEqual(new Set([world.emulator.tenantId]));
});

test('without a client ID page, popup and click say so and lead there; set up, the export runs', async () => {
  await world.fresh({ setUp: false });
  const explorer = await world.openExplorer();
  await pageButton(explorer, /^Export view$/);
  const popup = await world.chromium.popup(explorer);
  expect(await popup.$eval('main', (main) => main.innerText)).toContain('Set-up needed');
  await shoot(popup, 'popup-set-up');
  await popup.close();
  await pressPageButton(explorer);
  await pageButton(explorer, /Set-up needed/);
  await shoot(explorer, 'page-set-up');
  page = await welcomePage();
  await page.waitForSelector('#client-id');
  await paste(page, '#client-id', world.emulator.clientId);
  await paste(page, '#tenant', world.emulator.tenantId);
  await press(page, 'Save');
  await page.waitForSelector('.way > .done');
  await page.close();
  await pageButton(explorer, /^Export view$/);
  await pressPageButton(explorer);
  await signInAs(await world.chromium.signInWindow(), world.emulator.users.alice);
  await world.job(
    'is done',
    ({ phase, view }) => phase === 'done' && view.explorerViewId === companyView.explorerViewId,
  );
  expect(explorer.url()).toBe(explorerUrl());
});
