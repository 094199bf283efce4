import { Workbook } from 'exceljs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Batch } from '../../lib/views/batch.ts';
import { until } from '../browser/until.ts';
import { tenant } from '../emulator/tenant.ts';
import {
  companyView,
  explorerUrl,
  exportSignedIn,
  paste,
  press,
  shoot,
  startWorld,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  tenant.organizations[0]?.views.push(...views);
  world = await startWorld();
  await world.fresh();
  await exportSignedIn(world);
});
afterAll(async () => {
  await world?.close();
  const [organization] = tenant.organizations;
  organization?.views.splice(organization.views.length - views.length);
});
beforeEach(async () => {
  await world.freshExports();
  await world.clearDownloads();
  await world.chromium.evaluate(async () => {
    await chrome.storage.local.remove(['views', 'batches']);
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...(settings as object), scheduleSpread: 0 } });
  });
});

const viewIds = Array.from({ length: 10 }, (_, at) => `0000000${at}-1111-4222-8333-444455556666`);
/** Views that the emulated organization has, beside its usual ones. */
const views = viewIds.map((id, at) => ({ id, title: `View ${at}` }));
const addresses = viewIds.map((explorerViewId) => explorerUrl({ ...companyView, explorerViewId }));

const batches = async () =>
  Object.values(
    ((await world.chromium.evaluate(() => chrome.storage.local.get('batches'))).batches ?? {}) as Record<
      string,
      Batch
    >,
  );
const says = (page: Awaited<ReturnType<World['openExplorer']>>, text: string) =>
  until(`the page says ${text}`, () => page.evaluate((part) => document.body.innerText.includes(part), text));

test('addresses are added, wrong ones told and left in the box, and all exported, each once', async () => {
  const page = await world.chromium.openOwn('views.html');
  await shoot(page, 'views-empty');
  await page.waitForSelector('#addresses');
  await paste(
    page,
    '::-p-aria([name="Add views"])',
    `${addresses.slice(0, 4).join('\n')}\nhttps://example.com/\n`,
  );
  await press(page, 'Add');
  await says(page, 'Added: 4');
  await says(page, 'Not added: 1');
  expect(await page.$eval('textarea', ({ value }) => value)).toBe('https://example.com/');
  await page.click('::-p-aria([name="Select all"])');
  await press(page, 'Export selected');
  await says(page, '4 of 4 views exported');
  await shoot(page, 'views-exported');
  expect(world.files()).toHaveLength(4);
  expect(world.emulator.graph.jobs).toHaveLength(4);
});

test('what changed since the last time, and one Excel file of all, on request', async () => {
  const page = await world.chromium.openOwn('views.html');
  await page.waitForSelector('#addresses');
  await paste(page, '::-p-aria([name="Add views"])', addresses.slice(0, 3).join('\n'));
  await press(page, 'Add');
  await says(page, 'Added: 3');
  await page.click('::-p-aria([name="Select all"])');
  await press(page, 'Export selected');
  await says(page, '3 of 3 views exported');
  await until('it has ended', async () => (await batches()).every(({ finishedAt }) => finishedAt));
  expect((await batches())[0]).toMatchObject({ changes: null });
  // What has just ended may move it away under the hand.
  const oneFile = '::-p-aria([name="One Excel file"])';
  await until('one file is chosen', async () => {
    if (await page.$eval(oneFile, (box) => (box as HTMLInputElement).checked)) return true;
    await page.click(oneFile);
    return false;
  });
  await press(page, 'Export selected');
  await says(page, 'What changed');
  await says(page, 'Excel file: Views');
  await shoot(page, 'views-one-file');
  const workbooks = world.files().filter((name) => name.endsWith('.xlsx'));
  expect(workbooks).toHaveLength(1);
  expect(world.files()).toHaveLength(7);
  const { worksheets } = await new Workbook().xlsx.load(
    world.fileBytes(workbooks[0] ?? '').buffer as ArrayBuffer,
  );
  expect(worksheets.map(({ rowCount }) => rowCount > 10)).toEqual([true, true, true]);
  expect(new Set(worksheets.map(({ name }) => name)).size).toBe(3);
});

test('views that the organization exports by other means are found, and added by a button', async () => {
  const { graph, users } = world.emulator;
  for (const explorerViewId of viewIds.slice(4, 6))
    graph.addJob({
      oid: users.alice.oid,
      goalsOrganizationId: companyView.goalsOrganizationId,
      explorerViewId,
    });
  const page = await world.chromium.openOwn('views.html');
  await page.waitForSelector('#addresses');
  await paste(page, '::-p-aria([name="Add views"])', addresses[4] ?? '');
  await press(page, 'Add');
  await press(page, 'Find views of the organization');
  await says(page, 'Found: 1');
  await shoot(page, 'views-found');
  await press(page, `Add: Unnamed view (${viewIds[5]?.slice(0, 8)})`);
  await says(page, 'No other views found.');
  await until('both are in the list', () =>
    page.evaluate(() => document.querySelectorAll('.view').length === 2),
  );
});

test('a view that failed says why, and what to do; its file has a name for people', async () => {
  const { graph } = world.emulator;
  graph.failNext('create', { status: 403, body: { error: { code: 'Forbidden', message: 'Access denied' } } });
  const page = await world.chromium.openOwn('views.html');
  await page.waitForSelector('#addresses');
  await paste(page, '::-p-aria([name="Add views"])', addresses[7] ?? '');
  await press(page, 'Add');
  const name = `Unnamed view (${viewIds[7]?.slice(0, 8)})`;
  await says(page, name);
  await press(page, `Rename: ${name}`);
  await page.keyboard.press('Escape');
  await page.click(`::-p-aria([name="${name}"][role="checkbox"])`);
  await press(page, 'Export selected');
  await press(page, 'Not allowed');
  await says(page, 'Copy admin consent link');
  await shoot(page, 'views-failed');
  await press(page, 'Try again');
  await says(page, 'Saved');
  expect(world.files()).toEqual([expect.stringContaining(name)]);
});

test('a search that fails says so where it was begun, once, and does not say that there is nothing', async () => {
  const page = await world.chromium.openOwn('views.html');
  await page.waitForSelector('#addresses');
  await paste(page, '::-p-aria([name="Add views"])', addresses[8] ?? '');
  await press(page, 'Add');
  await says(page, 'Added: 1');
  world.emulator.graph.failNext('list', {
    status: 403,
    body: { error: { code: 'Forbidden', message: 'No' } },
  });
  await press(page, 'Find views of the organization');
  const alerts = await until('it says so', async () => {
    const texts = await page.$$eval('[role=alert]', (all) =>
      all.map((one) => one.closest('.find, main')?.className),
    );
    return texts.length > 0 ? texts : undefined;
  });
  expect(alerts).toEqual(['find']);
  expect(await page.$eval('.find [role=status]', ({ textContent }) => textContent)).toBe('');
  await shoot(page, 'views-find-failed');
});

test('on a schedule they are exported by themselves, each once', async () => {
  const page = await world.chromium.openOwn('views.html');
  await page.waitForSelector('#addresses');
  await paste(page, '::-p-aria([name="Add views"])', addresses.join('\n'));
  await press(page, 'Add');
  await says(page, 'Added: 10');
  await page.click('::-p-aria([name="Select all"])');
  await press(page, 'Schedule');
  // Loaded when it is asked for.
  await page.waitForSelector('::-p-aria([name="How often"])');
  await page.select('::-p-aria([name="How often"])', 'day');
  const soon = new Date(Date.now() + 61_000);
  const at = [soon.getHours(), soon.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  await page.$eval(
    '#at',
    (field, value) => {
      (field as HTMLInputElement).value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    at,
  );
  await shoot(page, 'views-schedule');
  await press(page, 'Save');
  await until('all are exported', () => world.files().length === 10, 150_000);
  await says(page, '10 of 10 views exported');
  expect(world.emulator.graph.jobs).toHaveLength(10);
  await shoot(page, 'views-scheduled');
});
