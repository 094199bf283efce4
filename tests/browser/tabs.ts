import type { Browser, CDPSession, Page } from 'puppeteer-core';

/** Calls after which a tab is no longer as a new one would be: it is closed, not used again. */
const marking = [
  'emulate',
  'emulateCPUThrottling',
  'emulateMediaFeatures',
  'emulateMediaType',
  'emulateNetworkConditions',
  'emulateTimezone',
  'evaluateOnNewDocument',
  'exposeFunction',
  'setBypassCSP',
  'setCacheEnabled',
  'setExtraHTTPHeaders',
  'setJavaScriptEnabled',
  'setOfflineMode',
  'setRequestInterception',
  'setUserAgent',
  'setViewport',
] as const;

interface Use {
  marked: boolean;
  /** What a test has asked for by a session ends with it. */
  sessions: CDPSession[];
  /** Takes away what listens. */
  listened: (() => void)[];
}

/** How many empty tabs wait at most. */
const most = 3;

/**
 * Tabs that are used again: a new one costs twice as much as a page in one that is there. Between two uses a tab is empty, without
 * a history. A test that closes a tab itself has closed it.
 */
export class Tabs {
  readonly #browser: Browser;
  readonly #uses = new WeakMap<Page, Use>();
  #empty: Page[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Opens an address in a tab, in front. */
  async open(url: string): Promise<Page> {
    const page = (await this.#emptyOne()) ?? (await this.#browser.newPage());
    if (!this.#uses.has(page)) this.#watch(page);
    await page.goto(url);
    return page;
  }

  /** A test is done with a page. */
  async leave(page: Page): Promise<void> {
    const use = this.#uses.get(page);
    const again = use && !use.marked && this.#empty.length < most && (await empty(page, use));
    if (again) this.#empty.push(page);
    else await page.close().catch(() => undefined);
  }

  async #emptyOne(): Promise<Page | undefined> {
    const page = this.#empty.pop();
    if (!page) return undefined;
    const ready = !page.isClosed() && page.url() === 'about:blank';
    return ready &&
      (await page.bringToFront().then(
        () => true,
        () => false,
      ))
      ? page
      : this.#emptyOne();
  }

  #watch(page: Page): void {
    const use: Use = { marked: false, sessions: [], listened: [] };
    this.#uses.set(page, use);
    for (const name of marking) {
      const call = page[name] as (...args: unknown[]) => unknown;
      Object.defineProperty(page, name, {
        value: (...args: unknown[]) => {
          use.marked = true;
          return call.apply(page, args);
        },
      });
    }
    const listen = page.on.bind(page);
    page.on = (type, handler) => {
      use.listened.push(() => page.off(type, handler));
      return listen(type, handler);
    };
    const attach = page.createCDPSession.bind(page);
    page.createCDPSession = async () => {
      const session = await attach();
      use.sessions.push(session);
      return session;
    };
  }
}

/** @returns whether it could be done */
async function empty(page: Page, use: Use): Promise<boolean> {
  try {
    await page.goto('about:blank', { timeout: 10_000 });
    const session = await page.createCDPSession();
    // Nor does what was shown wait to be gone back to.
    await session.send('Page.resetNavigationHistory');
    for (const off of use.listened.splice(0)) off();
    await Promise.all(use.sessions.splice(0).map((one) => one.detached || one.detach()));
    return true;
  } catch {
    return false;
  }
}
