import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { chromiumRedirectUri } from '../../scripts/extension-ids.ts';
import { type ChromiumSession, chromeBuild, launchChromium } from '../browser/chromium.ts';
import { makeSharedHome } from '../browser/shared-home.ts';
import { until } from '../browser/until.ts';
import { contoso, type Emulator, startEmulator, type User } from '../emulator/index.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { type StoredJobs, storedJobs } from './stored-jobs.ts';

export const companyView = {
  goalsOrganizationId: contoso,
  explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e',
};

export const explorerUrl = ({ goalsOrganizationId, explorerViewId } = companyView): string =>
  `https://goals.microsoft.com/org_uuid/${goalsOrganizationId}/objective-explorer?viewId=${explorerViewId}`;

/** The service has made the export before it is asked for the first time. */
export const quick = { notStartedMs: 100, runningMs: 300 };

/** The emulated services and a real Chromium with the built extension. */
export interface World extends StoredJobs {
  emulator: Emulator;
  chromium: ChromiumSession;
  /** Back to a user's first day: nothing stored, nothing downloaded, nobody signed in; set up unless told otherwise. */
  fresh(options?: { setUp?: boolean }): Promise<void>;
  /** Forgets the exports and the services' state, but not who is signed in; the service is quick. */
  freshExports(): Promise<void>;
  /** Empties the downloads folder, and the browser's list of downloads. */
  clearDownloads(): Promise<void>;
  openExplorer(view?: typeof companyView): Promise<Page>;
  /** Names of the files in the downloads folder, unfinished ones left out. */
  files(): string[];
  fileBytes(name: string): Buffer;
  close(): Promise<void>;
}

type Options = Partial<Parameters<typeof launchChromium>[0]>;

let shared: Promise<World> | undefined;

/**
 * Where nothing special is asked for, the test files of a process share one world: the next one finds it as its `fresh()`
 * makes it, and it ends with the process.
 */
export async function startWorld(options: Options = {}): Promise<World> {
  if (Object.keys(options).length > 0) return newWorld(options);
  const before = await shared?.catch(() => undefined);
  if (before?.chromium.browser.connected) return before;
  shared = sharedWorld();
  return shared;
}

async function sharedWorld(): Promise<World> {
  const world = await newWorld({ home: makeSharedHome() });
  process.once('exit', () => world.chromium.browser.process()?.kill('SIGKILL'));
  return { ...world, close: () => world.fresh({ setUp: false }) };
}

async function newWorld(options: Options): Promise<World> {
  const emulator = await startEmulator({ redirectUris: [chromiumRedirectUri(chromeBuild)] });
  emulator.graph.timing = quick;
  const chromium = await launchChromium({ emulator, ...options });
  const { downloads } = chromium;

  const closePages = async () => {
    for (const page of await chromium.browser.pages())
      if (/^https:|(popup|options|history|views|welcome|report)\.html/.test(page.url()))
        await chromium.leave(page);
  };
  const world: World = {
    ...storedJobs(() => chromium.evaluate(() => chrome.storage.local.get(null))),
    emulator,
    chromium,
    async fresh({ setUp = true } = {}) {
      await closePages();
      emulator.reset();
      emulator.graph.timing = quick;
      await chromium.evaluate(clearExtension);
      await chromium.evaluate(emptyDatabases);
      await world.clearDownloads();
      const session = await chromium.browser.target().createCDPSession();
      await session.send('Storage.clearCookies');
      await session.detach();
      if (setUp) await setUpWith(chromium, emulator.clientId);
    },
    async freshExports() {
      await closePages();
      emulator.graph.reset();
      emulator.graph.timing = quick;
      emulator.requests.length = 0;
      await chromium.evaluate(async () => {
        const stored = await chrome.storage.local.get(null);
        await chrome.storage.local.remove(
          Object.keys(stored).filter((key) => /^(job|last):|^(jobIndex|throttling)$/.test(key)),
        );
      });
    },
    async clearDownloads() {
      await chromium.evaluate(clearDownloads);
      rmSync(downloads, { recursive: true, force: true });
      mkdirSync(downloads);
    },
    openExplorer: (view) => chromium.open(explorerUrl(view)),
    files: () => readdirSync(downloads).filter((name) => !/crdownload$|^\./.test(name)),
    fileBytes: (name) => readFileSync(join(downloads, name)),
    async close() {
      await chromium.close();
      await emulator.close();
    },
  };
  return world;
}

const setUpWith = (chromium: ChromiumSession, clientId: string) =>
  chromium.evaluate(async (id: string) => {
    await chrome.storage.local.set({ settings: { clientId: id } });
  }, clientId);

async function clearExtension(): Promise<void> {
  await chrome.storage.local.clear();
  await chrome.storage.session.clear();
  await chrome.storage.sync.clear();
  await chrome.offscreen.closeDocument().catch(() => undefined);
}

/** In a page of the extension: what it keeps in IndexedDB. */
export async function emptyDatabases(): Promise<void> {
  // Emptied rather than deleted: that would wait for whoever has it open.
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    for (const store of stores)
      await done(database.transaction(store, 'readwrite').objectStore(store).clear());
    database.close();
  }
}

/** In a page of the extension: removes what was downloaded, and the browser's list of it. */
export async function clearDownloads(): Promise<void> {
  for (const { id, state } of await chrome.downloads.search({})) {
    if (state === 'complete') await chrome.downloads.removeFile(id).catch(() => undefined);
    await chrome.downloads.erase({ id });
  }
}

/** Fills in Entra's sign-in page. */
export async function signInAs(window: Page, user: User): Promise<void> {
  await window.waitForSelector('#password');
  await window.$eval('#username', (field) => {
    (field as HTMLInputElement).value = '';
  });
  await window.type('#username', user.upn);
  await window.type('#password', user.password);
  await window.click('#sign-in');
}

/** Exports once, signing in by hand: afterwards everything goes without questions. */
export async function exportSignedIn(world: World, user: User = world.emulator.users.alice): Promise<Page> {
  const page = await world.openExplorer();
  await pressPageButton(page);
  await signInAs(await world.chromium.signInWindow(), user);
  await pageButton(page, /Saved/);
  return page;
}

/** What the popup says, details and all, once it says what went wrong, or until when the export waits. */
export const problemText = (popup: Page): Promise<string> =>
  until('a problem in the popup', () =>
    popup.evaluate(() => {
      const main = document.querySelector('main');
      const tells = main?.querySelector('.problem') || /Continues by itself/.test(main?.textContent ?? '');
      return tells ? main?.textContent : undefined;
    }),
  );

/** An element by its accessible name, as the browser tells it; Firefox tells the driver none, which would compute those of all elements. */
async function named(page: Page, name: string, role: string, tags: string): Promise<ElementHandle | null> {
  if (!(await page.browser().version()).startsWith('firefox'))
    return page.$(`::-p-aria([name="${name}"][role="${role}"])`);
  const found = await page.evaluateHandle(
    (wanted, selector) =>
      [...document.querySelectorAll<HTMLElement>(selector)].find(
        (one) => (one.ariaLabel ?? one.innerText.trim()) === wanted && one.checkVisibility(),
      ) ?? null,
    name,
    tags,
  );
  return found.asElement() as ElementHandle | null;
}

/** Clicks a button by its name. */
export async function press(page: Page, name: string): Promise<void> {
  const button = await until(`the button ${name}`, () => named(page, name, 'button', 'button, summary'));
  await button.click();
}

/** Pastes into a field what people paste, too: typed, each character is a call, an event and a picture of its own. */
export async function paste(page: Page, field: string, text: string): Promise<void> {
  await page.focus(field);
  await page.keyboard.sendCharacter(text);
}

/** Opens a menu and chooses from it. */
export async function chooseFrom(page: Page, menu: string, name: string): Promise<void> {
  await press(page, menu);
  const item = await until(`the item ${name}`, () => named(page, name, 'menuitem', '[role=menuitem]'));
  await item.click();
}

/** Chooses from the menu of an export. */
export const choose = (page: Page, of: string, item: string): Promise<void> =>
  chooseFrom(page, `More actions for ${of}`, item);

/** Keeps a picture, where the run asks for pictures (`SCREENSHOTS=folder`). */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  if (!page.url().includes('popup.html'))
    return void (await page.screenshot({ path, fullPage: page.url().startsWith('chrome-extension:') }));
  // A popup is at most 600 px high: a page of its own, which shows the same store, has room for everything.
  const tab = await page.evaluate(async () => {
    const [active] = await chrome.tabs.query({ active: true, currentWindow: true });
    return `${location.origin}/popup.html?tab=${active?.id}`;
  });
  const copy = await page.browser().newPage({ background: true });
  await copy.setViewport({ width: 400, height: 400 });
  await copy.goto(tab);
  await copy.waitForSelector('main');
  const open = (await page.$('details[open]')) !== null;
  await copy.$$eval(
    'details',
    (all, shown) => {
      for (const one of all) one.toggleAttribute('open', shown);
    },
    open,
  );
  await copy.screenshot({ path, fullPage: true });
  await copy.close();
}
