import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { actedStates } from './acted-states.ts';
import {
  edgeless,
  invisibleFocus,
  overflows,
  placesIn,
  setTheme,
  shownIn,
  unforced,
  violations,
} from './axe.ts';
import { type PageState, pageStates } from './page-states.ts';
import { notWhole } from './reflow.ts';
import { showState, windowOf } from './show-state.ts';
import { startWorld, type World } from './world.ts';

/*
 * WCAG 2.2 AA as far as a machine can tell: every page and state, in every theme, enlarged, and from right to left. Each is opened
 * once for all of this, which takes longer than asking.
 */

/** What zoom of 200 % and 400 % leaves of a window of 1280 px, in CSS pixels, and how many pixels of the screen each of them is. */
const zooms = [
  { width: 640, deviceScaleFactor: 2 },
  { width: 320, deviceScaleFactor: 4 },
];

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh();
});
afterAll(() => world?.close());

test('what is wrong would be found', async () => {
  const page = await showState(world, { page: 'export-history', state: 'empty' });
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.style.cssText = 'outline: none; min-height: 0; height: 10px; width: 10px; padding: 0';
    const pale = document.createElement('p');
    pale.textContent = 'pale';
    pale.style.color = '#ddd';
    const line = document.createElement('p');
    line.append(button, button.cloneNode());
    document.querySelector('main')?.append(line, pale);
  });
  const found = (await violations(page)).map((line) => line.split(' ')[0]);
  expect([...new Set(found)].sort()).toEqual(['button-name', 'color-contrast', 'target-size']);
  await page.bringToFront();
  expect(await invisibleFocus(page)).toHaveLength(2);
});

test('what is not whole would be found', async () => {
  const page = await showState(world, { page: 'export-history', state: 'empty' });
  await page.evaluate(() => {
    const add = (text: string, style: string) => {
      const made = document.createElement('p');
      made.textContent = text;
      made.style.cssText = style;
      document.querySelector('main')?.append(made);
    };
    add('wide', 'white-space: nowrap; width: 3000px; text-align: end');
    add('high', 'height: 8px; overflow: hidden; font-size: 40px; line-height: 40px');
    add('low', 'height: 4px');
    add('behind', '');
    add('dots', 'width: 20px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap');
  });
  expect(await overflows(page)).toBe(true);
  const found = (await notWhole(page)).map((line) => line.split(' ')[0]);
  expect(new Set(found)).toEqual(new Set(['outside:', 'cut', 'overlaps:']));
});

test('the popup takes the room that it is drawn for', async () => {
  const popup = await world.chromium.popup(await world.openExplorer());
  await until('it is 400 px wide', () => popup.evaluate(() => innerWidth === 400));
  expect(await overflows(popup)).toBe(false);
  await popup.close();
});

/** WCAG 1.4.10 and 1.4.4: enlarged to 200 % and 400 %, it is whole, and scrolls in one direction. */
async function expectReflow(page: Page, state: PageState): Promise<void> {
  await setTheme(page, 'light');
  for (const { width, deviceScaleFactor } of zooms) {
    // As high as its page, so that what sticks to the window's end is below all else.
    await page.setViewport({ width, height: 600, deviceScaleFactor });
    const height = state.page === 'report' ? 900 : await page.evaluate(() => document.body.scrollHeight);
    await page.setViewport({ width, height, deviceScaleFactor });
    expect({ width, overflows: await overflows(page), wrong: await notWhole(page) }).toEqual({
      width,
      overflows: false,
      wrong: [],
    });
  }
}

const states = [...pageStates, ...actedStates];

async function expectAccessible(state: PageState): Promise<void> {
  const page = await showState(world, state);
  await page.bringToFront();
  await expectReflow(page, state);
  await page.setViewport(windowOf(state));
  expect({ theme: 'light', wrong: await violations(page) }).toEqual({ theme: 'light', wrong: [] });
  const light = await placesIn(page);
  await setTheme(page, 'dark');
  const dark = await violations(page, (await placesIn(page)) === light ? 'colours' : 'drawn');
  expect({ theme: 'dark', wrong: dark }).toEqual({ theme: 'dark', wrong: [] });
  await setTheme(page, 'high contrast');
  expect(await edgeless(page)).toEqual([]);
  expect(await unforced(page)).toEqual([]);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await invisibleFocus(page)).toEqual([]);

  // Its colours are the same from right to left.
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  const theme = 'high contrast, right to left';
  expect({ theme, wrong: await violations(page, 'drawn') }).toEqual({ theme, wrong: [] });
  const wide = await shownIn(page);
  // 320 px is also what 400 % zoom leaves of 1280.
  await page.setViewport({ width: 320, height: 600 });
  // What shows the same has the same colours; that nothing stands over another was asked for at this width.
  const which = (await shownIn(page)) === wide ? 'placed' : 'all';
  expect({ overflows: await overflows(page), wrong: await violations(page, which) }).toEqual({
    overflows: false,
    wrong: [],
  });
}

// One state in every language after the other: what is stored for it need not be stored again, which wakes the background.
describe.each(states)('$page, $state', (state) => {
  test('in English, all that is asked for', () => expectAccessible(state));

  test.each(!state.act || state.anyLanguage ? ['de', 'ar'] : [])('in %s, enlarged', async (language) => {
    await expectReflow(await showState(world, state, language), state);
  });
});
