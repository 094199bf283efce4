import { mkdirSync, rmSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { ensureTool } from './browser/tools.ts';
import { build } from './build.ts';
import { actedStates } from './e2e/acted-states.ts';
import { setTheme } from './e2e/axe.ts';
import { pageStates } from './e2e/page-states.ts';
import { showState } from './e2e/show-state.ts';
import { startWorld, type World } from './e2e/world.ts';
import { takePictures } from './pictures.ts';

/*
 * Makes the pictures of the README and of the stores, and every page in every state, light, dark, in high contrast,
 * narrow and wide, and in German and Arabic, to be looked at. `npm run screenshots -- welcome options`: these pages alone,
 * without the pictures.
 */

const all = '.output/screenshots';
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const states = [...pageStates, ...actedStates].filter(
  ({ page }) => only.length === 0 || only.some((word) => page.includes(word)),
);

interface Variant {
  theme?: string;
  width?: number;
}
const variants: Record<string, Variant> = {
  light: {},
  dark: { theme: 'dark' },
  contrast: { theme: 'high contrast' },
  narrow: { width: 320 },
  wide: { width: 1600 },
};

/** The longest words, and from right to left. */
const languages = ['de', 'ar'];

if (process.platform === 'linux') ensureTool('fonts');
await build();
const world = await startWorld({ args: ['--hide-scrollbars'] });
try {
  // Their exports are under way: before that time is gone.
  if (only.length === 0) await takePictures(world);
  if (!process.argv.includes('--pictures')) await takeAll(world);
} finally {
  await world.close();
}

async function takeAll(from: World): Promise<void> {
  rmSync(all, { recursive: true, force: true });
  mkdirSync(all, { recursive: true });
  await from.fresh();
  for (const state of states) {
    const page = await showState(from, state);
    for (const [name, variant] of Object.entries(variants)) {
      await dress(page, state.page === 'popup' ? 400 : 1000, variant);
      const path = `${all}/${state.page}-${state.state.replaceAll(' ', '-')}-${name}.png` as const;
      await page.screenshot({ path });
    }
    await page.close();
    if (state.act && !state.anyLanguage) continue;
    for (const language of languages) {
      const other = await showState(from, state, language);
      await dress(other, state.page === 'popup' ? 400 : 1000, {});
      const path = `${all}/${state.page}-${state.state.replaceAll(' ', '-')}-${language}.png` as const;
      await other.screenshot({ path });
      await other.close();
    }
  }
  const each = [...Object.keys(variants), ...languages].join(', ');
  console.log(`${all}: ${states.length} pages and states, each ${each}`);
}

async function dress(page: Page, usual: number, { theme = 'light', width = usual }: Variant) {
  await setTheme(page, theme);
  await page.setViewport({ width, height: 100, deviceScaleFactor: 1 });
  // As high as its page, for what sticks to the window's end is at the page's; `fullPage` would shift what stands from
  // right to left by what the window was wider before.
  // The report's table is as high as the window.
  const height = page.url().includes('report.html')
    ? 1400
    : await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  await page.evaluate(() => scrollTo(0, 0));
}
