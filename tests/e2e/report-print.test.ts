import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { after, choose, regionSays, rowCountIs } from './report-page.ts';
import { press, startWorld, type World } from './world.ts';

/* The report on paper, and its charts as tables. */

let world: World;
let page: Page;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh({ setUp: false });
  page = await world.chromium.openOwn('report.html');
  await choose(page, 'Open files', after);
  await regionSays(page, 'Summary', 'OKRs 163');
});
afterAll(() => world?.close());

const pages = async () =>
  Buffer.from(await page.pdf({ format: 'A4' }))
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/g)?.length ?? 0;
const onPaper = () => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));

test('on paper: summary, charts and a table of what is shown, and nothing that one would press', async () => {
  await page.emulateMediaType('print');
  const text = await until('the table', async () => {
    const now = await onPaper();
    return now.includes('Simplify hiring') && now;
  });
  for (const part of ['Summary', 'At Risk 32', 'By team', 'Progress over time']) expect(text).toContain(part);
  for (const button of ['Save as Excel', 'Open files', 'Search']) expect(text).not.toContain(button);
  expect(await page.$$eval('.on-paper tbody tr', (rows) => rows.length)).toBe(163);
  await page.emulateMediaType();
  await until('nothing for paper', () => page.$('.on-paper').then((table) => table === null));
});

test('a page or two for what is filtered, a few for all; "Print" opens the browser’s dialog', async () => {
  const all = await pages();
  expect(all).toBeLessThanOrEqual(8);
  await press(page, 'At Risk 32');
  await rowCountIs(page, 33);
  const some = await pages();
  expect(some).toBeLessThanOrEqual(3);
  await page.emulateMediaType('print');
  await until('it tells what it holds', async () =>
    (await onPaper()).includes('Shown: 32 of 163 · Status: At Risk'),
  );
  await page.emulateMediaType();
  // The table is on it.
  expect(all).toBeGreaterThan(some + 1);
  await press(page, 'At Risk 32');
  await rowCountIs(page, 164);
  // As the browser does, which draws what is there before the button's own listener has returned.
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      document.body.dataset.printed = String(document.querySelectorAll('.on-paper tbody tr').length);
      dispatchEvent(new Event('afterprint'));
    };
  });
  await press(page, 'Print');
  expect(await page.evaluate(() => document.body.dataset.printed)).toBe('163');
});

test('every chart has its numbers as a table', async () => {
  const charts = await page.$$('.chart');
  expect(charts.length).toBeGreaterThanOrEqual(5);
  for (const chart of charts) {
    await (await chart.$('summary'))?.click();
    const { bars, rows, head } = await until('its rows', async () => {
      const found = await chart.evaluate((card) => ({
        bars: card.querySelectorAll('.bar-row').length,
        rows: card.querySelectorAll('tbody tr').length,
        head: [...card.querySelectorAll('th[scope=col]')].map(({ textContent }) => textContent),
      }));
      return found.rows > 0 && found;
    });
    expect(rows).toBeGreaterThanOrEqual(Math.max(bars, 2));
    expect(head.length).toBeGreaterThanOrEqual(2);
  }
});
