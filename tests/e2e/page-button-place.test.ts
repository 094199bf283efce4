import { readdirSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ViewStatus } from '../../lib/messages/messages.ts';
import { until } from '../browser/until.ts';
import { takeOverContentScript } from './attacker.ts';
import { pageButton } from './page-button.ts';
import { builtTexts, speakHere } from './speak.ts';
import { companyView, startWorld, type World } from './world.ts';

/* Where the button is once it says more than its name: in every language, direction and width. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh();
});
afterAll(() => world?.close());

const base = `/org_uuid/${companyView.goalsOrganizationId}`;
const view = { ...companyView, explorerViewId: '48213' };
const startedAt = Date.now() - 754_000;
const retryAt = Date.now() + 86_400_000;
const statuses: Record<string, ViewStatus> = {
  running: { needsSetUp: false, status: 'running', startedAt },
  'running for somebody else': { needsSetUp: false, status: 'waiting', startedAt, joined: true },
  waiting: { needsSetUp: false, status: 'running', startedAt, problem: { code: 'throttled', retryAt } },
  failed: { needsSetUp: false, status: 'failed', problem: { code: 'signInPageUnavailable' } },
};

/** An Explorer page, and what makes its button anew in a language. */
async function explorer(behaviour: object) {
  world.emulator.goals.behaviour = behaviour;
  const page = await world.openExplorer();
  await page.waitForSelector('.shell');
  const run = await takeOverContentScript(world, page);
  const go = (path: string) =>
    page.evaluate(
      (to) => (window as unknown as { vivaGoals: { go(url: string): void } }).vivaGoals.go(to),
      path,
    );
  const speaks = async (code: string) => {
    await go(`${base}/dashboards`);
    await until('the button is gone', async () => (await page.$('export-view')) === null);
    const texts = builtTexts(code);
    await run(speakHere, texts, code.replace('_', '-'));
    await go(`${base}/objective-explorer?viewId=${view.explorerViewId}`);
    await pageButton(page, new RegExp(texts.exportView?.message ?? ''));
    await page.waitForSelector('export-view[data-place]');
  };
  return { page, speaks };
}

const tell = (status: ViewStatus) =>
  world.chromium.evaluate(
    async (about: object, now: object) => {
      for (const { id } of await chrome.tabs.query({ url: 'https://goals.microsoft.com/*' }))
        if (id !== undefined)
          await chrome.tabs
            .sendMessage(id, { name: 'statusChanged', view: about, status: now })
            .catch(() => undefined);
    },
    view,
    status,
  );

const codes = readdirSync('public/_locales');

/** Once it stands where it will: what of it is outside of the window. */
const outsideOf = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        setTimeout(() => {
          const host = document.querySelector('export-view') as HTMLElement;
          const { left, right, top, bottom } = host.getBoundingClientRect();
          const inside =
            left >= 0 &&
            top >= 0 &&
            right <= document.documentElement.clientWidth &&
            bottom <= innerHeight &&
            host.scrollWidth <= host.clientWidth + 1;
          resolve(host.hidden || inside ? '' : JSON.stringify([left, right, top, bottom, host.scrollWidth]));
        }, 80),
      ),
  );

test.each([false, true])(
  'in a corner it never leaves the window, whatever it says in whatever language; right to left: %s',
  async (rtl) => {
    const { page, speaks } = await explorer({ noActions: true, rtl });
    const outside: string[] = [];
    for (const code of codes) {
      await page.setViewport({ width: 1280, height: 700 });
      await speaks(code);
      for (const width of [1280, 240]) {
        await page.setViewport({ width, height: 700 });
        for (const [name, status] of Object.entries(statuses)) {
          await tell(status);
          const found = await outsideOf(page);
          if (found) outside.push(`${code}, ${width} px, ${name}: ${found}`);
        }
      }
    }
    await page.close();
    expect(outside).toEqual([]);
  },
);

test('beside "Actions" it pushes nobody as it goes on', async () => {
  const { page, speaks } = await explorer({});
  const place = () => page.$eval('.actions-menu', (menu) => Math.round(menu.getBoundingClientRect().x));
  const width = () => page.$eval('export-view', (host) => Math.round(host.getBoundingClientRect().width));
  for (const code of ['en', 'de', 'ar']) {
    await speaks(code);
    await tell({ needsSetUp: false });
    const rest = [await width(), await place()];
    for (const status of ['created', 'waiting', 'running', 'downloading', 'done'] as const) {
      await tell({ needsSetUp: false, status, startedAt });
      await new Promise((resolve) => setTimeout(resolve, 80));
      expect([code, status, await width(), await place()]).toEqual([code, status, ...rest]);
    }
  }
  await page.close();
});

test('it is as light or dark as the page’s own "Actions", whatever the system is', async () => {
  world.emulator.goals.behaviour = {};
  const page = await world.openExplorer();
  await pageButton(page);
  const theme = (expected: string) =>
    until(`it is ${expected}`, () =>
      page.$eval('export-view', (host, is) => (host as HTMLElement).dataset.theme === is, expected),
    );
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await theme('light');
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--text', '#fff');
    document.documentElement.style.setProperty('--card', '#222');
  });
  await theme('dark');
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
  await theme('light');
});
