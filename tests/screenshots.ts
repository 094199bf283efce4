import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'puppeteer-core';
import { build } from './build.ts';
import { setTheme } from './e2e/axe.ts';
import { pageButton, pressPageButton } from './e2e/page-button.ts';
import { pageStates } from './e2e/page-states.ts';
import { showState } from './e2e/show-state.ts';
import { exportSignedIn, startWorld, type World } from './e2e/world.ts';

/*
 * Makes the picture of the README (an Explorer page with the button, and the popup with an export that runs), and every page
 * in every state, light, dark, in high contrast, right to left, narrow and wide, to be looked at.
 */

const readme = 'docs/images/export-view.png';
const all = '.output/screenshots';
const pageSize = { width: 1000, height: 560, deviceScaleFactor: 2 };

interface Variant {
  theme?: string;
  rtl?: boolean;
  width?: number;
}
const variants: Record<string, Variant> = {
  light: {},
  dark: { theme: 'dark' },
  contrast: { theme: 'high contrast' },
  rtl: { rtl: true },
  narrow: { width: 320 },
  wide: { width: 1600 },
};

build();
const world = await startWorld({ args: ['--hide-scrollbars'] });
try {
  await takeReadme(world);
  await takeAll(world);
} finally {
  await world.close();
}

async function takeReadme({ chromium, emulator, ...the }: World): Promise<void> {
  await the.fresh();
  await exportSignedIn(world);
  await the.freshExports();
  emulator.graph.timing = { notStartedMs: 1000, runningMs: 60_000 };
  const page = await the.openExplorer();
  await page.setViewport(pageSize);
  await pressPageButton(page);
  await pageButton(page, /Running/, 20_000);
  const explorer = await page.screenshot({ encoding: 'base64' });

  const [tab] = await chromium.evaluate(() => chrome.tabs.query({ url: 'https://goals.microsoft.com/*' }));
  const popup = await chromium.openOwn(`popup.html?tab=${tab?.id}`);
  await popup.setViewport({ width: 400, height: 10, deviceScaleFactor: 2 });
  await popup.waitForSelector('.job');
  const shown = await popup.screenshot({ encoding: 'base64', fullPage: true });

  const sheet = await chromium.browser.newPage();
  await sheet.setViewport(pageSize);
  await sheet.setContent(`<!doctype html><body style="margin:0">
    <img style="position:absolute;inset:0;width:1000px;border-radius:8px" src="data:image/png;base64,${explorer}">
    <img style="position:absolute;right:24px;bottom:24px;width:340px;border-radius:8px;box-shadow:0 8px 32px #0006"
      src="data:image/png;base64,${shown}">`);
  mkdirSync(dirname(readme), { recursive: true });
  await sheet.screenshot({ path: readme as `${string}.png`, omitBackground: true });
  console.log(readme);
}

async function takeAll(from: World): Promise<void> {
  rmSync(all, { recursive: true, force: true });
  mkdirSync(all, { recursive: true });
  await from.fresh();
  for (const state of pageStates) {
    const page = await showState(from, state);
    for (const [name, variant] of Object.entries(variants)) {
      await dress(page, state.page === 'popup' ? 400 : 1000, variant);
      const path = `${all}/${state.page}-${state.state.replaceAll(' ', '-')}-${name}.png` as const;
      await page.screenshot({ path, fullPage: true });
    }
    await page.close();
  }
  console.log(`${all}: ${pageStates.length} pages and states, each ${Object.keys(variants).join(', ')}`);
}

async function dress(page: Page, usual: number, { theme = 'light', rtl = false, width = usual }: Variant) {
  await setTheme(page, theme);
  await page.setViewport({ width, height: 100, deviceScaleFactor: 1 });
  await page.evaluate(
    (dir) => {
      document.documentElement.dir = dir;
    },
    rtl ? 'rtl' : 'ltr',
  );
}
