import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ViewStatus } from '../../lib/messages.ts';
import { until } from '../browser/until.ts';
import { takeOverContentScript } from './attacker.ts';
import { pageButton } from './page-button.ts';
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
  paused: { needsSetUp: false, status: 'paused', problem: { code: 'proxyAnswered' } },
};

/** In the content script: speaks another language from now on. */
function speak(
  texts: Record<string, { message: string; placeholders?: Record<string, { content: string }> }>,
) {
  chrome.i18n.getMessage = ((key: string, values: string | string[] = []) => {
    const { message = '', placeholders = {} } = texts[key] ?? {};
    return message.replace(/\$(\w+)\$/g, (_whole, name: string) => {
      const at = Number(placeholders[name.toLowerCase()]?.content.slice(1)) - 1;
      return [values].flat()[at] ?? '';
    });
  }) as typeof chrome.i18n.getMessage;
}

/** An Explorer page whose button was made in a language. */
async function pageIn(code: string, behaviour: object): Promise<Page> {
  world.emulator.goals.behaviour = behaviour;
  const page = await world.openExplorer();
  const run = await takeOverContentScript(world, page);
  const texts = JSON.parse(readFileSync(`public/_locales/${code}/messages.json`, 'utf8'));
  await run(speak, texts);
  await page.evaluate(
    (to) => (window as unknown as { vivaGoals: { go(url: string): void } }).vivaGoals.go(to),
    `${base}/objective-explorer?viewId=${view.explorerViewId}`,
  );
  await pageButton(page, new RegExp(texts.exportView.message));
  return page;
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

describe.each(codes)('in a corner, %s', (code) => {
  test.each([false, true])(
    'it never leaves the window, the page reads from right to left: %s',
    async (rtl) => {
      const page = await pageIn(code, { noActions: true, rtl });
      await page.waitForSelector('export-view[data-place=corner]');
      const outside: string[] = [];
      for (const width of [1280, 480, 240]) {
        await page.setViewport({ width, height: 700 });
        for (const [name, status] of Object.entries(statuses)) {
          await tell(status);
          const settled = await page.evaluate(
            () =>
              new Promise<string>((resolve) =>
                setTimeout(() => {
                  const host = document.querySelector('export-view') as HTMLElement;
                  const { left, right, top, bottom } = host.getBoundingClientRect();
                  const fits =
                    left >= 0 &&
                    top >= 0 &&
                    right <= document.documentElement.clientWidth &&
                    bottom <= innerHeight &&
                    host.scrollWidth <= host.clientWidth + 1;
                  resolve(
                    host.hidden || fits ? '' : JSON.stringify([left, right, top, bottom, host.scrollWidth]),
                  );
                }, 80),
              ),
          );
          if (settled) outside.push(`${width} px, ${name}: ${settled}`);
        }
      }
      await page.close();
      expect(outside).toEqual([]);
    },
  );
});

test.each(['en', 'de', 'ar'])('beside "Actions", %s: it pushes nobody as it goes on', async (code) => {
  const page = await pageIn(code, {});
  await page.waitForSelector('export-view[data-place=beside]');
  const place = () => page.$eval('.actions-menu', (menu) => Math.round(menu.getBoundingClientRect().x));
  const width = () => page.$eval('export-view', (host) => Math.round(host.getBoundingClientRect().width));
  const rest = await width();
  const before = await place();
  for (const status of ['created', 'waiting', 'running', 'downloading', 'done'] as const) {
    await tell({ needsSetUp: false, status, startedAt });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect([status, await width(), await place()]).toEqual([status, rest, before]);
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
