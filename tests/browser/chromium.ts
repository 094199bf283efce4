import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { extensionIdOf } from '../../scripts/extension-ids.ts';
import type { Emulator } from '../emulator/index.ts';
import type { PackedExtension } from './packed.ts';
import { Tabs } from './tabs.ts';
import { ensureTool, findTool } from './tools.ts';
import { patience, until } from './until.ts';

export const chromeBuild = resolve('.output/chrome-mv3');

interface Options {
  emulator: Pick<Emulator, 'hostRules' | 'caPem' | 'spki'>;
  extension?: string;
  /** Instead of `extension`: one that is installed by policy, and thus survives restarts. */
  packed?: PackedExtension;
  /** Instead of the installed Chromium: what starts it, for example with policies of its own. */
  executable?: string;
  /** Folders of other extensions. */
  besides?: string[];
  /** Ids of those whose icons stand in the toolbar, too. */
  pinned?: string[];
  headless?: boolean;
  /** Of an X server, for windows that are really shown. */
  display?: string;
  args?: string[];
  /** Of the interface, such as `de`. */
  language?: string;
  /** The machine's time zone; else what it is. */
  zone?: string;
  /** The welcome page stays open, or does not come. */
  welcomed?: boolean;
  /** A folder for profile and downloads, empty or of an earlier session, which stays; else a temporary one is made. */
  home?: string;
}

/** A real Chromium with the built extension, whose every connection ends at the emulator. */
export interface ChromiumSession {
  browser: Browser;
  extensionId: string;
  /** The downloads folder of the private home. */
  downloads: string;
  /** Opens a page of the web. */
  open(url: string): Promise<Page>;
  /** Closes a page, or keeps its tab for the next one. */
  leave(page: Page): Promise<void>;
  /** Opens a page of the extension in a tab. */
  openOwn(path: string): Promise<Page>;
  /** Clicks the toolbar icon on a page; the real popup. */
  popup(page: Page): Promise<Page>;
  /** The popup that stands open, or comes. */
  shownPopup(patience?: number): Promise<Page>;
  /** The sign-in window that stands open, or comes. */
  signInWindow(): Promise<Page>;
  signInWindows(): Promise<Page[]>;
  /** Runs a function in a page of the extension that does nothing else. */
  evaluate<A extends unknown[], R>(code: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** Ends the background worker as the browser does when it is idle. */
  killWorker(ofExtension?: string): Promise<void>;
  close(): Promise<void>;
}

// Nothing of Chromium's own goes out: there is nobody to answer.
const quiet = [
  '--disable-quic',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  // Nor does it work for nobody: what turns is drawn anew sixty times a second, and a process is kept for the next page.
  '--force-prefers-reduced-motion',
  '--disable-features=SpareRendererForSitePerProcess',
];

/** Without these Chromium installs and updates nothing. */
const neededToInstall = new Set(['--disable-background-networking', '--disable-component-update']);

/** Starts Chromium with a profile of its own, which trusts the emulator's certificates and no others. */
export async function launchChromium(options: Options): Promise<ChromiumSession> {
  const {
    emulator,
    extension = chromeBuild,
    headless = true,
    display,
    args = [],
    language = 'en-US',
  } = options;
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'export-view-'));
  const downloads = join(home, 'Downloads');
  mkdirSync(downloads, { recursive: true });
  const isNew = !existsSync(join(home, 'profile'));
  const { packed } = options;
  const extensionId = packed?.extensionId ?? extensionIdOf(extension);
  pinToToolbar(join(home, 'profile'), [extensionId, ...(options.pinned ?? [])]);
  const browser = await puppeteer.launch({
    executablePath: packed?.executable ?? options.executable ?? ensureTool('chromium'),
    headless,
    pipe: true,
    userDataDir: join(home, 'profile'),
    enableExtensions: packed ? true : [extension, ...(options.besides ?? [])],
    ignoreDefaultArgs: packed ? [...neededToInstall] : [],
    defaultViewport: null,
    timeout: patience.start,
    protocolTimeout: patience.call,
    env: {
      ...process.env,
      HOME: home,
      LANGUAGE: language,
      ...(display ? { DISPLAY: display } : {}),
      ...(options.zone ? { TZ: options.zone } : {}),
    },
    args: [
      ...(packed ? quiet.filter((arg) => !neededToInstall.has(arg)) : quiet),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--lang=${language}`,
      `--host-resolver-rules=${emulator.hostRules}`,
      ...trust(home, emulator),
      ...args,
    ],
  });
  const own = (path: string) => `chrome-extension://${extensionId}/${path}`;
  // The driver knows the extensions that it loaded itself.
  const loaded = packed
    ? undefined
    : await until('the extension loads', async () => (await browser.extensions()).get(extensionId));
  if (packed) await until('the extension is installed', () => answers(browser, own('manifest.json')), 30_000);
  const tabs = new Tabs(browser);
  const open = (url: string) => tabs.open(url);
  const pagesAt = async (prefix: string) =>
    (await browser.pages(true)).filter((page) => page.url().startsWith(prefix));
  if (isNew && !options.welcomed)
    await until('the user is welcomed', async () =>
      (await pagesAt(own('welcome.html')))[0]?.close().then(() => true),
    );
  const shownPopup = async (patience?: number) => {
    const popup = await until(
      'the popup opens',
      async () => (await loaded?.pages())?.find((shown) => shown.url().startsWith(own('popup.html'))),
      patience,
    );
    await popup.waitForSelector('main');
    // The rest comes with the second frame.
    await popup.waitForFunction(() => !document.querySelector('.row:not(:has(.icon))'));
    return popup;
  };
  let observer: Page | undefined;
  return {
    browser,
    extensionId,
    downloads,
    open,
    leave: (page) => tabs.leave(page),
    openOwn: (path) => open(own(path)),
    async popup(page) {
      await page.bringToFront();
      if (!loaded) throw new Error('the icon of a packed extension can not be clicked by the driver');
      await page.triggerExtensionAction(loaded);
      return shownPopup();
    },
    shownPopup,
    signInWindow: () =>
      until('a sign-in window opens', async () => (await pagesAt('https://login.microsoftonline.com/'))[0]),
    signInWindows: () => pagesAt('https://login.microsoftonline.com/'),
    async evaluate(code, ...args) {
      // The icon: a page of the extension without scripts of its own. It does not attach to the worker, which would
      // keep it alive.
      if (!observer || observer.isClosed()) observer = await open(own('manifest.json'));
      return observer.evaluate(code as never, ...args) as never;
    },
    async killWorker(of = extensionId) {
      const session = await browser.target().createCDPSession();
      const workers = async () => {
        const { targetInfos } = await session.send('Target.getTargets');
        return targetInfos.filter(({ type, url }) => type === 'service_worker' && url.includes(of));
      };
      const [target] = await workers();
      // An event may have started the next one already. Told while it just starts, the browser may not hear: told again.
      await until('the worker is gone', async () => {
        if ((await workers()).every(({ targetId }) => targetId !== target?.targetId)) return true;
        await session.send('Target.closeTarget', { targetId: target?.targetId ?? '' }).catch(() => undefined);
        return false;
      });
      await session.detach();
    },
    async close() {
      if (browser.connected) await browser.close();
      if (!options.home) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Whether a page can be opened; leaves none behind. */
async function answers(browser: Browser, url: string): Promise<boolean> {
  const page = await browser.newPage();
  const response = await page.goto(url).catch(() => null);
  await page.close();
  return response?.ok() ?? false;
}

/** The icons stand in the toolbar itself, not in the menu of the extensions. */
function pinToToolbar(profile: string, extensionIds: string[]): void {
  if (existsSync(profile)) return;
  mkdirSync(join(profile, 'Default'), { recursive: true });
  const preferences = { extensions: { pinned_extensions: extensionIds } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}

/** Makes the certificates of this run trusted: by the NSS database of the private home, where there is one. */
function trust(home: string, { caPem, spki }: Options['emulator']): string[] {
  if (process.platform !== 'linux' || (!findTool('certutil') && process.getuid?.() !== 0))
    return [`--ignore-certificate-errors-spki-list=${spki}`];
  const certutil = ensureTool('certutil');
  const database = join(home, '.pki', 'nssdb');
  if (existsSync(database)) return [];
  mkdirSync(database, { recursive: true });
  const ca = join(home, 'ca.pem');
  writeFileSync(ca, caPem);
  execFileSync(certutil, ['-d', `sql:${database}`, '-N', '--empty-password'], { stdio: 'pipe' });
  execFileSync(certutil, ['-d', `sql:${database}`, '-A', '-t', 'C,,', '-n', 'emulator', '-i', ca], {
    stdio: 'pipe',
  });
  return [];
}
