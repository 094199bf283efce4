import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../lib/jobs/job.ts';
import { type ChromiumSession, launchChromium } from '../browser/chromium.ts';
import { type PackedExtension, packExtension, packedRefusal } from '../browser/packed.ts';
import { until } from '../browser/until.ts';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { explorerUrl, press, signInAs } from './world.ts';

/* The browser ends, or the extension does, while an export is under way. The extension is installed as from a store. */

if (packedRefusal) console.log(`Restarts of Chromium are not tested: this ${packedRefusal}.`);

let emulator: Emulator;
let packed: PackedExtension;
let chromium: ChromiumSession;
let home: string;

const launch = () => launchChromium({ emulator, home, packed });

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-view-'));
  home = join(folder, 'home');
  mkdirSync(join(folder, 'packed'));
  packed = await packExtension(join(folder, 'packed'));
  emulator = await startEmulator({ redirectUris: [packed.redirectUri] });
  chromium = await launch();
  await chromium.evaluate(
    (clientId: string) => chrome.storage.local.set({ settings: { clientId } }),
    emulator.clientId,
  );
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
afterEach(async () => {
  await chromium?.close();
  await emulator?.close();
  packed?.close();
});

async function restart(how: 'close' | 'kill'): Promise<void> {
  const { browser } = chromium;
  const gone = new Promise((resolve) => browser.process()?.once('exit', resolve));
  if (how === 'kill') browser.process()?.kill('SIGKILL');
  else await browser.close();
  await gone;
  await sleep(500);
  chromium = await launch();
}

async function jobs(): Promise<Job[]> {
  const stored = await chromium.evaluate(() => chrome.storage.local.get(null));
  return Object.entries(stored).flatMap(([key, job]) => (key.startsWith('job:') ? [job as Job] : []));
}
const job = (what: string, is: (job: Job) => boolean, patience = 30_000) =>
  until(`an export that ${what}`, async () => (await jobs()).find(is), patience);

async function beginExport() {
  const page = await chromium.open(explorerUrl());
  await pressPageButton(page);
  await signInAs(await chromium.signInWindow(), emulator.users.alice);
  return page;
}

const badge = () => chromium.evaluate(() => chrome.action.getBadgeText({}));

async function expectOneFile(): Promise<void> {
  await job('is done', ({ phase }) => phase === 'done', 90_000);
  const { graph, requests } = emulator;
  const files = readdirSync(chromium.downloads).filter((name) => !/crdownload$|^\./.test(name));
  expect(files).toHaveLength(1);
  const bytes = readFileSync(join(chromium.downloads, files[0] ?? ''));
  expect(bytes.equals(graph.contentOf(graph.jobs[0]?.key ?? ''))).toBe(true);
  expect(graph.jobs).toHaveLength(1);
  expect(
    requests.filter(({ host, method }) => host === 'graph.microsoft.com' && method === 'POST'),
  ).toHaveLength(1);
  expect(graph.earlyPolls).toEqual([]);
}

/** Tokens were in memory, and Entra's session ended with the browser: the user is asked, once, everywhere the same. */
async function signInAgain(): Promise<void> {
  await job('is paused', ({ hold }) => hold?.code === 'signInRequired', 60_000);
  const page = await chromium.open(explorerUrl());
  await pageButton(page, /Needs you|Sign-in needed|sign in/i);
  await until('the badge says so', async () => (await badge()) === '!');
  await press(await chromium.openOwn('popup.html'), 'Sign in');
  await signInAs(await chromium.signInWindow(), emulator.users.alice);
  await pageButton(page, /Done/, 60_000);
  await until('the badge says so', async () => (await badge()) === '');
}

describe.skipIf(packedRefusal !== undefined)('in mid-job', { timeout: 180_000 }, () => {
  test.each(['close', 'kill'] as const)(
    'Chromium ends (%s): nobody clicks, the export goes on as far as it can; one sign-in later the file is there',
    async (how) => {
      emulator.graph.timing = { notStartedMs: 2000, runningMs: 8000 };
      await beginExport();
      await job('is followed', ({ phase }) => phase === 'following');
      await restart(how);
      await signInAgain();
      await expectOneFile();
    },
  );

  test('Chromium is killed while the content comes, and again while it is saved: one complete file', async () => {
    Object.assign(emulator.graph, {
      timing: { notStartedMs: 200, runningMs: 300 },
      contentBytes: 80_000_000,
    });
    emulator.graph.failNext('content', { delayMs: 4000 });
    await beginExport();
    await job('is ready', ({ phase }) => phase === 'ready');
    await restart('kill');
    await job('is paused', ({ hold }) => hold?.code === 'signInRequired', 60_000);
    await press(await chromium.openOwn('popup.html'), 'Sign in');
    await signInAs(await chromium.signInWindow(), emulator.users.alice);
    await job('is being saved, or done', ({ phase }) => phase === 'saving' || phase === 'done', 60_000);
    await restart('kill');
    const next = await job(
      'is done, or paused',
      ({ phase, hold }) => phase === 'done' || hold !== undefined,
      60_000,
    );
    if (next.phase !== 'done') await signInAgain();
    await expectOneFile();
  });

  test('the extension is reloaded: the export goes on, the old button says to reload the page', async () => {
    emulator.graph.timing = { notStartedMs: 2000, runningMs: 6000 };
    const page = await beginExport();
    await job('is followed', ({ phase }) => phase === 'following');
    await chromium.evaluate(() => chrome.runtime.reload()).catch(() => undefined);
    await pageButton(page, /Reload this page/, 20_000);
    await page.reload();
    await pageButton(page, /Done/, 60_000);
    await expectOneFile();
  });

  test('the extension is updated: the export goes on in the new version', async () => {
    emulator.graph.timing = { notStartedMs: 2000, runningMs: 10_000 };
    const page = await beginExport();
    await job('is followed', ({ phase }) => phase === 'following');
    packed.release('1.1.0');
    // The browser would wait until the extension is idle; a reload takes the update at once.
    await chromium
      .evaluate(async () => {
        const available = new Promise((resolve) => chrome.runtime.onUpdateAvailable.addListener(resolve));
        await chrome.runtime.requestUpdateCheck();
        await available;
        chrome.runtime.reload();
      })
      .catch(() => undefined);
    const version = () =>
      chromium.evaluate(() => chrome.runtime.getManifest().version).catch(() => undefined);
    await until('the new version runs', async () => (await version()) === '1.1.0', 30_000);
    await page.reload();
    await pageButton(page, /Done/, 60_000);
    await expectOneFile();
  });
});
