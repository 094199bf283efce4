import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { after, alertSays, choose as chooseFiles, regionSays } from './report-page.ts';
import { signedInOnce } from './signed-in.ts';
import { choose, press, shoot, type World } from './world.ts';

let world: World;
signedInOnce((started) => {
  world = started;
});
beforeEach(async () => {
  await world.chromium.evaluate(async () => {
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...(settings as object), keepCopies: 12 } });
  });
});

/** How many copies there are, as the options page says. */
async function kept(): Promise<string> {
  const page = await world.chromium.openOwn('options.html');
  const text = await until('the number of copies', () =>
    page.evaluate(() => /Copies kept: \d+/.exec(document.body.innerText)?.[0]),
  );
  await page.close();
  return text;
}
const keeps = (count: number) =>
  until(`${count} copies`, async () => (await kept()) === `Copies kept: ${count}`);

async function exported() {
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Saved/);
  await page.close();
}

test('a finished export is opened as a report, compared with the one before, and removed with its entry', async () => {
  await exported();
  await keeps(1);
  await exported();
  await keeps(2);
  const [last] = (await world.jobs()).sort((a, b) => b.requestedAt - a.requestedAt);
  const report = await world.chromium.openOwn(`report.html?export=${last?.id}`);
  await report.waitForSelector('[role=treegrid]');
  const earlier = await report.waitForSelector('::-p-aria([name="Compare with an earlier export"])');
  const values = await report.$$eval('select.earlier option', (options) => options.map(({ value }) => value));
  expect(values).toHaveLength(2);
  await earlier?.select(values[1] as string);
  await until('the changes', () =>
    report.evaluate(() => document.body.innerText.includes('No longer there')),
  );
  await shoot(report, 'report-of-an-export');

  // A file of the same view that was opened by hand: its earlier copies are offered too.
  const byHand = join(mkdtempSync(join(tmpdir(), 'export-view-')), 'an old file.csv');
  writeFileSync(byHand, world.emulator.graph.contentOf(world.emulator.graph.jobs.at(-1)?.key ?? ''));
  const own = await world.chromium.openOwn('report.html');
  const input = (await own.waitForSelector('input#open-files')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(byHand);
  await own.waitForSelector('select.earlier option:nth-child(3)');
  rmSync(dirname(byHand), { recursive: true });

  const history = await world.chromium.openOwn('export-history.html');
  await choose(history, 'Q3 company OKRs', 'Remove from list');
  await keeps(1);
  const again = await world.chromium.openOwn(`report.html?export=${last?.id}`);
  await until('that there is none', () =>
    again.evaluate(() => document.body.innerText.includes('No copy of this export is kept.')),
  );
});

test('reloaded, gone back to, and with a copy removed elsewhere, the report shows what it showed, or says why not', async () => {
  await exported();
  await exported();
  await keeps(2);
  const [last, first] = (await world.jobs()).sort((a, b) => b.requestedAt - a.requestedAt);
  const report = await world.chromium.openOwn('report.html');
  // By the list of the page itself.
  await report.waitForSelector('.kept button').then((button) => button?.click());
  await report.waitForSelector('[role=treegrid]');
  await report.waitForSelector('select.earlier option:nth-child(2)');
  await report.select('select.earlier', first?.id as string);
  const compared = async () => {
    await report.waitForSelector('.changes');
    const { searchParams } = new URL(report.url());
    expect([searchParams.get('export'), searchParams.get('compare')]).toEqual([last?.id, first?.id]);
  };
  await compared();
  await report.reload();
  await compared();
  await report.goto(report.url().replace(/report.*/, 'views.html'));
  await report.goBack();
  await compared();
  // What is compared is offered no more; stopped, it is.
  expect(await report.$('select.earlier')).toBeNull();
  await press(report, 'Stop comparing');
  await report.waitForSelector('select.earlier option:nth-child(2)');
  expect(new URL(report.url()).searchParams.get('compare')).toBeNull();

  const other = await world.chromium.openOwn('options.html');
  await press(other, 'Remove all copies');
  await keeps(0);
  await until('none is offered', async () => (await report.$('select.earlier')) === null);
  expect(await report.$('[role=treegrid]')).not.toBeNull();
  await report.reload();
  await alertSays(report, 'No copy of this export is kept.');

  // A file of the user's own takes its place in the address, too.
  await chooseFiles(report, 'Open files', after);
  await regionSays(report, 'Summary', 'OKRs 163');
  expect(new URL(report.url()).search).toBe('');
  expect(await report.$$('.notice')).toEqual([]);
});

test('only so many are kept as the settings say; "Remove all copies" removes them', async () => {
  await exported();
  await exported();
  await keeps(2);
  await world.chromium.evaluate(async () => {
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...(settings as object), keepCopies: 1 } });
  });
  await keeps(1);
  const options = await world.chromium.openOwn('options.html');
  await press(options, 'Remove all copies');
  await keeps(0);
});

test('with 0 there are none, and the file is there all the same', async () => {
  await world.chromium.evaluate(async () => {
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...(settings as object), keepCopies: 0 } });
  });
  await exported();
  expect(world.files()).toHaveLength(1);
  await keeps(0);
});
