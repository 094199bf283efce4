import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../lib/settings/catalogue.ts';
import { type FirefoxSession, firefoxBuild, firefoxRedirectUri, launchFirefox } from '../browser/firefox.ts';
import { managedFirefox, managedRefusal } from '../browser/managed.ts';
import { until } from '../browser/until.ts';
import { packXpi } from '../browser/xpi.ts';
import { filledIn, placeholders } from '../deploy-examples.ts';
import { explorerUrl, shoot, signInAs } from '../e2e/world.ts';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { buttonText, pressPageButton } from './world.ts';

/* Settings that the organization has set: by a managed storage manifest in Firefox' home, or by policies.json. */

declare const browser: { storage: { local: typeof chrome.storage.local } };

const manifest = JSON.parse(readFileSync(join(firefoxBuild, 'manifest.json'), 'utf8')) as {
  storage?: object;
  browser_specific_settings: { gecko: { id: string } };
};
const { id } = manifest.browser_specific_settings.gecko;

let home: string;
let emulator: Emulator;
let firefox: FirefoxSession;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'export-view-'));
  emulator = await startEmulator({ redirectUris: [firefoxRedirectUri()] });
});
afterEach(async () => {
  await firefox?.close();
  await emulator?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const organizationSets = (data: object) => {
  const folder = join(home, '.mozilla', 'managed-storage');
  mkdirSync(folder, { recursive: true });
  const storage = { name: id, description: 'Settings', type: 'storage', data };
  writeFileSync(join(folder, `${id}.json`), JSON.stringify(storage));
};

const options = async (): Promise<Page> => {
  const page = await firefox.openOwn('options.html');
  await page.waitForSelector('main');
  return page;
};
const value = (page: Page, field: string) =>
  page.$eval(`#${field}`, (input) => [
    (input as HTMLInputElement).value,
    document.getElementById(`${input.id}-managed`) !== null,
  ]);
const stored = (key: string) =>
  firefox.evaluate(async (name: string) => (await browser.storage.local.get(name))[name], key);

test('the build for Firefox names no schema, which Firefox does not know', () => {
  expect(manifest.storage).toBeUndefined();
});

test('what the organization has set is locked, told and followed; another directory signs out', async () => {
  const { clientId } = emulator;
  const views = [
    { address: explorerUrl(), name: 'Board', every: 'month', at: '09:00', day: 'last' },
    { address: explorerUrl(), every: 'week', at: '09:00' },
  ];
  const set = { clientId, tenant: 'contoso.com', fileFormat: 'xlsx' };
  organizationSets({ ...set, colour: 'blue', historyDays: '7', views });
  firefox = await launchFirefox({ emulator, home });
  const page = await options();
  expect(await value(page, 'clientId')).toEqual([clientId, true]);
  expect(await value(page, 'tenant')).toEqual(['contoso.com', true]);
  expect(await value(page, 'fileFormat')).toEqual(['Excel (.xlsx)', true]);
  expect(await value(page, 'historyDays')).toEqual(['90', false]);
  expect(await page.$$eval('.message-bar.warning li', (all) => all.map((one) => one.textContent))).toEqual([
    'colour: There is no such setting.',
    'historyDays: This kind of value can’t be used.',
    'views 2: This is not the address of an Explorer view, or its schedule can’t be read.',
  ]);
  await shoot(page, 'firefox-options-managed');

  // Views with their schedules are listed, and locked.
  const list = await firefox.openOwn('views.html');
  const row = await until('the view', async () => {
    const text = await list.evaluate(() => document.querySelector<HTMLElement>('.view')?.innerText);
    return text?.includes('next') && text;
  });
  expect(row).toMatch(/Board\s*Set by your organization[\s\S]*Last day of the month, 9:00.AM · next: /);
  expect(row).not.toContain('Remove');

  // An export begins without set-up, and lands as an Excel file.
  const explorer = await firefox.open(explorerUrl());
  await pressPageButton(explorer);
  await signInAs(await firefox.signInWindow(), emulator.users.alice);
  const authorize = emulator.requests.filter(({ path }) => path.includes('/authorize?'));
  expect(authorize.length).toBeGreaterThan(0);
  expect(authorize.filter(({ path }) => !path.startsWith('/contoso.com/'))).toEqual([]);
  await until('it is done', async () => /Saved/.test(await buttonText(explorer)));
  const files = readdirSync(firefox.downloads).filter((name) => !name.endsWith('.part'));
  expect(files).toEqual([expect.stringMatching(/\.xlsx$/)]);
  expect(await stored('settings')).toBeUndefined();
  expect(await stored('account')).toMatchObject({ username: emulator.users.alice.upn });

  // Firefox reads the policy when it starts.
  await firefox.close();
  organizationSets({ clientId, tenant: 'contoso.com', fileName: 'theirs' });
  firefox = await launchFirefox({ emulator, home });
  const again = await options();
  expect(await value(again, 'fileName')).toEqual(['theirs', true]);
  expect(await stored('account')).toMatchObject({ username: emulator.users.alice.upn });
  await expectToMove(again);

  await firefox.close();
  organizationSets({ clientId, tenant: 'organizations' });
  firefox = await launchFirefox({ emulator, home });
  await until('nobody is signed in', async () => (await stored('account')) === undefined);
});

/** Settings go out as a file, and in again; what the organization has set does not. */
async function expectToMove(page: Page): Promise<void> {
  await page.bringToFront();
  await page.click('a[download]');
  const path = join(firefox.downloads, 'export-view-settings.json');
  const file = await until('the file', async () => existsSync(path) && readFileSync(path, 'utf8'));
  const { clientId: _, tenant: _too, fileName: _and, notify: _open, ...usual } = readSettings({});
  expect(JSON.parse(file)).toEqual(usual);
  const changed = { folder: 'Reports' };
  writeFileSync(path, JSON.stringify({ ...changed, tenant: 'fabrikam.com' }));
  const input = (await page.$('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
  const said = await until('what came of it', () =>
    page.$eval('[aria-labelledby=move] [role=status]', (status) => (status as HTMLElement).innerText),
  );
  expect(said.split('\n').filter(Boolean)).toEqual([
    'Imported and saved. Changed: Sub-folder of the downloads folder.',
    'Left out, because your organization has set it: Directory (tenant).',
  ]);
  expect(await stored('settings')).toEqual(changed);
}

test.skipIf(managedRefusal)(
  'the example of docs/deploy.md installs it, and the first export needs no set-up',
  async () => {
    const xpi = join(home, 'policy.xpi');
    writeFileSync(xpi, packXpi(firefoxBuild));
    const { policies } = filledIn('firefox', {
      [placeholders.firefoxPackage]: `file://${xpi}`,
      [placeholders.clientId]: emulator.clientId,
    }) as { policies: object };
    const organization = managedFirefox(policies);
    onTestFinished(() => organization.close());
    firefox = await launchFirefox({ emulator, home, executable: organization.executable, without: true });
    const page = await options();
    expect(await value(page, 'clientId')).toEqual([emulator.clientId, true]);
    expect(await value(page, 'historyDays')).toEqual(['90', true]);
    const explorer = await firefox.open(explorerUrl());
    await pressPageButton(explorer);
    await signInAs(await firefox.signInWindow(), emulator.users.alice);
    await until('it is done', async () => /Saved/.test(await buttonText(explorer)));
    expect(existsSync(join(firefox.downloads, 'Viva Goals'))).toBe(true);
    const urls = (await firefox.browser.pages(true)).map((one) => one.url());
    expect(urls.filter((url) => url.includes('welcome.html'))).toEqual([]);
  },
);
