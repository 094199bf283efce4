import { readdirSync } from 'node:fs';
import type { CDPSession } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { messageTable } from '../../lib/messages/message-table.ts';
import { chromeBuild } from '../browser/chromium.ts';
import { until } from '../browser/until.ts';
import {
  frameAll,
  heardBy,
  listenToAll,
  loadAsResources,
  orderHost,
  readStorage,
  sendAll,
} from './attack-probes.ts';
import {
  afresh,
  everyMessage,
  exportsByHand,
  hostileExtension,
  isolatedWorlds,
  otherView,
  tabIdOf,
  takeOverContentScript,
  traces,
} from './attacker.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { companyView, explorerUrl, exportSignedIn, startWorld, type World } from './world.ts';

// The rest of docs/attackers-list.md, "A crafted or hostile page": what it may ask for, and of whom.
let world: World;
beforeAll(async () => {
  world = await startWorld({ besides: [hostileExtension] });
  await world.fresh();
  await exportSignedIn(world);
});
afterAll(() => world?.close());
beforeEach(() => afresh(world));

test('P7: send messages from the page', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  const before = await traces(world);
  const messages = everyMessage(await tabIdOf(world, page));
  const replies = await page.evaluate(sendAll, messages, world.chromium.extensionId);
  expect(replies).toEqual(
    messages.map(() => ({ nobody: expect.stringMatching(/Could not establish connection/) })),
  );
  expect(await page.evaluate(orderHost, world.chromium.extensionId)).toEqual(['closed']);
  await page.evaluate((all) => {
    for (const message of all) {
      postMessage(message, '*');
      for (const target of [window, document, document.querySelector('export-view')])
        target?.dispatchEvent(new CustomEvent(message.name, { detail: message.input }));
    }
  }, messages);
  expect(await traces(world)).toEqual(before);
  await exportsByHand(world, page);
});

const viewChanged = { reply: { error: 'the tab now shows another view', code: 'viewChanged' } };

test('P8: ask, as our content script, for another view and for what is not its to ask for', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  const run = await takeOverContentScript(world, page);
  const before = await traces(world);
  const messages = everyMessage(await tabIdOf(world, page), 'job', otherView);
  const mine = messages.filter(
    ({ name }) => messageTable[name].from === 'explorerPage' && name !== 'showDetails',
  );
  const theirs = messages.filter(({ name }) => messageTable[name].from === 'ownPage');
  const [exported, status, ...others] = (await run(sendAll, mine)) as unknown[];
  expect(exported).toEqual(viewChanged);
  // As little as of a view that nobody exported.
  expect(status).toEqual({ reply: { value: { needsSetUp: false } } });
  expect(others).toEqual([]);
  expect(await run(sendAll, theirs)).toEqual(
    theirs.map(({ name }) => ({ reply: { error: `${name}: not allowed` } })),
  );
  expect(await traces(world)).toEqual(before);
  // Of its own view it may speak: the messages did arrive.
  const own = await run(sendAll, [{ name: 'viewStatus', input: { view: companyView } }]);
  expect(own).toEqual([{ reply: { value: { needsSetUp: false } } }]);
});

test('P8: go on to another view just before the user presses in the popup', async () => {
  const page = await world.openExplorer();
  const tabId = await tabIdOf(world, page);
  await page.evaluate((url) => history.pushState({}, '', url), explorerUrl(otherView));
  const seen = [{ name: 'exportTab', input: { tabId, view: companyView } }];
  const popup = await world.chromium.openOwn(`popup.html?tab=${tabId}`);
  expect(await popup.evaluate(sendAll, seen)).toEqual([viewChanged]);
  expect(await world.jobs()).toEqual([]);
});

test('P9: ask from an Explorer page in a frame on another site', async () => {
  world.emulator.goals.behaviour = { framable: true };
  const page = await world.chromium.open('https://page.evil.example/');
  const session = await page.createCDPSession();
  const framed = new Promise<CDPSession>((resolve) => session.once('sessionattached', resolve));
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
  });
  await page.evaluate((src) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src, width: 900, height: 600 }));
  }, explorerUrl());
  const frame = await framed;
  const inFrame = async (expression: string) =>
    (await frame.send('Runtime.evaluate', { expression, returnByValue: true })).result.value as unknown;
  await until('the Explorer in the frame', () =>
    inFrame("document.readyState === 'complete' && !!document.querySelector('h1')"),
  );
  // The other extension's script is there, so ours would be, too.
  const worlds = await until('scripts of extensions', async () => {
    await frame.send('Runtime.disable');
    const known = [...(await isolatedWorlds(frame)).keys()].filter((origin) =>
      origin.startsWith('chrome-extension:'),
    );
    return known.length > 0 && known;
  });
  expect(worlds).not.toContain(`chrome-extension://${world.chromium.extensionId}`);
  expect(await inFrame("document.querySelector('export-view') === null")).toBe(true);
});

test('P10: read other exports, the account, the file’s path, as our content script', async () => {
  const [other, page] = [await world.openExplorer(otherView), await world.openExplorer()];
  await pageButton(page);
  const run = await takeOverContentScript(world, page);
  expect(await run(readStorage)).toEqual(Array(7).fill(expect.stringMatching(/^Error: .*access/i)));
  const more = ['alarms', 'downloads', 'identity', 'offscreen', 'scripting', 'tabs', 'windows'];
  expect(await run((names) => names.filter((name) => name in chrome), more)).toEqual([]);
  await run(listenToAll);
  await pressPageButton(other);
  await pressPageButton(page);
  for (const shown of [other, page]) await pageButton(shown, /Saved/);
  const heard = (await run(heardBy)) as { name: string; view: object; status: object }[];
  expect(heard.length).toBeGreaterThan(3);
  for (const message of heard) {
    expect(message).toEqual({ name: 'statusChanged', view: companyView, status: expect.anything() });
    expect(['needsSetUp', 'startedAt', 'status']).toEqual(
      expect.arrayContaining(Object.keys(message.status)),
    );
  }
  const [told] = await run(sendAll, [{ name: 'viewStatus', input: { view: companyView } }]);
  expect(told).toEqual({
    reply: { value: { needsSetUp: false, status: 'done', startedAt: expect.any(Number) } },
  });
});

test('P11: load the extension’s files, frame its pages, hear that it is there', async () => {
  const page = await world.chromium.browser.newPage();
  await page.setBypassCSP(true);
  await page.evaluateOnNewDocument(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    addEventListener('message', ({ data }) => heard.push(data), true);
  });
  const { goalsOrganizationId } = companyView;
  await page.goto(`https://goals.microsoft.com/org_uuid/${goalsOrganizationId}/dashboards`);
  // The content script has been here, and waits for an Explorer page.
  await takeOverContentScript(world, page);
  const id = world.chromium.extensionId;
  const files = readdirSync(chromeBuild, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.'),
  );
  expect(files.length).toBeGreaterThan(15);
  expect(await page.evaluate(loadAsResources, id, files)).toEqual([]);
  await page.evaluate(frameAll, id);
  expect(page.frames().filter((frame) => frame.url().includes(id))).toEqual([]);
  expect(await page.evaluate(heardBy)).toEqual([]);
  expect(await page.evaluate(() => document.getElementsByTagName('export-view').length)).toBe(0);
});
