import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { chromiumRedirectUri } from '../scripts/extension-ids.ts';
import { type ChromiumSession, chromeBuild, launchChromium } from './browser/chromium.ts';
import { until } from './browser/until.ts';
import { build } from './build.ts';
import { pageButton, pressPageButton } from './e2e/page-button.ts';
import { choose, region } from './e2e/report-page.ts';
import { explorerUrl, press, signInAs } from './e2e/world.ts';
import { type Emulator, startEmulator } from './emulator/index.ts';

/*
 * Shows an export from the click to the file and its report; or, where files are named, what these say. With a display, a
 * Chromium is opened and left to you; with `--headless`, or where there is no display, the demo plays the user.
 */

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const playsUser = process.argv.includes('--headless') || !hasDisplay;
const filesToRead = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const begun = Date.now();
const say = (text: string) =>
  console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${text}`);

async function main(): Promise<void> {
  for (const path of filesToRead) if (!existsSync(path)) throw new Error(`There is no file ${path}`);
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
    if (filesToRead.length > 0) return await readFiles(chromium);
    await setUp(chromium, emulator.clientId);
    const page = await chromium.open(explorerUrl());
    await (playsUser ? play(chromium, emulator, page) : leaveToUser(chromium, emulator, page));
  } finally {
    await chromium.close();
    await emulator.close();
  }
}

/** Needs no set-up: nobody signs in, no service is asked. */
async function readFiles(chromium: ChromiumSession): Promise<void> {
  const report = await chromium.openOwn('report.html');
  await choose(report, 'Open files', ...filesToRead);
  await sayReport(report);
  if (!playsUser) await untilClosed(chromium, 'Now it is yours: filter, compare, save as Excel.');
}

async function sayReport(report: Page): Promise<void> {
  const summary = await region(report, 'Summary');
  say(`Report "${await report.$eval('h1', (title) => title.innerText)}": ${summary}`);
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
  console.log(`\n${file.toString('utf8').split('\r\n').slice(0, 4).join('\n')}\n…\n`);
  const popup = await chromium.popup(page);
  await (await popup.waitForSelector('a[href*="report.html?"]'))?.click();
  await sayReport(await until('the report opens', () => openReport(chromium)));
}

const openReport = async ({ browser }: ChromiumSession) =>
  (await browser.pages()).find((page) => page.url().includes('/report.html'));

async function leaveToUser(chromium: ChromiumSession, { users }: Emulator, page: Page): Promise<void> {
  await page.bringToFront();
  console.log(`\n  Sign in as ${users.alice.upn} with the password ${users.alice.password}`);
  console.log(`  Files land in ${chromium.downloads}\n`);
  await untilClosed(
    chromium,
    'Now it is yours: click "Export view" beside "Actions", or the toolbar icon, or press Alt+Shift+E.',
  );
}

async function untilClosed({ browser }: ChromiumSession, text: string): Promise<void> {
  say(`${text} Close the browser to end the demo.`);
  await new Promise<void>((closed) => browser.once('disconnected', () => closed()));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
