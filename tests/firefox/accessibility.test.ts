import { afterEach, expect, test } from 'vitest';
import { overflows, violations } from '../e2e/axe.ts';
import { pageStates, storedFor } from '../e2e/page-states.ts';
import { type FirefoxWorld, startFirefoxWorld } from './world.ts';

declare const browser: { storage: typeof chrome.storage };

let world: FirefoxWorld;
afterEach(() => world?.close());

/** What Firefox takes for the user's system. */
const themes: Record<string, Record<string, number>> = {
  light: { 'ui.systemUsesDarkTheme': 0, 'ui.prefersReducedMotion': 1 },
  dark: { 'ui.systemUsesDarkTheme': 1, 'ui.prefersReducedMotion': 1 },
  'high contrast': { 'browser.display.document_color_use': 2, 'ui.prefersReducedMotion': 1 },
};

/** axe hands over to itself by timers, which a window without a user would run once a second. */
const awake = {
  'dom.min_background_timeout_value': 4,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
  'dom.timeout.background_throttling_max_budget': -1,
};

test.each(Object.keys(themes))(
  'every page, %s',
  async (theme) => {
    world = await startFirefoxWorld({ ...themes[theme], ...awake });
    const page = await world.firefox.openOwn('options.html');
    for (const state of pageStates) {
      await world.firefox.evaluate(
        async (local: object) => {
          await browser.storage.local.clear();
          await browser.storage.local.set(local);
        },
        JSON.parse(JSON.stringify(storedFor(state))),
      );
      await page.evaluate((path) => location.assign(path), `/${state.page}.html`);
      await page.waitForFunction(
        (path) => location.pathname === path && document.querySelector('main') !== null,
        {},
        `/${state.page}.html`,
      );
      const { page: of, state: name } = state;
      expect({ of, name, wrong: await violations(page) }).toEqual({ of, name, wrong: [] });
      expect({ of, name, overflows: await overflows(page) }).toEqual({ of, name, overflows: false });
    }
  },
  120_000,
);
