import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { settings } from '../unit/samples.ts';
import { done, many, type PageState, problem, viewsWith } from './page-states.ts';
import { reportStates } from './report-states.ts';
import { choose, paste, press } from './world.ts';

const nothing = { settings: {}, account: undefined };
const entered = (selector: string, text: string) => (page: Page) => page.type(selector, text);

/** A file that is wrong in two ways, chosen for import. */
async function importWrong(page: Page): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'settings.json');
  writeFileSync(file, '{\n  "clientId": "1234",\n  "folder": "../up",\n  "colour": "blue"\n}\n');
  const chooser = await page.waitForSelector('input[type=file]', { hidden: true });
  await (chooser as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
  await page.waitForSelector('.lines');
}

/** Chooses all views, and asks for their schedule. */
async function schedule(page: Page): Promise<void> {
  await page.waitForSelector('.view');
  await page.click('.choose input');
  await press(page, 'Schedule');
  await page.waitForSelector('dialog[open]');
}

/** States that take an organization's policy, or something that the user does. */
export const actedStates: PageState[] = [
  ...reportStates,
  {
    page: 'options',
    state: 'by policy',
    policy: { clientId: settings.clientId, tenant: 'contoso.com', askWhere: true, folder: '../up' },
  },
  { page: 'options', state: 'wrong value', act: entered('#clientId', 'x') },
  { page: 'options', state: 'import refused', act: importWrong },
  {
    page: 'options',
    state: 'report',
    act: async (page) => {
      await press(page, 'Show report');
      await page.waitForSelector('.report');
    },
  },
  { page: 'views', state: 'schedule', stored: viewsWith({}), act: schedule },
  {
    page: 'views',
    state: 'wrong addresses',
    act: async (page) => {
      await paste(
        page,
        '#addresses',
        'hello\nhttps://goals.microsoft.com/org_uuid/x/objective-explorer?viewId=1',
      );
      await press(page, 'Add');
      await page.waitForSelector('.wrong');
    },
  },
  {
    page: 'views',
    state: 'schedules forbidden',
    stored: viewsWith({}),
    policy: { schedules: false, keepCopies: 0 },
  },
  { page: 'export-history', state: 'no hits', jobs: many, act: entered('#text', 'nothing like it') },
  {
    page: 'export-history',
    state: 'renaming',
    jobs: [done],
    act: (page) => choose(page, 'Company OKRs', 'Rename'),
  },
  {
    page: 'export-history',
    state: 'menu',
    jobs: many,
    act: (page) => press(page, 'More actions for Sales'),
  },
  {
    page: 'export-history',
    state: 'details',
    jobs: many,
    act: (page) => page.click('[aria-expanded].link'),
  },
  {
    page: 'export-history',
    state: 'nothing elsewhere',
    act: async (page) => {
      await press(page, 'Find exports started elsewhere');
      await page.waitForSelector('.elsewhere');
    },
  },
  { page: 'welcome', state: 'by policy', stored: nothing, policy: { clientId: settings.clientId } },
  {
    page: 'welcome',
    state: 'wrong ID',
    stored: nothing,
    act: async (page) => {
      await page.type('#client-id', '1234');
      await press(page, 'Save');
    },
  },
  {
    page: 'welcome',
    state: 'approval',
    stored: { settings },
    session: { signInProblem: problem('adminConsentRequired') },
    act: (page) => page.click('.body > details > summary'),
  },
  {
    page: 'welcome',
    state: 'needs IDs',
    stored: nothing,
    act: (page) => page.click('::-p-aria([name="I need them"][role="radio"])'),
  },
  {
    page: 'welcome',
    state: 'permissions',
    stored: nothing,
    act: (page) => page.click('details.card summary'),
  },
];
