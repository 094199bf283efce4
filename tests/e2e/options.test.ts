import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { exportFileName } from '../../lib/files/file-name.ts';
import { readSettings, validateSetting } from '../../lib/settings/catalogue.ts';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { companyView, press, shoot, signInAs, startWorld, type World } from './world.ts';

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
  // The last by hand: it is looked at while one types.
  await page.keyboard.sendCharacter(value.slice(0, -1));
  await page.keyboard.type(value.slice(-1));
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
  ['#folder', '/root', 'inside the downloads folder'],
  ['#folder', 'a?b', 'These can'],
  ['#folder', 'links/a.lnk', 'Browsers refuse a folder'],
  ['#folder', 'x'.repeat(201), 'Too long: at most 200'],
  ['#historyDays', '0', 'whole number from 1 to 365'],
  ['#historyDays', '1.5', 'whole number from 1 to 365'],
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

const saved = (page: Page) =>
  page.waitForFunction(() => document.querySelector('.save [role=status]')?.textContent === 'Saved');
const stored = () =>
  world.chromium.evaluate(async () => (await chrome.storage.local.get('settings')).settings);

/** Chooses a file as a user does. */
async function importFile(page: Page, text: string | Buffer): Promise<string> {
  const path = join(world.chromium.downloads, '..', 'settings.json');
  writeFileSync(path, text);
  await page.bringToFront();
  const [chooser] = await Promise.all([page.waitForFileChooser(), press(page, 'Import settings')]);
  await chooser.accept([path]);
  return until('what came of it', () =>
    page.$eval('[aria-labelledby=move] [role=status]', (status) => (status as HTMLElement).innerText),
  );
}

test('settings go out as a file, and in again in another browser', async () => {
  const page = await openOptions();
  await fill(page, '#clientId', world.emulator.clientId);
  await fill(page, '#fileName', 'OKR {date}');
  await fill(page, '#historyDays', '30');
  await press(page, 'Save');
  await saved(page);
  await page.click('a[download]');
  const name = 'export-view-settings.json';
  await until('the file', async () => world.files().includes(name));
  const file = world.fileBytes(name);
  const { notify: _open, ...defaults } = readSettings({});
  const settings = {
    ...defaults,
    clientId: world.emulator.clientId,
    fileName: 'OKR {date}',
    historyDays: 30,
  };
  expect(JSON.parse(file.toString())).toEqual(settings);

  await world.fresh({ setUp: false });
  const other = await openOptions();
  expect(await importFile(other, file)).toBe(
    'Imported and saved. Changed: Application (client) ID, File name, How many days to keep ended exports.',
  );
  expect(await other.$eval('#historyDays', (input) => (input as HTMLInputElement).value)).toBe('30');
  expect(await stored()).toEqual(settings);
  await shoot(other, 'options-imported');
  await pageButton(await world.openExplorer(), /^Export view$/);
});

test('settings travel by the browser’s sync: saved here they are sent, come from elsewhere they hold', async () => {
  const page = await openOptions();
  await fill(page, '#clientId', world.emulator.clientId);
  await fill(page, '#folder', 'Here');
  await press(page, 'Save');
  await saved(page);
  const own = { clientId: world.emulator.clientId, folder: 'Here' };
  const sent = () => world.chromium.evaluate(() => chrome.storage.sync.get(null));
  await until('it is sent', async () => (await sent()).clientId === own.clientId);
  expect(await sent()).toEqual({ clientId: own.clientId });
  await world.chromium.evaluate(() =>
    chrome.storage.sync.set({ fileName: 'There {date}', folder: 'There', historyDays: 0 }),
  );
  await page.waitForFunction(() => {
    const input = document.querySelector<HTMLInputElement>('#fileName');
    return input?.value === 'There {date}';
  });
  expect(await stored()).toEqual({ ...own, fileName: 'There {date}' });
});

test('a file with mistakes is refused, with their lines', async () => {
  const page = await openOptions();
  const said = await importFile(
    page,
    '{\r\n  "folder": "../x",\r\n  "askWhere": true,\r\n  "colour": 1\r\n}',
  );
  expect(said.split('\n').filter(Boolean)).toEqual([
    'Nothing was imported. Correct these lines of the file, then import it again:',
    'Line 2, “folder”: No “.” or “..” here.',
    'Line 4, “colour”: There is no such setting.',
  ]);
  expect(await stored()).toBeUndefined();
  await shoot(page, 'options-import-refused');
});

test('folders: what the options page takes Chromium takes, what it refuses as such Chromium refuses', async () => {
  const ends = [
    '',
    '.lnk',
    '.LOCAL',
    '.scf',
    '.url',
    '.{b}',
    '.{}',
    '.lnk.x',
    '~',
    '.lnk~',
    '. ',
    '.exe',
    '.{b.c}',
  ];
  const names = ['Desktop.ini', 'thumbs.db', 'con', 'x/y~/z', 'x/~y', ...ends.map((end) => `a${end}`)];
  const refused = await world.chromium.evaluate(
    async (paths: string[]) => {
      const results: string[] = [];
      for (const filename of paths)
        await chrome.downloads.download({ url: 'data:text/plain,x', filename }).catch((error: Error) => {
          results.push(`${filename}: ${error.message}`);
        });
      return results;
    },
    names.map((folder) => exportFileName('x', folder, { view: companyView, at: 0 })),
  );
  const reasons = names.filter((name) => validateSetting('folder', name) === 'setting_folder_refused');
  expect(refused).toEqual(
    reasons.map((name) => `${exportFileName('x', name, { view: companyView, at: 0 })}: Invalid filename`),
  );
  expect(reasons.length).toBeGreaterThan(8);
});

test.each(['ltr', 'rtl'])('it fits 320 px, whatever it shows (%s)', async (dir) => {
  const page = await openOptions();
  await page.setViewport({ width: 320, height: 640 });
  await page.evaluate((direction) => {
    document.documentElement.dir = direction;
  }, dir);
  await fill(page, '#fileName', '{title}');
  await importFile(page, `{"${'key'.repeat(60)}": 1, "folder": ".."}`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await shoot(page, `options-320-${dir}`);
});
