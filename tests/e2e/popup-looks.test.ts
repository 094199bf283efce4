import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { type PageState, pageStates } from './page-states.ts';
import { storeState } from './show-state.ts';
import { startWorld, type World } from './world.ts';

/* How the real popup looks: what it is as high as, where its focus is, and that no other page's style is in it. */

/** Chromium's limit; beyond it a popup scrolls. */
const highest = 600;
const states = pageStates.filter(({ page }) => page === 'popup');

/** The popup that a click on the icon opens, in a state. */
async function popupIn(world: World, pages: Map<string, Page>, state: PageState): Promise<Page> {
  await storeState(world, state);
  const { chromium } = world;
  const url = state.tab ?? 'https://goals.microsoft.com/home';
  const page = pages.get(url) ?? (await chromium.open(url));
  pages.set(url, page);
  return chromium.popup(page);
}

type Moved = Record<'previousRect' | 'currentRect', DOMRectReadOnly>;
/** What moved up or down after it was painted: the second frame fills the room that the first one kept for it. */
const shifts = () =>
  new Promise<string[]>((resolve) => {
    const moved: string[] = [];
    const note = (list: PerformanceObserverEntryList) =>
      void moved.push(
        ...(list.getEntries() as (PerformanceEntry & { sources: Moved[] })[])
          .flatMap(({ sources }) => sources)
          .filter(({ previousRect: was, currentRect: is }) => was.y !== is.y || was.height !== is.height)
          .map((one) => JSON.stringify(one)),
      );
    new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver(() => resolve(moved)).observe({ type: 'paint', buffered: true });
  });

describe.each(['en-US', 'de'])('%s', (language) => {
  let world: World;
  const pages = new Map<string, Page>();
  beforeAll(async () => {
    world = await startWorld({ language });
    await world.fresh();
  });
  afterAll(() => world?.close());

  test.each(states)('$state: not too high, with one thing to do that has the focus', async (state) => {
    const popup = await popupIn(world, pages, state);
    await until('it is as wide as it will be', () => popup.evaluate(() => innerWidth === 400));
    const seen = await popup.evaluate(() => {
      const primaries = [...document.querySelectorAll('.primary')];
      return {
        lang: document.documentElement.lang,
        height: document.documentElement.scrollHeight,
        header: document.querySelector('header')?.offsetHeight,
        primaries: primaries.length,
        focused: primaries.length === 0 || document.activeElement === primaries[0],
        rows: [...document.querySelectorAll<HTMLElement>('.row')].map(({ offsetHeight }) => offsetHeight),
      };
    });
    const moved = await popup.evaluate(shifts);
    await popup.close();
    expect(moved).toEqual([]);
    expect(seen.lang).toBe(language.split('-')[0]);
    expect(seen.height).toBeLessThanOrEqual(highest);
    expect(seen.header).toBeLessThanOrEqual(41);
    expect(seen.focused).toBe(true);
    expect(seen.rows.length).toBeLessThanOrEqual(3);
    expect(seen.rows.filter((height) => height !== 48)).toEqual([]);
    // An export that goes on by itself is the one state with nothing to do.
    const runs = state.jobs?.[0]?.wait?.until !== undefined;
    expect(seen.primaries).toBe(runs ? 0 : 1);
  });
});

describe('its style', () => {
  let world: World;
  const pages = new Map<string, Page>();
  let popup: Page;
  beforeAll(async () => {
    world = await startWorld();
    await world.fresh();
    popup = await popupIn(world, pages, states.find(({ state }) => state === 'ready') as PageState);
  });
  afterAll(() => world?.close());

  test('is its own: nothing of the pages that fill a tab', async () => {
    const sizes = await popup.evaluate(() => {
      const sizeOf = (element: Element | null) => element && getComputedStyle(element).fontSize;
      const bare = (name: string) => document.body.appendChild(document.createElement(name));
      const made = ['h1', 'h2', 'h3'].map((name) => sizeOf(bare(name)));
      const main = getComputedStyle(document.querySelector('main') as Element);
      return { made, name: sizeOf(document.querySelector('.view h2')), maxWidth: main.maxWidth };
    });
    expect(sizes).toEqual({ made: ['16px', '14px', '14px'], name: '20px', maxWidth: 'none' });
    const wide = await world.chromium.openOwn('export-history.html');
    await wide.waitForSelector('h1');
    expect(await wide.$eval('h1', (title) => getComputedStyle(title).fontSize)).toBe('24px');
    await wide.close();
  });

  test('shows the ring of the focus once a key is pressed', async () => {
    const fresh = await popupIn(world, pages, states.find(({ state }) => state === 'ready') as PageState);
    const ring = () =>
      fresh.$eval('.primary', (button) => {
        const { outlineStyle, outlineColor } = getComputedStyle(button);
        return (
          document.activeElement === button &&
          outlineStyle !== 'none' &&
          !/^rgba\(.*, 0\)$/.test(outlineColor)
        );
      });
    expect(await ring()).toBe(false);
    await fresh.keyboard.press('ArrowDown');
    expect(await ring()).toBe(true);
  });

  test('the menu of the account goes by keys', async () => {
    const fresh = await popupIn(world, pages, states.find(({ state }) => state === 'ready') as PageState);
    const focused = () => fresh.evaluate(() => document.activeElement?.textContent);
    await fresh.focus('header [aria-haspopup=menu]');
    await fresh.keyboard.press('Enter');
    await until('its first item has the focus', async () => (await focused()) === 'Switch account');
    await fresh.keyboard.press('End');
    expect(await focused()).toBe('Sign out');
    await fresh.keyboard.press('Escape');
    expect(await fresh.$eval('header [aria-haspopup=menu]', (menu) => menu === document.activeElement)).toBe(
      true,
    );
  });
});
