import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { choose, explorerUrl, press } from '../e2e/world.ts';
import { type FirefoxWorld, pressPageButton } from './world.ts';

/* Copies of exports in Firefox, whose event page keeps them. */

declare const browser: Pick<typeof chrome, 'storage'>;

const says = (page: Page, text: string) =>
  until(`the page says ${text}`, () => page.evaluate((part) => document.body.innerText.includes(part), text));

export function copies(theWorld: () => FirefoxWorld): void {
  /** The page's button still says how the export before ended: the records tell. */
  async function exported(): Promise<void> {
    const count = async () => (await theWorld().jobs()).filter(({ phase }) => phase === 'done').length;
    const before = await count();
    const page = await theWorld().firefox.open(explorerUrl());
    await pressPageButton(page);
    await until('one more export is done', async () => (await count()) > before);
    await page.close();
  }

  const keepCopies = (most: number) =>
    theWorld().firefox.evaluate(async (value) => {
      const { settings } = await browser.storage.local.get('settings');
      await browser.storage.local.set({ settings: { ...(settings as object), keepCopies: value } });
    }, most);

  test('an export is opened as a report, compared with the one before, and removed with its entry; fewer; none', async () => {
    const { openOwn } = theWorld().firefox;
    await exported();
    await exported();
    const options = await openOwn('options.html');
    await says(options, 'Copies kept: 2');
    const [last] = (await theWorld().jobs()).sort((a, b) => b.requestedAt - a.requestedAt);
    const report = await openOwn(`report.html?export=${last?.id}`);
    await report.waitForSelector('[role=treegrid]');
    await report.waitForSelector('select.earlier option:nth-child(2)');
    const earlier = await report.$$eval('select.earlier option', (all) => all.map(({ value }) => value));
    expect(earlier).toHaveLength(2);
    await report.select('select.earlier', earlier[1] as string);
    await says(report, 'No longer there');

    const history = await openOwn('export-history.html');
    await choose(history, 'Q3 company OKRs', 'Remove from list');
    // The page that stood open follows.
    await says(options, 'Copies kept: 1');
    await says(await openOwn(`report.html?export=${last?.id}`), 'No copy of this export is kept.');

    // With fewer to keep the oldest go; with none the file is saved all the same.
    await exported();
    await says(options, 'Copies kept: 2');
    await keepCopies(1);
    await says(options, 'Copies kept: 1');
    await press(options, 'Remove all copies');
    await says(options, 'Copies kept: 0');
    await keepCopies(0);
    const before = theWorld().files().length;
    await exported();
    expect(theWorld().files()).toHaveLength(before + 1);
    await says(options, 'Copies kept: 0');
  });
}
