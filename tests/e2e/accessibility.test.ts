import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { actedStates } from './acted-states.ts';
import { edgeless, invisibleFocus, overflows, setTheme, themes, violations } from './axe.ts';
import { pageStates } from './page-states.ts';
import { showState } from './show-state.ts';
import { startWorld, type World } from './world.ts';

/* WCAG 2.2 AA as far as a machine can tell: every page and state, in every theme. */

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

test('the popup takes the room that it is drawn for', async () => {
  const popup = await world.chromium.popup(await world.openExplorer());
  await until('it is 400 px wide', () => popup.evaluate(() => innerWidth === 400));
  expect(await overflows(popup)).toBe(false);
  await popup.close();
});

test.each([...pageStates, ...actedStates])('$page, $state', async (state) => {
  const page = await showState(world, state);
  await page.bringToFront();
  for (const theme of Object.keys(themes)) {
    await setTheme(page, theme);
    const wrong = await violations(page, theme === 'light' ? 'all' : 'drawn');
    expect({ theme, wrong }).toEqual({ theme, wrong: [] });
    if (theme === 'high contrast') expect(await edgeless(page)).toEqual([]);
  }
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
  expect(await invisibleFocus(page)).toEqual([]);

  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  expect(await violations(page, 'drawn')).toEqual([]);
  // 320 px is also what 400 % zoom leaves of 1280.
  await page.setViewport({ width: 320, height: 600 });
  expect({ overflows: await overflows(page), wrong: await violations(page) }).toEqual({
    overflows: false,
    wrong: [],
  });
});
