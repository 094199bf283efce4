import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { evilHost, lookAlikeHosts } from '../emulator/evil-hosts.ts';
import { frameAll, heardBy, listenToAll, orderHost, sendAll } from './attack-probes.ts';
import { pressInShadow } from './attack-scripts.ts';
import {
  afresh,
  everyMessage,
  exportsByHand,
  hostileExtension,
  hostilePage,
  isolatedWorlds,
  runIn,
  tabIdOf,
  takeOverContentScript,
  traces,
} from './attacker.ts';
import { pageButton } from './page-button.ts';
import { explorerUrl, exportSignedIn, startWorld, type World } from './world.ts';

// docs/attackers-list.md, "Any other web page, and other extensions". Somebody is signed in.
let world: World;
let id: string;
beforeAll(async () => {
  world = await startWorld({ besides: [hostileExtension], args: ['--disable-features=HttpsUpgrades'] });
  id = world.chromium.extensionId;
  await world.fresh();
  await exportSignedIn(world);
});
afterAll(() => world?.close());
beforeEach(() => afresh(world));

const nobody = { nobody: expect.stringMatching(/Could not establish connection/) };
const evilUrl = `https://${evilHost}/`;
const lookAlikes = lookAlikeHosts.map((host) => explorerUrl().replace('goals.microsoft.com', host));

test.each([evilUrl, ...lookAlikes])('W1: connect from a web page: %s', async (url) => {
  const hostile = await hostilePage(world);
  await hostile.evaluate(() => {
    chrome.runtime.onMessageExternal.addListener((_message, _sender, reply) => reply('heard'));
  });
  const page = await world.chromium.open(url);
  // It has the means: the other extension hears it.
  const other = new URL(hostile.url()).host;
  expect(await page.evaluate(sendAll, [{}], other)).toEqual([{ reply: 'heard' }]);
  const before = await traces(world);
  const messages = everyMessage();
  expect(await page.evaluate(sendAll, messages, id)).toEqual(messages.map(() => nobody));
  expect(await page.evaluate(orderHost, id)).toEqual(['closed']);
  expect(await traces(world)).toEqual(before);
  await hostile.close();
});

test('W2: send each message from another extension, reach into our pages, press the button', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  const options = await world.chromium.openOwn('options.html');
  const hostile = await hostilePage(world);
  const before = await traces(world);
  const messages = everyMessage(await tabIdOf(world, page));
  const fromPage = await takeOverContentScript(world, page, new URL(hostile.url()).host);
  expect(await hostile.evaluate(sendAll, messages, id)).toEqual(messages.map(() => nobody));
  expect(await fromPage(sendAll, messages, id)).toEqual(messages.map(() => nobody));
  for (const closed of [hostile.evaluate(orderHost, id), fromPage(orderHost, id)])
    expect(await closed).toEqual(['closed']);
  const injected = await hostile.evaluate(async (address) => {
    const [tab] = await chrome.tabs.query({ url: address });
    const target = { tabId: tab?.id as number };
    return chrome.scripting.executeScript({ target, func: () => location.href }).catch(String);
  }, options.url());
  expect(injected).toMatch(/Cannot access|Missing host permission/i);
  await page.bringToFront();
  expect(await fromPage(pressInShadow)).toBeGreaterThan(0);
  expect(await traces(world)).toEqual(before);
  await hostile.close();
  await exportsByHand(world, page);
});

test('W3: frame our pages, open them, go to them', async () => {
  const hostile = await hostilePage(world);
  const evil = await world.chromium.open(evilUrl);
  for (const page of [evil, hostile]) {
    await page.evaluate(frameAll, id);
    const frames = page.frames().map((frame) => frame.url());
    expect(frames.length).toBeGreaterThan(5);
    expect(frames.filter((url) => url.includes(id))).toEqual([]);
  }
  const ours = async () =>
    (await world.chromium.browser.pages(true))
      .map((page) => page.url())
      .filter((url) => /(options|popup|offscreen)\.html/.test(url));
  await evil.evaluate((own) => {
    for (const name of ['options.html', 'popup.html', 'offscreen.html']) {
      window.open(`chrome-extension://${own}/${name}`);
      const link = Object.assign(document.createElement('a'), { href: `chrome-extension://${own}/${name}` });
      document.body.append(link);
      link.click();
    }
  }, id);
  await evil.goto(evilUrl);
  expect(await ours()).toEqual([]);
  await hostile.close();
});

test('W4: hear what the background says to the offscreen document', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  const hostile = await hostilePage(world);
  const run = await takeOverContentScript(world, page);
  await hostile.evaluate(listenToAll);
  await run(listenToAll);
  await exportsByHand(world, page);
  await pageButton(page, /Saved/);
  // Its ears work: its own request is heard.
  const own = 'https://graph.microsoft.com/beta/me';
  await hostile.evaluate((url) => fetch(url).then(String, String), own);
  expect(await hostile.evaluate(heardBy)).toEqual([`request to ${own}`]);
  const names = (await run(heardBy)).map((message) => (message as { name: string }).name);
  expect(new Set(names)).toEqual(new Set(['statusChanged']));
  await hostile.close();
});

test('W4: pose as the offscreen document: its page in a tab takes no orders', async () => {
  const hostile = await hostilePage(world);
  const copy = `chrome-extension://${id}/offscreen.html`;
  const tabId = await hostile.evaluate((url) => chrome.tabs.create({ url }).then((tab) => tab.id), copy);
  const page = await world.openExplorer();
  await exportsByHand(world, page);
  await pageButton(page, /Saved/);
  const asked = world.emulator.requests.filter(({ path }) => path.endsWith('/content'));
  expect(asked).toHaveLength(1);
  await hostile.evaluate((tab) => chrome.tabs.remove(tab as number), tabId);
  await hostile.close();
});

test('W5: give the offscreen document orders, as content script, popup or options page', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  const run = await takeOverContentScript(world, page);
  const pages = [await world.chromium.openOwn('popup.html'), await world.chromium.openOwn('options.html')];
  await world.chromium.evaluate(() =>
    chrome.offscreen.createDocument({ url: 'offscreen.html', reasons: ['BLOBS'], justification: 'test' }),
  );
  const before = await traces(world);
  expect(await run(orderHost)).toEqual(['closed']);
  for (const own of pages) expect(await own.evaluate(orderHost)).toEqual(['closed']);
  const orders = ['cache', 'silent', 'fetchContent'].map((name) => ({ id: 1, name, input: {} }));
  for (const attempt of [run(sendAll, orders), ...pages.map((own) => own.evaluate(sendAll, orders))])
    expect(JSON.stringify(await attempt)).not.toMatch(/value|token/i);
  expect(await traces(world)).toEqual(before);
  // The same document serves the background.
  await exportsByHand(world, page);
  await pageButton(page, /Saved/);
});

const elsewhere = [
  ...lookAlikes,
  explorerUrl().replace('goals.microsoft.com', `goals.microsoft.com@${evilHost}`),
  explorerUrl().replace('goals.microsoft.com', 'goals.microsoft.com:8443'),
  explorerUrl().replace('https:', 'http:'),
];

test.each(elsewhere)('W6: a page that looks like it: %s', async (url) => {
  const page = await world.chromium.browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) =>
    request.url().startsWith('http:')
      ? request.respond({ contentType: 'text/html', body: '<h1>Explorer</h1>' })
      : request.continue(),
  );
  await page.goto(url);
  await showsNothing(page);
});

async function showsNothing(page: Page): Promise<void> {
  expect(page.url()).not.toMatch(/^https:\/\/goals\.microsoft\.com\//);
  const session = await page.createCDPSession();
  const worlds = await until('scripts of extensions', async () => {
    await session.send('Runtime.disable');
    const known = await isolatedWorlds(session);
    return known.size > 0 && known;
  });
  const own = worlds.get(`chrome-extension://${id}`);
  expect(own !== undefined).toBe(page.url().includes(':8443'));
  if (own !== undefined) {
    const replies = await runIn(session, own)(sendAll, everyMessage());
    expect(JSON.stringify(replies)).toBe(
      JSON.stringify(everyMessage().map(({ name }) => ({ reply: { error: `${name}: not allowed` } }))),
    );
  }
  expect(await page.$('export-view')).toBeNull();
  const popup = await world.chromium.popup(page);
  expect(await popup.evaluate(() => document.body.innerText)).toContain('Open a saved view');
  expect(await popup.$('button.primary')).toBeNull();
  await popup.close();
  expect(await world.jobs()).toEqual([]);
}
