import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { actedStates } from './acted-states.ts';
import { overflows } from './axe.ts';
import { pageStates } from './page-states.ts';
import { notWhole } from './reflow.ts';
import { showState } from './show-state.ts';
import { startWorld, type World } from './world.ts';

/* WCAG 1.4.10 and 1.4.4: enlarged to 200 % and 400 %, every page is whole, and scrolls in one direction. */

/** What zoom leaves of a window of 1280 px, in CSS pixels, and how many pixels of the screen each of them is. */
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
afterEach(async () => {
  for (const page of await world.chromium.browser.pages())
    if (page.url().startsWith('chrome-extension:') && !page.url().includes('manifest.json'))
      await page.close();
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

describe.each(['en', 'de', 'ar'])('%s', (language) => {
  const states = [...pageStates, ...actedStates].filter(
    ({ act, anyLanguage }) => language === 'en' || !act || anyLanguage,
  );
  test.each(states)('$page, $state', async (state) => {
    const page = await showState(world, state, language === 'en' ? undefined : language);
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
  });
});
