import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { chromiumRedirectUri } from '../scripts/extension-ids.ts';
import { type ChromiumSession, chromeBuild, launchChromium } from './browser/chromium.ts';
import { until } from './browser/until.ts';
import { build } from './build.ts';
import { pageButton, pressPageButton } from './e2e/page-button.ts';
import { explorerUrl, press, signInAs } from './e2e/world.ts';
import { type Emulator, startEmulator } from './emulator/index.ts';

/*
 * Shows an export from the click to the file. With a display, a Chromium is opened and left to you; with `--headless`,
 * or where there is no display, the demo plays the user.
 */

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const playsUser = process.argv.includes('--headless') || !hasDisplay;

const begun = Date.now();
const say = (text: string) =>
  console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${text}`);

async function main(): Promise<void> {
  say('Building the extension');
  await build();
  const emulator = await startEmulator({ redirectUris: [chromiumRedirectUri(chromeBuild)] });
  say('Microsoft Entra, Microsoft Graph and Viva Goals are emulated on this machine');
  const home = resolve('.output/demo');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const chromium = await launchChromium({ emulator, headless: playsUser, home });
  say(`Chromium is open with the extension (${chromium.extensionId}), nobody is signed in`);
  try {
    await setUp(chromium, emulator.clientId);
    const page = await chromium.open(explorerUrl());
    await (playsUser ? play(chromium, emulator, page) : leaveToUser(chromium, emulator, page));
  } finally {
    await chromium.close();
    await emulator.close();
  }
}

async function setUp(chromium: ChromiumSession, clientId: string): Promise<void> {
  const options = await chromium.openOwn('options.html');
  await options.waitForSelector('#clientId');
  await options.type('#clientId', clientId);
  await press(options, 'Save');
  await options.waitForFunction(() => document.querySelector('.save [role=status]')?.textContent === 'Saved');
  await options.close();
  say(`Options: application (client) ID ${clientId} saved`);
}

async function play(chromium: ChromiumSession, emulator: Emulator, page: Page): Promise<void> {
  say(`Explorer page: ${await page.title()}`);
  await pressPageButton(page);
  say('Clicked "Export view"');
  const window = await chromium.signInWindow();
  say(`A sign-in window opened: ${await window.title()}`);
  await signInAs(window, emulator.users.alice);
  say(`Signed in as ${emulator.users.alice.upn}`);
  let last = '';
  await until(
    'the export ends',
    async () => {
      const { name } = await pageButton(page);
      if (name !== last) say(`The button says: ${name}`);
      last = name;
      return /Saved|Failed/.test(name);
    },
    60_000,
  );
  const [download] = await chromium.evaluate(() => chrome.downloads.search({ state: 'complete' }));
  if (!download) throw new Error('no file was saved');
  const file = readFileSync(download.filename);
  const job = emulator.graph.jobs.at(-1);
  if (!job || !file.equals(emulator.graph.contentOf(job.key)))
    throw new Error(`${download.filename} is not the file that the service sent`);
  say(`Saved, byte for byte as the service sent it: ${download.filename} (${file.length} bytes)`);
  console.log(`\n${file.toString('utf8').split('\r\n').slice(0, 4).join('\n')}\n…`);
}

async function leaveToUser(chromium: ChromiumSession, { users }: Emulator, page: Page): Promise<void> {
  await page.bringToFront();
  say('Now it is yours: click "Export view" beside "Actions", or the toolbar icon, or press Alt+Shift+E.');
  console.log(`\n  Sign in as ${users.alice.upn} with the password ${users.alice.password}`);
  console.log(`  Files land in ${chromium.downloads}\n  Close the browser to end the demo.\n`);
  await new Promise<void>((closed) => chromium.browser.once('disconnected', () => closed()));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
