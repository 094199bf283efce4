import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { firefoxRedirectUriOfId } from '../../scripts/extension-ids.ts';
import type { Emulator } from '../emulator/index.ts';
import { type FirefoxWindow, firefoxWindow } from './firefox-window.ts';
import { ensureTool } from './tools.ts';
import { patience, until } from './until.ts';
import { packXpi } from './xpi.ts';

export const firefoxBuild = resolve('.output/firefox-mv3');

/** A profile that has been started once; where there is none, a new one takes longer. */
export const firefoxTemplate = resolve('.output/firefox-profile');

/** Firefox gives each installation another uuid; in tests it is this one. */
const uuid = '5d3c2f1e-8a7b-4c6d-9e0f-112233445566';

const geckoId = (): string =>
  (
    JSON.parse(readFileSync(join(firefoxBuild, 'manifest.json'), 'utf8')) as {
      browser_specific_settings: { gecko: { id: string } };
    }
  ).browser_specific_settings.gecko.id;

export const firefoxRedirectUri = (): string => firefoxRedirectUriOfId(geckoId());

interface Options {
  emulator: Pick<Emulator, 'proxyPort' | 'caPem'>;
  /** Instead of the installed Firefox: what starts it, for example with policies of its own. */
  executable?: string;
  headless?: boolean;
  display?: string;
  /** A folder for profile and downloads, empty or of an earlier session, which stays; else a temporary one is made. */
  home?: string;
  /** The extension is not installed, or by the organization's policy. */
  without?: boolean;
  /** Preferences of Firefox (about:config). */
  preferences?: Record<string, string | number | boolean>;
}

/** A real Firefox with the built extension, whose every connection ends at the emulator. */
export interface FirefoxSession {
  browser: Browser;
  /** Its own window, around the pages. */
  window: FirefoxWindow;
  downloads: string;
  open(url: string): Promise<Page>;
  /** Opens a page of the extension in a tab. */
  openOwn(path: string): Promise<Page>;
  signInWindow(): Promise<Page>;
  signInWindows(): Promise<Page[]>;
  /** Runs a function in a page of the extension. */
  evaluate<A extends unknown[], R>(code: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** Ends the browser at once, as a crash does. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Starts Firefox with a profile of its own, in which the extension is installed as users have it: for good. */
export async function launchFirefox(options: Options): Promise<FirefoxSession> {
  const { emulator, headless = true, display } = options;
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'export-view-'));
  const downloads = join(home, 'Downloads');
  const profile = join(home, 'profile');
  const isNew = !existsSync(profile);
  mkdirSync(downloads, { recursive: true });
  if (isNew && existsSync(firefoxTemplate)) cpSync(firefoxTemplate, profile, { recursive: true });
  mkdirSync(profile, { recursive: true });
  if (isNew) trust(profile, emulator.caPem);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: options.executable ?? ensureTool('firefox'),
    headless,
    userDataDir: profile,
    defaultViewport: null,
    timeout: patience.start,
    protocolTimeout: patience.call,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: { ...preferences(emulator.proxyPort, downloads), ...options.preferences },
    env: { ...process.env, HOME: home, ...(display ? { DISPLAY: display } : {}) },
  });
  if (isNew && !options.without) await install(browser, home);

  const open = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  };
  const openOwn = async (path: string) => {
    const page = await browser.newPage();
    // This navigation never settles for the driver: the page moves to another process.
    page.goto(`moz-extension://${uuid}/${path}`, { timeout: 1500 }).catch(() => undefined);
    await until('the extension answers', () =>
      page.evaluate(() => 'browser' in globalThis && document.readyState === 'complete').catch(() => false),
    );
    return page;
  };
  const signInWindows = async () =>
    (await browser.pages(true)).filter((page) => page.url().startsWith('https://login.microsoftonline.com/'));
  let observer: Page | undefined;
  return {
    browser,
    window: firefoxWindow(browser, geckoId()),
    downloads,
    open,
    openOwn,
    signInWindow: () => until('a sign-in window opens', async () => (await signInWindows())[0]),
    signInWindows,
    async evaluate(code, ...args) {
      if (!observer || observer.isClosed()) observer = await openOwn('manifest.json');
      return observer.evaluate(code as never, ...args) as never;
    },
    async kill() {
      const gone = new Promise((done) => browser.process()?.once('exit', done));
      browser.process()?.kill('SIGKILL');
      await gone;
    },
    async close() {
      if (browser.connected) await browser.close();
      if (!options.home) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function trust(profile: string, caPem: string): void {
  const certutil = ensureTool('certutil');
  const ca = join(profile, 'ca.pem');
  writeFileSync(ca, caPem);
  const run = (...args: string[]) =>
    execFileSync(certutil, ['-d', `sql:${profile}`, ...args], { stdio: 'pipe' });
  run('-N', '--empty-password');
  run('-A', '-t', 'C,,', '-n', 'emulator', '-i', ca);
}

/** Installed for good, though nobody signed it: Firefox ESR allows that by a preference. */
async function install(browser: Browser, home: string): Promise<void> {
  const path = join(home, 'extension.xpi');
  writeFileSync(path, packXpi(firefoxBuild));
  const { connection } = browser as unknown as {
    connection: { send(method: string, parameters: object): Promise<unknown> };
  };
  await connection.send('webExtension.install', {
    extensionData: { type: 'archivePath', path },
    'moz:permanent': true,
  });
}

const preferences = (proxyPort: number, downloads: string) => ({
  'xpinstall.signatures.required': false,
  'extensions.autoDisableScopes': 0,
  'extensions.webextensions.uuids': JSON.stringify({ [geckoId()]: uuid }),

  // Every connection goes to the emulator's proxy, which knows what to refuse.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': proxyPort,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': proxyPort,
  'network.proxy.no_proxies_on': '',
  'network.proxy.failover_direct': false,
  'network.proxy.allow_bypass': false,
  'network.http.http3.enable': false,
  'network.trr.mode': 5,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,

  'browser.download.folderList': 2,
  'browser.download.dir': downloads,
  'browser.download.useDownloadDir': true,
  'browser.download.always_ask_before_handling_new_types': false,

  // Nothing of Firefox's own goes out: there is nobody to answer.
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'browser.shell.checkDefaultBrowser': false,

  // No processes that only make later starts faster, draw faster, or play media.
  'dom.ipc.processPrelaunch.enabled': false,
  'browser.newtab.preload': false,
  'layers.gpu-process.enabled': false,
  'media.rdd-process.enabled': false,
  'media.utility-process.enabled': false,
  'network.process.enabled': false,
  // One process for all web pages, where users have one per site: tests/firefox/journey.test.ts has them as users do.
  'fission.autostart': false,
  'dom.ipc.processCount': 1,
  // What turns is drawn anew sixty times a second.
  'ui.prefersReducedMotion': 1,

  // Questions to the user take clicks at once, not only after a while.
  'security.notification_enable_delay': 0,
});
