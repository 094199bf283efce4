import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayBeSentBy } from '../../lib/messages.ts';
import { until } from '../browser/until.ts';
import { inContentScript } from './isolated-world.ts';
import { pageButton } from './page-button.ts';
import { companyView, explorerUrl, exportSignedIn, startWorld, type World } from './world.ts';

/* Another extension with every permission it could want, other web pages, our own pages: the lines W of docs/security.md. */

let folder: string;
let world: World;
/** A page of the other extension. */
let hostile: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  mkdirSync(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'Hostile',
    version: '1',
    permissions: ['tabs', 'scripting', 'management', 'storage', 'downloads'],
    host_permissions: ['<all_urls>'],
    background: { service_worker: 'worker.js' },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'worker.js'), '');
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>Hostile</title>');
  world = await startWorld({ besides: [folder] });
  await world.fresh();
  await exportSignedIn(world);
  const other = await until('the other extension', async () =>
    [...(await world.chromium.browser.extensions()).keys()].find((id) => id !== world.chromium.extensionId),
  );
  hostile = await world.chromium.open(`chrome-extension://${other}/page.html`);
});
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const ours = () => world.chromium.extensionId;

/** Opens the port by which the background asks for tokens, asks for them, and says what came of it. */
const askForTokens = (): Promise<string> =>
  new Promise((resolve) => {
    const port = chrome.runtime.connect({ name: 'host' });
    port.onMessage.addListener((message) => resolve(`answered ${JSON.stringify(message)}`));
    port.onDisconnect.addListener(() => resolve('disconnected'));
    for (const name of ['cache', 'silent', 'start']) port.postMessage({ id: 1, name, input: {} });
  });

test('W1: a web page has no way to connect', async () => {
  const page = await world.chromium.open('https://login.microsoftonline.com/shared/entra.css');
  const runtime = await page.evaluate(
    () => typeof (globalThis as { chrome?: { runtime?: object } }).chrome?.runtime,
  );
  expect(runtime).toBe('undefined');
});

test('W2: another extension is answered nothing, whatever it sends', async () => {
  const before = await world.chromium.evaluate(() => chrome.storage.local.get(null));
  for (const name of Object.keys(mayBeSentBy)) {
    const answer = await hostile.evaluate(
      (id, message) =>
        chrome.runtime.sendMessage(id, message).then(JSON.stringify, (error: Error) => error.message),
      ours(),
      { name, input: { view: companyView, settings: {}, jobId: 'x', tabId: 1, choose: false } },
    );
    expect(answer).toContain('Receiving end does not exist');
  }
  expect(await world.chromium.evaluate(() => chrome.storage.local.get(null))).toEqual(before);
});

test('W2: nor can it run scripts in our pages', async () => {
  await world.chromium.openOwn('options.html');
  const injected = await hostile.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ title: '*options*' });
    return chrome.scripting
      .executeScript({ target: { tabId: tab?.id ?? 0 }, func: () => document.title })
      .then(
        () => 'injected',
        (error: Error) => error.message,
      );
  });
  expect(injected).not.toBe('injected');
});

test.each(['options.html', 'popup.html'])('W3: %s is framed by nobody', async (path) => {
  await hostile.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.replaceChildren(frame);
  }, `chrome-extension://${ours()}/${path}`);
  const frame = await until('the frame', async () =>
    hostile.frames().find((one) => one !== hostile.mainFrame() && one.url() !== ''),
  );
  await until('it is refused', async () => !frame.url().startsWith(`chrome-extension://${ours()}`));
});

test('W4: nobody but the background opens the port to the host document: not another extension', async () => {
  await world.openExplorer();
  const answer = await hostile.evaluate(
    (id) =>
      new Promise((resolve) => {
        const opened = chrome.runtime.connect(id, { name: 'host' });
        opened.onMessage.addListener(() => resolve('answered'));
        opened.onDisconnect.addListener(() => resolve('disconnected'));
      }),
    ours(),
  );
  expect(answer).toBe('disconnected');
});

test('W4, W5: not a page of our own, not our content script, while the document is open', async () => {
  world.emulator.graph.timing = { notStartedMs: 500, runningMs: 8000 };
  await world.freshExports();
  const page = await world.openExplorer();
  await pageButton(page);
  await page.keyboard.press('Tab');
  await inContentScript(
    page,
    ours(),
    `chrome.runtime.sendMessage({ name: 'exportThisView', input: { view: ${JSON.stringify(companyView)} } }).then(() => 0)`,
  );
  await until('the host document', () =>
    world.chromium.evaluate(
      async () =>
        (await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT' as never] })).length > 0,
    ),
  );
  expect(await world.chromium.evaluate(askForTokens)).toBe('disconnected');
  expect(await inContentScript(page, ours(), `(${askForTokens})()`)).toBe('disconnected');
  await world.job('is done', ({ phase }) => phase === 'done', 30_000);
});

test.each([
  explorerUrl(companyView).replace('goals.microsoft.com', 'goals.microsoft.com.evil.example'),
  explorerUrl(companyView).replace('.com/', '.com:8443/'),
])('W6: on %s there is nothing of ours, and it can not be exported', async (url) => {
  await world.freshExports();
  const page = await world.chromium.browser.newPage();
  await page.goto(url).catch(() => undefined);
  const tabId = await world.chromium.evaluate(
    async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0]?.id,
  );
  await world.chromium.evaluate(
    (id) => chrome.runtime.sendMessage({ name: 'exportTab', input: { tabId: id } }),
    tabId,
  );
  expect(await world.jobs()).toEqual([]);
  expect(await page.$('export-view').catch(() => null)).toBeNull();
});
