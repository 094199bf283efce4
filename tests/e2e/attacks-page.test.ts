import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mayBeSentBy } from '../../lib/messages.ts';
import { until } from '../browser/until.ts';
import { inContentScript } from './isolated-world.ts';
import { pageButton, pageButtons, pressPageButton } from './page-button.ts';
import { companyView, explorerUrl, exportSignedIn, startWorld, type World } from './world.ts';

/* A hostile page on goals.microsoft.com, and what it could do with our content script: the lines P of docs/security.md. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh();
  await exportSignedIn(world);
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.freshExports();
  world.emulator.goals.reset();
});

const otherView = { ...companyView, explorerViewId: '48213' };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function expectNothingExported(): Promise<void> {
  await pause(400);
  expect(await world.jobs()).toEqual([]);
  expect(world.emulator.requests.filter(({ host }) => host === 'graph.microsoft.com')).toEqual([]);
}

async function ready(view = companyView): Promise<Page> {
  const page = await world.openExplorer(view);
  await pageButton(page);
  return page;
}

const send = (page: Page, message: object) =>
  inContentScript(page, world.chromium.extensionId, `chrome.runtime.sendMessage(${JSON.stringify(message)})`);

test('P1: clicks and keys by script press nothing', async () => {
  const page = await ready();
  await page.$eval('export-view', (host) => {
    const { x, y, width, height } = host.getBoundingClientRect();
    const at = { bubbles: true, composed: true, clientX: x + width / 2, clientY: y + height / 2 };
    for (const target of [host, document.elementFromPoint(at.clientX, at.clientY), document.body]) {
      for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click'])
        target?.dispatchEvent(new MouseEvent(type, at));
      for (const type of ['keydown', 'keypress', 'keyup'])
        target?.dispatchEvent(new KeyboardEvent(type, { ...at, key: 'Enter' }));
      (target as HTMLElement | null)?.click();
      (target as HTMLElement | null)?.focus();
    }
  });
  await expectNothingExported();
});

test('P2: the shadow tree is neither read nor written', async () => {
  const page = await ready();
  const managed = await page.$eval('export-view', (host) => {
    const found: string[] = [];
    if (host.shadowRoot) found.push('root');
    try {
      host.attachShadow({ mode: 'open' });
      found.push('attached');
    } catch {
      // As it should be.
    }
    const own = document.createElement('b');
    own.textContent = 'ours';
    host.append(own);
    if (own.getClientRects().length > 0) found.push('shown');
    if (host.textContent?.includes('Export')) found.push('read');
    return found;
  });
  expect(managed).toEqual([]);
});

test('P3: cloned, moved, hidden, covered, deleted: it comes back, and clones and covers press nothing', async () => {
  const page = await ready();
  await page.$eval('export-view', (host) => document.body.append(host.cloneNode(true)));
  await page.$$eval('export-view', (all) => (all.at(-1) as HTMLElement).click());
  for (let times = 0; times < 5; times++) {
    await page.$$eval('export-view', (all) => {
      for (const one of all) one.remove();
    });
    await pageButton(page);
  }
  await page.$eval('export-view', (host) => document.querySelector('main, body')?.prepend(host));
  const { box } = await pageButton(page);
  await page.evaluate(() => {
    const cover = document.createElement('div');
    cover.setAttribute('popover', 'manual');
    document.body.append(cover);
    cover.showPopover();
    for (const [name, value] of Object.entries({ width: '100vw', height: '100vh', opacity: '0.01' }))
      cover.style.setProperty(name, value);
  });
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expectNothingExported();
});

test('P4: prototypes that throw and lie do not reach the content script', async () => {
  const page = await ready(otherView);
  const next = explorerUrl(companyView);
  await page.evaluate((url) => {
    const { history } = window;
    const fail = () => {
      throw new Error('patched');
    };
    for (const type of [
      Array,
      Promise,
      Map,
      Set,
      URL,
      URLSearchParams,
      RegExp,
      String,
      Element,
      Node,
      Document,
      EventTarget,
      Event,
      MutationObserver,
    ])
      for (const name of Object.getOwnPropertyNames(type.prototype))
        try {
          if (name !== 'constructor')
            Object.defineProperty(type.prototype, name, { get: fail, set: fail, configurable: true });
        } catch {
          // Not every one can be.
        }
    Object.defineProperty(window, 'isTrusted', { value: true });
    history.pushState(null, '', url);
  }, next);
  await pressPageButton(page);
  const job = await world.job('is done', ({ phase }) => phase === 'done');
  expect(job.view).toEqual(companyView);
});

test('P5: a thousand navigations in a second: one button, the right one, and nothing grows', async () => {
  const page = await ready();
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const measure = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value])) as {
      JSEventListeners: number;
      Nodes: number;
    };
  };
  const flood = (count: number) =>
    page.evaluate(
      (base, times) => {
        for (let at = 0; at < times; at++) history.pushState(null, '', base.replace(/[^=]+$/, String(at)));
        history.pushState(null, '', base);
      },
      explorerUrl(companyView),
      count,
    );
  await flood(20);
  await pause(500);
  const before = await measure();
  await flood(1000);
  await pause(1500);
  const after = await measure();
  expect(after.JSEventListeners - before.JSEventListeners).toBeLessThan(20);
  expect(after.Nodes - before.Nodes).toBeLessThan(200);
  expect(await pageButtons(page)).toHaveLength(1);
  await pressPageButton(page);
  expect((await world.job('is done', ({ phase }) => phase === 'done')).view).toEqual(companyView);
});

test.each([
  ['markup', '<img src=x onerror=alert(1)>'],
  ['100 kB', 'x'.repeat(100_000)],
  ['control and bidirectional characters', '\u202e\u0007abc'],
])('P6: ids of %s are told as text, and export nothing', async (_name, id) => {
  const page = await ready();
  await page.evaluate(
    (url) => history.pushState(null, '', url),
    explorerUrl(companyView).replace(/[^=]+$/, encodeURIComponent(id)),
  );
  await pressPageButton(page, /Not a view ID/);
  const popup = await world.chromium.shownPopup();
  expect(await popup.$$eval('img, main script', (all) => all.length)).toBe(0);
  const text = await popup.$eval('main', (main) => main.innerText);
  expect(text).toContain(id.slice(0, 20));
  expect(text.length).toBeLessThan(1500);
  await popup.close();
  await expectNothingExported();
});

test('P7: a page can send the extension nothing', async () => {
  const page = await ready();
  const ways = await page.evaluate((id) => {
    const { runtime } =
      (globalThis as unknown as { chrome?: { runtime?: { sendMessage?: unknown; connect?: unknown } } })
        .chrome ?? {};
    window.postMessage({ name: 'exportThisView', input: {} }, '*');
    return [typeof runtime?.sendMessage, typeof runtime?.connect, id.length];
  }, world.chromium.extensionId);
  expect(ways).toEqual(['undefined', 'undefined', 32]);
  await expectNothingExported();
});

test('P8: the content script of one view exports no other, and may send nothing that our own pages may', async () => {
  const page = await ready();
  expect(await send(page, { name: 'exportThisView', input: { view: otherView } })).toMatchObject({
    error: expect.any(String),
  });
  const own = Object.entries(mayBeSentBy).filter(([, sender]) => sender === 'ownPage');
  expect(own.length).toBeGreaterThan(5);
  for (const [name] of own)
    expect(await send(page, { name, input: { jobId: 'x', tabId: 1, settings: {}, choose: false } })).toEqual({
      error: `${name}: not allowed`,
    });
  await expectNothingExported();
});

test('P9: in a frame there is no button', async () => {
  world.emulator.goals.behaviour = { framed: true };
  const page = await world.chromium.open('https://goals.microsoft.com/home');
  await page.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, explorerUrl(companyView));
  const frame = await until('the frame', async () =>
    page.frames().find((one) => one.url().includes('objective-explorer')),
  );
  await frame.waitForSelector('button[aria-haspopup]');
  await pause(1200);
  expect(await frame.$('export-view')).toBeNull();
});

test('P10: through the content script: no account, no path, no storage, no other view, no list of exports', async () => {
  await pressPageButton(await ready(otherView));
  await world.job('is done', ({ phase }) => phase === 'done');
  const page = await ready();
  const ask = (view: object) => send(page, { name: 'viewStatus', input: { view } });
  expect(await ask(otherView)).toEqual({ value: { needsSetUp: false } });
  const status = JSON.stringify(
    await send(await ready(otherView), { name: 'viewStatus', input: { view: otherView } }),
  );
  expect(status).toContain('done');
  expect(status).not.toMatch(/alice|homeAccountId|Downloads|\.csv|j!/);
  for (const area of ['local', 'session'])
    await expect(
      inContentScript(page, world.chromium.extensionId, `chrome.storage.${area}.get(null)`),
    ).rejects.toThrow();
});

test('P11: no page, script or picture of the extension can be loaded by a web page', async () => {
  const page = await ready();
  const loaded = await page.evaluate(async (id) => {
    const found: string[] = [];
    for (const path of [
      'manifest.json',
      'popup.html',
      'options.html',
      'offscreen.html',
      'background.js',
      'icons/16.png',
      '_locales/en/messages.json',
    ])
      await fetch(`chrome-extension://${id}/${path}`).then(
        () => found.push(path),
        () => undefined,
      );
    return found;
  }, world.chromium.extensionId);
  expect(loaded).toEqual([]);
});
