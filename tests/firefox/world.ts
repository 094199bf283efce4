import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type FirefoxSession, firefoxRedirectUri, launchFirefox } from '../browser/firefox.ts';
import { makeSharedHome } from '../browser/shared-home.ts';
import { until } from '../browser/until.ts';
import { type StoredJobs, storedJobs } from '../e2e/stored-jobs.ts';
import { emptyDatabases, explorerUrl, quick, signInAs } from '../e2e/world.ts';
import { type Emulator, startEmulator } from '../emulator/index.ts';

/** What a page of the extension has in Firefox; the part that tests call. */
declare const browser: Pick<typeof chrome, 'storage' | 'downloads' | 'runtime' | 'tabs'>;

/** The emulated services and a real Firefox, which may end and come back with the same profile. */
export interface FirefoxWorld extends StoredJobs {
  emulator: Emulator;
  firefox: FirefoxSession;
  restart(how: 'kill' | 'close'): Promise<void>;
  /** Opens the browser again. */
  comeBack(): Promise<void>;
  /** Back to a user's first day: nothing stored, nothing downloaded, nobody signed in; but set up. */
  fresh(): Promise<void>;
  /** The extension forgets who is signed in; the browser's own session at Microsoft stays. */
  forgetSignIn(): Promise<void>;
  /** Forgets the exports and the services' state, but not who is signed in. */
  freshExports(): Promise<void>;
  files(): { name: string; bytes: Buffer }[];
  close(): Promise<void>;
}

let shared: Promise<FirefoxWorld> | undefined;

/** The test files of a process share one world: the next one finds it as its `fresh()` makes it, and it ends with the process. */
export async function startFirefoxWorld(): Promise<FirefoxWorld> {
  const before = await shared?.catch(() => undefined);
  if (before?.firefox.browser.connected) return before;
  shared = newFirefoxWorld({}, { home: makeSharedHome() }).then((world) => {
    const { fresh } = world;
    process.once('exit', () => world.firefox.browser.process()?.kill('SIGKILL'));
    return Object.assign(world, { close: fresh });
  });
  return shared;
}

/**
 * A world of one's own, for those that do to the browser what the next ones would feel.
 * @param preferences of Firefox (about:config)
 */
export async function newFirefoxWorld(
  preferences: Record<string, number | boolean> = {},
  {
    home = mkdtempSync(join(tmpdir(), 'export-view-')),
    ...options
  }: {
    headless?: boolean;
    display?: string;
    home?: string;
  } = {},
): Promise<FirefoxWorld> {
  const emulator = await startEmulator({ redirectUris: [firefoxRedirectUri()] });
  const launch = () => launchFirefox({ emulator, home, preferences, ...options });
  emulator.graph.timing = quick;
  const world: FirefoxWorld = {
    ...storedJobs(() => world.firefox.evaluate(() => browser.storage.local.get(null))),
    emulator,
    firefox: await launch(),
    async restart(how) {
      await world.firefox[how]();
      await world.comeBack();
    },
    async comeBack() {
      world.firefox = await launch();
    },
    async fresh() {
      await closePages(world.firefox);
      emulator.reset();
      emulator.graph.timing = quick;
      await world.forgetSignIn();
      await world.firefox.evaluate(emptyDatabases);
      await world.firefox.evaluate(forgetEverything, emulator.clientId);
      // Also what no list names any more.
      rmSync(world.firefox.downloads, { recursive: true, force: true });
      mkdirSync(world.firefox.downloads);
    },
    async forgetSignIn() {
      // Signing out makes the event page forget what it has in memory.
      await world.firefox.evaluate(async () => {
        await browser.runtime.sendMessage({ name: 'signOut', input: {} });
        await browser.storage.local.remove('signedOut');
      });
    },
    async freshExports() {
      await closePages(world.firefox);
      emulator.graph.reset();
      emulator.graph.timing = quick;
      emulator.requests.length = 0;
      await world.firefox.evaluate(async () => {
        const stored = await browser.storage.local.get(null);
        await browser.storage.local.remove(
          Object.keys(stored).filter((key) => /^(job|last):|^(jobIndex|throttling)$/.test(key)),
        );
      });
    },
    files: () =>
      readdirSync(world.firefox.downloads)
        .filter((name) => !name.endsWith('.part'))
        .map((name) => ({ name, bytes: readFileSync(join(world.firefox.downloads, name)) })),
    async close() {
      await world.firefox.close();
      await emulator.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await world.firefox.evaluate(async (clientId: string) => {
    await browser.storage.local.set({ settings: { clientId } });
  }, emulator.clientId);
  return world;
}

/** Closes the popup and every tab but the first and the one that looks into the extension. */
async function closePages({ browser: driver, window, evaluate }: FirefoxSession): Promise<void> {
  await window.closePopup();
  for (const page of await driver.pages())
    if (page.url().startsWith('https:')) await page.close().catch(() => undefined);
  await evaluate(async () => {
    const own = await browser.tabs.query({ url: `${location.origin}/*` });
    await browser.tabs.remove(
      own.flatMap(({ id, url }) => (url === location.href || id === undefined ? [] : [id])),
    );
  });
}

async function forgetEverything(clientId: string): Promise<void> {
  for (const area of ['local', 'session', 'sync'] as const) await browser.storage[area].clear();
  for (const { id, state } of await browser.downloads.search({})) {
    if (state === 'complete') await browser.downloads.removeFile(id).catch(() => undefined);
    await browser.downloads.erase({ id });
  }
  await browser.storage.local.set({ settings: { clientId } });
}

/** Waits until the button says something. */
export const buttonSays = (page: Page, what: RegExp, patience?: number): Promise<string> =>
  until(
    `the button says ${what}`,
    async () => {
      const text = await buttonText(page);
      return what.test(text) && text;
    },
    patience,
  );

/** Clicks the button on an Explorer page. */
export async function pressPageButton(page: Page): Promise<void> {
  const host = await until('the button', async () => {
    const element = await page.$('export-view');
    return (await element?.boundingBox())?.width ? element : undefined;
  });
  await page.bringToFront();
  // Its shadow root is closed to all: aim at its middle.
  await host.click();
}

interface RemoteNode {
  value?: { nodeValue?: string; localName?: string; children?: RemoteNode[]; shadowRoot?: RemoteNode };
}

const textOf = ({ value }: RemoteNode): string =>
  value?.localName === 'style'
    ? ''
    : (value?.nodeValue ?? [...(value?.children ?? []).map(textOf)].filter(Boolean).join(' '));

/** What the button says: its shadow root is closed to all but the browser. */
export async function buttonText(page: Page): Promise<string> {
  const { connection } = page.browser() as unknown as {
    connection: { send(method: string, parameters: object): Promise<{ result: { result: RemoteNode } }> };
  };
  const { browsingContext } = page.mainFrame() as unknown as { browsingContext: { id: string } };
  const { result } = await connection.send('script.evaluate', {
    expression: "document.querySelector('export-view')",
    target: { context: browsingContext.id },
    awaitPromise: false,
    serializationOptions: { maxDomDepth: 8, includeShadowTree: 'all' },
  });
  return textOf(result.result.value?.shadowRoot ?? {});
}

/** Exports from the page, signing in by hand. */
export async function exportSigningIn(world: FirefoxWorld): Promise<Page> {
  const page = await world.firefox.open(explorerUrl());
  await pressPageButton(page);
  await signInAs(await world.firefox.signInWindow(), world.emulator.users.alice);
  return page;
}

/**
 * Whatever else was asked for, but for what Firefox does by itself: it asks its settings service, which answers nobody
 * here, and opens a connection to the redirect URI's host, over which nothing is sent.
 */
export const strayOf = ({ emulator }: FirefoxWorld): string[] =>
  emulator.stray.filter(
    (request) =>
      !/^CONNECT (firefox\.settings\.services\.mozilla\.com|\w+\.extensions\.allizom\.org):443$/.test(
        request,
      ),
  );
