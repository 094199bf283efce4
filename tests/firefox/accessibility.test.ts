import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { overflows, violations } from '../e2e/axe.ts';
import { type PageState, pageStates, storedFor } from '../e2e/page-states.ts';
import { type FirefoxWorld, newFirefoxWorld } from './world.ts';

declare const browser: { storage: typeof chrome.storage };

/** axe hands over to itself by timers, which a window without a user would run once a second. */
const awake = {
  'dom.min_background_timeout_value': 4,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
  'dom.timeout.background_throttling_max_budget': -1,
};

let world: FirefoxWorld;
let page: Page;
beforeAll(async () => {
  world = await newFirefoxWorld(awake);
  page = await world.firefox.openOwn('options.html');
});
afterAll(() => world?.close());

/** What Firefox takes for the user's system, and what its pages see of that. */
const themes = {
  light: { dark: 0, colours: 0, seen: '(prefers-color-scheme: light) and (forced-colors: none)' },
  dark: { dark: 1, colours: 0, seen: '(prefers-color-scheme: dark) and (forced-colors: none)' },
  'high contrast': { dark: 0, colours: 2, seen: '(forced-colors: active)' },
};
type Theme = keyof typeof themes;

async function setTheme(theme: Theme): Promise<void> {
  const { dark, colours, seen } = themes[theme];
  await world.firefox.window.prefer('ui.systemUsesDarkTheme', dark);
  await world.firefox.window.prefer('browser.display.document_color_use', colours);
  await until(seen, () => page.evaluate((query) => matchMedia(query).matches, seen));
}

/** The page in a state, drawn anew: what stood there before may be the same page in another state. */
async function show(state: PageState): Promise<void> {
  await world.firefox.evaluate(
    async (local: object) => {
      await browser.storage.local.clear();
      await browser.storage.local.set(local);
    },
    JSON.parse(JSON.stringify(storedFor(state))),
  );
  const path = `/${state.page}.html`;
  await page.evaluate((to) => {
    document.documentElement.dataset.before = '';
    location.assign(to);
  }, path);
  await until('the page', () =>
    page.evaluate(
      (to) =>
        location.pathname === to &&
        document.readyState === 'complete' &&
        document.querySelector('html:not([data-before]) main') !== null,
      path,
    ),
  );
}

/** Names and roles are the same in every browser, and asked for in Chromium, state by state; how it is drawn is not: whatever each page has. */
const drawn = [
  'popup, set-up needed',
  'popup, failed',
  'popup, many',
  'popup, long names',
  'options, filled in',
  'export-history, long names',
  'export-history, many',
  'views, many',
  'views, exported',
  'report, empty',
  'welcome, first',
  'welcome, sign-in failed',
];

// Firefox takes seconds until its pages see that colours are forced, or no longer: once, for all of them.
describe.each<Theme[][]>([[['light', 'dark']], [['high contrast']]])('%s', (these) => {
  test.each(pageStates.filter(({ page: name, state }) => drawn.includes(`${name}, ${state}`)))(
    '$page, $state',
    async (state) => {
      await show(state);
      for (const theme of these) {
        await setTheme(theme);
        expect({ theme, wrong: await violations(page, 'drawn') }).toEqual({ theme, wrong: [] });
        expect({ theme, overflows: await overflows(page) }).toEqual({ theme, overflows: false });
      }
    },
  );
});
