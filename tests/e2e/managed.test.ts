import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { schemaText } from '../../scripts/settings/main.ts';
import { chromeBuild } from '../browser/chromium.ts';
import { type ManagedChromium, managedChromium, managedRefusal, noticedWithin } from '../browser/managed.ts';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { explorerUrl, exportSignedIn, press, shoot, signInAs, startWorld, type World } from './world.ts';

if (managedRefusal) console.warn(`Not tried here: settings by policy (${managedRefusal})`);

/** On chrome://policy. */
const reload = '>>> #reload-policies';

test('the build brings the policy’s schema along', () => {
  const { storage } = JSON.parse(readFileSync(join(chromeBuild, 'manifest.json'), 'utf8'));
  expect(readFileSync(join(chromeBuild, storage.managed_schema), 'utf8')).toBe(schemaText());
});

describe.skipIf(managedRefusal)('settings that the organization has set', () => {
  let world: World;
  let organization: ManagedChromium;
  /** Where an administrator reads the policies anew. */
  let policies: Page;
  beforeAll(async () => {
    organization = managedChromium();
    world = await startWorld({ executable: organization.executable });
    policies = await world.chromium.open('chrome://policy');
    await policies.waitForSelector(reload);
  });
  afterAll(async () => {
    await world?.close();
    organization?.close();
  });
  beforeEach(() => world.fresh({ setUp: false }));

  /** The organization changes its policy, and Chromium has noticed. */
  const hold = async (values: Record<string, unknown>, seen = values) => {
    organization.set(values);
    // By script: the tab lies behind others, where the driver's click waits for it to be drawn.
    await policies.$eval(reload, (button) => (button as HTMLElement).click());
    const sorted = (object: object) => JSON.stringify(Object.entries(object).sort());
    return until(
      'the policy holds',
      async () => {
        const now = await world.chromium.evaluate(() => chrome.storage.managed.get(null));
        if (sorted(now) !== sorted(seen)) throw new Error(JSON.stringify(now));
        return true;
      },
      noticedWithin,
    );
  };
  const options = async (): Promise<Page> => {
    const page = await world.chromium.openOwn('options.html');
    await page.waitForSelector('main');
    return page;
  };
  const field = (page: Page, id: string) =>
    page.$eval(`#${id}`, (input) => {
      const { value, readOnly } = input as HTMLInputElement;
      return { value, locked: readOnly, managed: document.getElementById(`${input.id}-managed`) !== null };
    });
  const stored = (key: string) =>
    world.chromium.evaluate(async (name: string) => (await chrome.storage.local.get(name))[name], key);

  test('client ID and directory: the options page shows them locked, and an export begins without set-up', async () => {
    await hold({ clientId: world.emulator.clientId, tenant: 'contoso.com', askWhere: false });
    const page = await options();
    const theirs = { locked: true, managed: true };
    expect(await field(page, 'clientId')).toEqual({ value: world.emulator.clientId, ...theirs });
    expect(await field(page, 'tenant')).toEqual({ value: 'contoso.com', ...theirs });
    expect(await field(page, 'fileName')).toEqual({ value: '{view} {date}', locked: false, managed: false });
    await page.click('section:has(#sign-in) summary');
    await page.type('#clientId', 'x');
    await page.click('#askWhere');
    expect(await field(page, 'clientId')).toMatchObject({ value: world.emulator.clientId });
    expect(await page.$eval('#askWhere', (box) => (box as HTMLInputElement).checked)).toBe(false);
    await shoot(page, 'options-managed');
    const explorer = await world.openExplorer();
    await pageButton(explorer, /^Export view$/);
    await pressPageButton(explorer);
    await signInAs(await world.chromium.signInWindow(), world.emulator.users.alice);
    const authorize = world.emulator.requests.filter(({ path }) => path.includes('/authorize?'));
    expect(authorize.length).toBeGreaterThan(0);
    expect(authorize.filter(({ path }) => !path.startsWith('/contoso.com/'))).toEqual([]);
    await pageButton(explorer, /Saved/);
    expect(await stored('settings')).toBeUndefined();
  });

  test('fileFormat: exports land as Excel files, whatever the user has set', async () => {
    const { clientId } = world.emulator;
    await hold({ clientId, fileFormat: 'xlsx' });
    await world.chromium.evaluate(() => chrome.storage.local.set({ settings: { fileFormat: 'csv' } }));
    const page = await options();
    expect(await page.$('#fileFormat-managed')).not.toBeNull();
    expect(await field(page, 'fileFormat')).toMatchObject({ value: 'Excel (.xlsx)', locked: true });
    await (await exportSignedIn(world)).close();
    expect(world.files()).toEqual([expect.stringMatching(/\.xlsx$/)]);
    await hold({ clientId });
    await page.waitForSelector('#fileFormat-managed', { hidden: true });
    await world.freshExports();
    await world.clearDownloads();
    const explorer = await world.openExplorer();
    await pressPageButton(explorer);
    await pageButton(explorer, /Saved/);
    expect(world.files()).toEqual([expect.stringMatching(/\.csv$/)]);
  });

  test('come and go while everything is open; nobody is signed out unless the directory becomes another', async () => {
    const { clientId } = world.emulator;
    await hold({});
    await world.chromium.evaluate(
      (id: string) => chrome.storage.local.set({ settings: { clientId: id, fileName: 'mine' } }),
      clientId,
    );
    await (await exportSignedIn(world)).close();
    const page = await options();
    await hold({ clientId, fileName: 'theirs {date}' });
    await page.waitForSelector('#fileName-managed');
    expect(await field(page, 'fileName')).toMatchObject({ value: 'theirs {date}' });
    await page.$eval('#folder', (input) => (input as HTMLInputElement).focus());
    await page.keyboard.type('Reports');
    await press(page, 'Save');
    await page.waitForFunction(() => document.querySelector('.save [role=status]')?.textContent === 'Saved');
    expect(await stored('settings')).toEqual({ clientId, fileName: 'mine', folder: 'Reports' });
    expect(await stored('account')).toMatchObject({ username: world.emulator.users.alice.upn });

    await hold({ clientId, tenant: 'contoso.com' });
    await until('nobody is signed in', async () => (await stored('account')) === undefined);
    await page.waitForSelector('#tenant-managed');
    expect(await field(page, 'fileName')).toEqual({ value: 'mine', locked: false, managed: false });
  });

  test('page and popup say at once whether anything is left to set up', async () => {
    await hold({});
    const explorer = await world.openExplorer();
    const [tab] = await world.chromium.evaluate(() =>
      chrome.tabs.query({ url: 'https://goals.microsoft.com/*' }),
    );
    const popup = await world.chromium.openOwn(`popup.html?tab=${tab?.id}`);
    const popupAsks = (asks: boolean) =>
      popup.waitForFunction(
        (expected) => document.querySelector('main')?.innerText.includes('Set-up needed') === expected,
        {},
        asks,
      );
    // The page says it once it is asked.
    await pressPageButton(explorer);
    for (const [policy, asks] of [
      [{}, true],
      [{ clientId: world.emulator.clientId }, false],
      [{}, true],
    ] as const) {
      await hold(policy);
      await pageButton(explorer, asks ? /Set-up needed/ : /^Export view$/);
      await popupAsks(asks);
    }
  });

  test('views with their schedules: listed, locked, told where they can’t be used; schedules forbidden', async () => {
    const { clientId } = world.emulator;
    // Sorted, as Chromium hands them out.
    const views = [
      { address: explorerUrl(), at: '09:00', every: 'week', name: 'Board', oneFile: true, weekdays: [1] },
      { address: 'https://example.com/' },
    ];
    await hold({ clientId, scheduleSpread: 0, views });
    const page = await world.chromium.openOwn('views.html');
    const row = await until('the view', async () => {
      const text = await page.evaluate(() => document.querySelector<HTMLElement>('.view')?.innerText);
      return text?.includes('next') && text;
    });
    expect(row).toMatch(/Board\s*Set by your organization[\s\S]*Mon, 9:00.AM · next: /);
    await press(page, 'More actions for Board');
    expect(await page.$$eval('[role=menuitem]', (all) => all.map((one) => one.textContent))).toEqual([
      'Open the view',
      'Rename',
      'Details',
    ]);
    await page.keyboard.press('Escape');
    await page.click('::-p-aria([name="Board"][role="checkbox"])');
    await press(page, 'Schedule');
    await page.waitForSelector('dialog');
    expect(await page.$eval('dialog', ({ innerText }) => innerText)).toContain(
      'Set by your organization: 1. These stay as they are.',
    );
    await shoot(page, 'views-managed');
    await page.close();
    const told = await options();
    expect(await told.$$eval('.message-bar.warning li', (all) => all.map((one) => one.textContent))).toEqual([
      'views 2: This is not the address of an Explorer view, or its schedule can’t be read.',
    ]);
    expect(await field(told, 'scheduleSpread')).toMatchObject({ value: '0', locked: true, managed: true });
    await told.close();

    await hold({ clientId, schedules: false, views });
    const forbidden = await world.chromium.openOwn('views.html');
    await until('schedules are not allowed', () =>
      forbidden.evaluate(
        () =>
          document.body.innerText.includes('Your organization does not allow schedules.') &&
          !document.body.innerText.includes('next:'),
      ),
    );
    await shoot(forbidden, 'views-forbidden');
    await hold({ clientId });
    await until('the list is empty again', async () => {
      const known = (await stored('views')) as object;
      return Object.keys(known).length === 0;
    });
  });

  test('values that can’t be used are left out, with the reason; names and types Chromium checks itself', async () => {
    const page = await options();
    const wrong = { tenant: 'common', folder: 'a.lnk', historyDays: 900 };
    await hold(
      { ...wrong, askWhere: 'yes', colour: 'blue', clientId: world.emulator.clientId },
      {
        ...wrong,
        clientId: world.emulator.clientId,
      },
    );
    await page.waitForSelector('.message-bar.warning');
    const reasons = await page.$$eval('.message-bar.warning li', (all) => all.map((one) => one.textContent));
    expect(reasons.sort()).toEqual([
      expect.stringMatching(/^folder: Browsers refuse a folder/),
      'historyDays: It has to be a whole number from 1 to 365.',
      expect.stringMatching(/^tenant: Viva Goals takes work and school accounts only/),
    ]);
    expect(await field(page, 'tenant')).toEqual({ value: 'organizations', locked: false, managed: false });
    expect(await field(page, 'clientId')).toMatchObject({ managed: true });
    await shoot(page, 'options-ignored');
  });
});
