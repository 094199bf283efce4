import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pageButtons, pressPageButton } from './page-button.ts';
import { companyView, explorerUrl, shoot, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.fresh());

type Box = { x: number; y: number; width: number; height: number };

const boxOf = (page: Page, selector: string): Promise<Box> =>
  page.$eval(selector, (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const base = `/org_uuid/${companyView.goalsOrganizationId}`;
const go = (page: Page, url: string) =>
  page.evaluate(
    (to) => (window as unknown as { vivaGoals: { go(url: string): void } }).vivaGoals.go(to),
    url,
  );
const gone = (page: Page) => until('the button is gone', async () => (await page.$('export-view')) === null);

/** The button stands right before the visible Actions menu, on the same line. */
async function expectBesideActions(page: Page): Promise<void> {
  await until('the button beside Actions', async () => {
    const [{ box } = { box: undefined }, ...more] = await pageButtons(page);
    const actions = await boxOf(page, '.actions-menu:not(.late)');
    if (!box || more.length > 0) return false;
    const gap = Math.min(
      Math.abs(actions.x - box.x - box.width),
      Math.abs(box.x - actions.x - actions.width),
    );
    return gap < 24 && Math.abs(box.y - actions.y) < 8 && !overlap(box, actions);
  });
}

describe('where it stands', () => {
  test('beside the Actions menu, once', async () => {
    const page = await world.openExplorer();
    await expectBesideActions(page);
    await shoot(page, 'explorer-light');
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await shoot(page, 'explorer-dark');
  });

  test.each([
    ['title and toolbar are replaced again and again', { rerenderMs: 250 }],
    ['the app is emptied and rendered again', { wipeMs: 300 }],
    ['the Actions menu comes late', { lateMs: 1200 }],
    ['an invisible Actions menu stands first', { duplicateActions: true }],
    ['something changes all the time', { ticker: true }],
    ['the page reads from right to left', { rtl: true }],
  ])('still, when %s', async (_what, behaviour) => {
    world.emulator.goals.behaviour = behaviour;
    const page = await world.openExplorer();
    await expectBesideActions(page);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await expectBesideActions(page);
    if ('rtl' in behaviour) await shoot(page, 'explorer-rtl');
  });

  test.each([
    [{ noActions: true }],
    [{ noActions: true, chatButton: true }],
    [{ noActions: true, chatButton: true, rtl: true }],
  ])('without an Actions menu in a corner that covers no control: %o', async (behaviour) => {
    world.emulator.goals.behaviour = behaviour;
    const page = await world.openExplorer();
    const coversNone = async () => {
      const { box } = await pageButton(page);
      const controls = await page.$$eval('a, button', (all) =>
        all.map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return { x, y, width, height };
        }),
      );
      return controls.length > 5 && !controls.some((control) => overlap(box, control));
    };
    await until('it covers no control', coversNone);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await coversNone()).toBe(true);
    const { box } = await pageButton(page);
    const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(size.width);
    expect(box.y + box.height).toBeLessThanOrEqual(size.height);
    await shoot(
      page,
      `explorer-corner${'chatButton' in behaviour ? '-chat' : ''}${'rtl' in behaviour ? '-rtl' : ''}`,
    );
  });
});

describe('as the app navigates without a load', () => {
  test('it goes and comes, also by back and forward', async () => {
    const page = await world.openExplorer();
    await pageButton(page);
    await go(page, `${base}/dashboards`);
    await gone(page);
    await go(page, `${base}/objective-explorer?viewId=48213`);
    await pageButton(page, /^Export view$/);
    await page.evaluate(() => history.back());
    await gone(page);
    await page.evaluate(() => history.forward());
    await pageButton(page, /^Export view$/);
    expect(await pageButtons(page)).toHaveLength(1);
  });

  test('it exports the view that is shown by then, under its name', async () => {
    const page = await world.openExplorer();
    await pageButton(page);
    await page.click('nav a[title="Board report (2023)"]');
    await until('the other view', () => page.evaluate(() => document.title.startsWith('Board report')));
    await pressPageButton(page);
    const job = await world.job('was asked for', () => true);
    expect(job.view.explorerViewId).toBe('48213');
    expect(job.title).toBe('Board report (2023)');
  });

  test('a view that is not saved is told', async () => {
    const page = await world.openExplorer();
    await pageButton(page);
    await go(page, `${base}/objective-explorer`);
    await until('the button of that page', async () => (await pageButtons(page)).length === 1);
    expect(await pageButtons(page, /This is not a saved view/)).toEqual([]);
    await pressPageButton(page);
    await pageButton(page, /This is not a saved view/);
  });
});

test('under the strict content security policy and Trusted Types nothing is violated', async () => {
  const page = await world.chromium.browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective}`));
  });
  await page.goto(explorerUrl());
  await pressPageButton(page);
  await world.chromium.signInWindow();
  await pageButton(page);
  expect(complaints).toEqual([]);
});

test('off Explorer pages the content script does nothing', async () => {
  const page = await world.chromium.open(`https://goals.microsoft.com${base}/dashboards`);
  // The page itself has been drawn.
  await page.waitForSelector('.shell');
  const changes = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let count = 0;
        new MutationObserver((records) => {
          count += records.length;
        }).observe(document, { childList: true, subtree: true, attributes: true });
        setTimeout(() => resolve(count), 1000);
      }),
  );
  expect(changes).toBe(0);
  expect(await page.$('export-view')).toBeNull();
});

test('a hostile page presses nothing, sees nothing, and can not get rid of the button', async () => {
  world.emulator.goals.behaviour = { hostile: true };
  const page = await world.openExplorer();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const managed = await page.evaluate(
    () => (window as unknown as { __hostile: { reached: string[]; clicks: number } }).__hostile,
  );
  expect(managed.clicks).toBeGreaterThan(20);
  expect(managed.reached).toEqual([]);
  expect(await world.jobs()).toEqual([]);
  expect(world.emulator.requests.filter(({ host }) => host !== 'goals.microsoft.com')).toEqual([]);
  await until('the button is back, once', async () => (await pageButtons(page)).length === 1);
});
