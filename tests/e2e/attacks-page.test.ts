import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sameView } from '../../lib/goals/explorer-view.ts';
import { until } from '../browser/until.ts';
import {
  evilTexts,
  forgeFramework,
  nameElementsLikeMembers,
  navigateOften,
  pressByScript,
  reachIn,
  spoilBuiltIns,
  spyOnShadowTrees,
} from './attack-scripts.ts';
import { afresh, exportsByHand, otherView, overhear, tabIdOf } from './attacker.ts';
import { pageButton, pageButtons, pressPageButton } from './page-button.ts';
import { companyView, explorerUrl, exportSignedIn, press, startWorld, type World } from './world.ts';

// docs/attackers-list.md, "A crafted or hostile page". Somebody is signed in: an export would go without a question.
let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh();
  await exportSignedIn(world);
});
afterAll(() => world?.close());
beforeEach(() => afresh(world));

const base = `/org_uuid/${companyView.goalsOrganizationId}`;

test('P1: click it by script', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  expect(await page.evaluate(pressByScript)).toEqual(['export-view', 'label', 'export-view']);
  await exportsByHand(world, page);
});

test('P2: reach into its shadow tree, read it, put own elements inside', async () => {
  const page = await world.chromium.browser.newPage();
  await page.evaluateOnNewDocument(spyOnShadowTrees);
  await page.goto(explorerUrl());
  // A real press shows the way in, if anything does.
  await pressPageButton(page);
  await world.job('was asked for', () => true);
  expect(await page.evaluate(reachIn)).toEqual([]);
  expect(await pageButtons(page)).toHaveLength(1);
});

test('P3: clone, move and delete it, again and again, while a script presses it', async () => {
  world.emulator.goals.behaviour = { hostile: true };
  const page = await world.openExplorer();
  type Managed = { reached: string[]; clicks: number };
  const managed = () => page.evaluate(() => (window as unknown as { __hostile: Managed }).__hostile);
  await until('a hundred tries', async () => (await managed()).clicks > 100);
  expect((await managed()).reached).toEqual([]);
  expect(await world.jobs()).toEqual([]);
  await until('the button is back, once', async () => (await pageButtons(page)).length === 1);
});

test('P3: clone, cover and hide it: clones are dead, the popup is left', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  await page.evaluate(() => {
    const clone = document.querySelector('export-view')?.cloneNode(true) as HTMLElement;
    clone.textContent = 'Export view';
    clone.style.cssText = 'position: fixed; left: 300px; top: 500px';
    const cover = document.createElement('div');
    cover.style.cssText = 'position: fixed; inset: 0 0 auto 0; height: 300px; z-index: 2147483647';
    document.body.append(clone, cover);
  });
  await page.mouse.click(310, 505);
  await pressPageButton(page);
  expect(await world.jobs()).toEqual([]);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('export-view { display: none !important }');
    document.adoptedStyleSheets = [sheet];
  });
  await until('the button is hidden', async () => (await pageButtons(page)).length === 0);
  await press(await world.chromium.popup(page), 'Export view');
  await world.job('was asked for in the popup', ({ view }) => sameView(view, companyView));
});

test('P3: have it taken away by a forged event of its own framework', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  await page.evaluate(forgeFramework, world.chromium.extensionId);
  expect(await pageButtons(page)).toHaveLength(1);
  await page.evaluate((url) => history.pushState({}, '', url), explorerUrl(otherView));
  await exportsByHand(world, page, otherView);
});

test('P4: patch what scripts build upon, so that it throws', async () => {
  const page = await world.chromium.browser.newPage();
  await page.evaluateOnNewDocument(spoilBuiltIns);
  await page.goto(explorerUrl());
  await exportsByHand(world, page);
});

test('P4: put elements in the place of the document’s members', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  expect(await page.evaluate(nameElementsLikeMembers)).toBe(true);
  await page.evaluate((url) => history.pushState({}, '', url), explorerUrl(otherView));
  await exportsByHand(world, page, otherView);
});

test('P4: keep the news of another address from it: what is not shown is not exported', async () => {
  const page = await world.chromium.browser.newPage();
  await page.evaluateOnNewDocument(() => {
    for (const type of ['navigate', 'currententrychange'])
      window.navigation.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
  });
  await page.goto(explorerUrl());
  await pageButton(page);
  await page.evaluate((url) => history.pushState({}, '', url), explorerUrl(otherView));
  await pressPageButton(page);
  await pageButton(page, /another view/);
  expect(await world.jobs()).toEqual([]);
});

test('P5: a thousand navigations at once', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const listeners = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? Number.NaN;
  };
  const before = await listeners();
  const messages = await overhear(world);
  const last = await page.evaluate(navigateOften, explorerUrl({ ...companyView, explorerViewId: '' }), 1000);
  expect(last).toBe('999');
  await exportsByHand(world, page, { ...companyView, explorerViewId: String(last) });
  expect((await messages()).length).toBeLessThan(10);
  await until('as many listeners as before', async () => (await listeners()) <= before + 3);
});

test('P6: markup, control characters and 100 kB in the ids', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  const tabId = await tabIdOf(world, page);
  const popup = await world.chromium.openOwn(`popup.html?tab=${tabId}`);
  const popupSays = (text: string) =>
    until(`the popup says ${text.slice(0, 40)}`, () =>
      popup.evaluate((part) => document.body.textContent.includes(part), text),
    );
  const elements = () =>
    popup.evaluate(() =>
      [...document.querySelectorAll('body *')].map(({ localName }) => localName).join(' '),
    );
  const visit = (path: string) => page.evaluate((url) => history.pushState({}, '', url), path);
  await visit(`${base}/objective-explorer?viewId=not!valid`);
  await popupSays('not!valid');
  const harmless = await elements();
  for (const text of evilTexts) {
    const encoded = encodeURIComponent(text);
    for (const path of [
      `${base}/objective-explorer?viewId=${encoded}`,
      `/org_uuid/${encoded}/objective-explorer?viewId=1`,
    ]) {
      await page.bringToFront();
      await visit(path);
      await pressPageButton(page);
      await pageButton(page, /This is not a saved view|Not an organization ID/);
      await popupSays(text.slice(0, 40).replace(/\p{C}/gu, '\ufffd'));
      expect(await elements()).toBe(harmless);
      const wide = await popup.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      expect(await popup.evaluate(() => document.body.innerText.length)).toBeLessThan(600);
    }
  }
  expect(await world.jobs()).toEqual([]);
});
