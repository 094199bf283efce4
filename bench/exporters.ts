import type { Page } from 'puppeteer-core';
import { pressPageButton } from '../tests/e2e/page-button.ts';
import { clearDownloads, explorerUrl, type World } from '../tests/e2e/world.ts';
import { type FirefoxWorld, pressPageButton as pressInFirefox } from '../tests/firefox/world.ts';
import type { Exporter } from './transfer.ts';

export const inChromium = (world: World): Exporter => ({
  emulator: world.emulator,
  openExplorer: async () => {
    const page = await world.openExplorer();
    return () => pressPageButton(page);
  },
  evaluate: world.chromium.evaluate,
  job: world.job,
  freshExports: world.freshExports,
  clearDownloads: world.clearDownloads,
});

export function inFirefox({ emulator, firefox, job }: FirefoxWorld): Exporter {
  let page: Page | undefined;
  return {
    emulator,
    openExplorer: async () => {
      const opened = await firefox.open(explorerUrl());
      page = opened;
      return () => pressInFirefox(opened);
    },
    evaluate: firefox.evaluate,
    job,
    freshExports: async () => {
      await page?.close();
      page = undefined;
      emulator.graph.reset();
      emulator.requests.length = 0;
      await firefox.evaluate(async () => {
        const stored = await chrome.storage.local.get(null);
        await chrome.storage.local.remove(
          Object.keys(stored).filter((key) => /^job:|^throttling$/.test(key)),
        );
      });
    },
    clearDownloads: () => firefox.evaluate(clearDownloads),
  };
}
