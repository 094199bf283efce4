import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from './build.ts';
import { pageButton, pressPageButton } from './e2e/page-button.ts';
import { exportSignedIn, startWorld } from './e2e/world.ts';

/* Makes the picture of the README: an Explorer page with the button, and the popup with an export that runs. */

const target = 'docs/images/export-view.png';
const pageSize = { width: 1000, height: 560, deviceScaleFactor: 2 };

build();
const world = await startWorld({ args: ['--hide-scrollbars'] });
try {
  await world.fresh();
  await exportSignedIn(world);
  await world.freshExports();
  world.emulator.graph.timing = { notStartedMs: 1000, runningMs: 60_000 };
  const page = await world.openExplorer();
  await page.setViewport(pageSize);
  await pressPageButton(page);
  await pageButton(page, /Running/, 20_000);
  const explorer = await page.screenshot({ encoding: 'base64' });

  const [tab] = await world.chromium.evaluate(() =>
    chrome.tabs.query({ url: 'https://goals.microsoft.com/*' }),
  );
  const popup = await world.chromium.openOwn(`popup.html?tab=${tab?.id}`);
  await popup.setViewport({ width: 400, height: 10, deviceScaleFactor: 2 });
  await popup.waitForSelector('.job');
  const shown = await popup.screenshot({ encoding: 'base64', fullPage: true });

  const sheet = await world.chromium.browser.newPage();
  await sheet.setViewport(pageSize);
  await sheet.setContent(`<!doctype html><body style="margin:0">
    <img style="position:absolute;inset:0;width:1000px;border-radius:8px" src="data:image/png;base64,${explorer}">
    <img style="position:absolute;right:24px;bottom:24px;width:340px;border-radius:8px;box-shadow:0 8px 32px #0006"
      src="data:image/png;base64,${shown}">`);
  mkdirSync(dirname(target), { recursive: true });
  await sheet.screenshot({ path: target as `${string}.png`, omitBackground: true });
  console.log(target);
} finally {
  await world.close();
}
