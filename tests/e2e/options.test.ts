import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pressPageButton } from './page-button.ts';
import { press, shoot, signInAs, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.fresh({ setUp: false }));

const openOptions = async (): Promise<Page> => {
  const page = await world.chromium.openOwn('options.html');
  await page.waitForSelector('main');
  return page;
};

const fill = async (page: Page, field: string, value: string) => {
  await page.focus(field);
  await page.$eval(field, (input) => (input as HTMLInputElement).select());
  await page.keyboard.press('Backspace');
  await page.type(field, value);
};

const reason = (page: Page, field: string) =>
  page.$eval(`${field}-reason`, (element) => element.textContent ?? '');

test.each([
  ['#clientId', '1234', 'Not an application ID'],
  ['#tenant', 'contoso', 'Neither “organizations”'],
  ['#tenant', 'common', 'work and school accounts only'],
  ['#fileName', '{title}', 'Only {view}, {organization}, {date} and {time} are known'],
  ['#fileName', 'a/b', 'No slashes here'],
  ['#folder', '../up', 'No “.” or “..” here'],
  ['#folder', '/root', 'below the downloads folder'],
  ['#folder', 'a?b', 'These can'],
])('%s “%s” is refused while typing, with the reason, and not saved', async (field, value, expected) => {
  const page = await openOptions();
  await fill(page, field, value);
  await until('the reason', async () => (await reason(page, field)).includes(expected));
  expect(await page.$eval(field, (input) => input.getAttribute('aria-invalid'))).toBe('true');
  await press(page, 'Save');
  await page.waitForFunction(() =>
    document.querySelector('.save [role=status]')?.textContent?.startsWith('Not saved'),
  );
  expect(
    await page.evaluate(async () => (await chrome.storage.local.get('settings')).settings),
  ).toBeUndefined();
  await shoot(page, `options-invalid-${field.slice(1)}`);
});

test('the redirect URI to register is shown, with a copy button', async () => {
  const page = await openOptions();
  const shown = await page.$eval('#redirect-uri', (input) => (input as HTMLInputElement).value);
  expect(shown).toBe(`https://${world.chromium.extensionId}.chromiumapp.org/`);
  await page.bringToFront();
  await press(page, 'Copy redirect URI');
  await page.waitForFunction(
    () => document.querySelector('.with-button [role=status]')?.textContent === 'Copied',
  );
});

test('file name and sub-folder are used, the tenant too', async () => {
  const page = await openOptions();
  await fill(page, '#clientId', world.emulator.clientId);
  await fill(page, '#tenant', 'contoso.com');
  await fill(page, '#fileName', 'OKR {organization} {date}');
  await fill(page, '#folder', 'Reports/OKR');
  await press(page, 'Save');
  await page.waitForFunction(() => document.querySelector('.save [role=status]')?.textContent === 'Saved');
  const explorer = await world.openExplorer();
  await pressPageButton(explorer);
  const window = await world.chromium.signInWindow();
  const authorize = world.emulator.requests.filter(({ path }) => path.includes('/authorize?'));
  expect(authorize.every(({ path }) => path.startsWith('/contoso.com/'))).toBe(true);
  await signInAs(window, world.emulator.users.alice);
  const { file } = await world.job('is done', ({ phase }) => phase === 'done');
  expect(file?.name).toMatch(/Downloads\/Reports\/OKR\/OKR 94a356ab-[\w-]+ \d{4}-\d\d-\d\d\.csv$/);
});
