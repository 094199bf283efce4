import type { Page } from 'puppeteer-core';
import { type PageState, storedFor } from './page-states.ts';
import { speak } from './speak.ts';
import type { World } from './world.ts';

/** The tab that shows one state after the other: a new one for each takes longer than the page itself. */
const tabs = new WeakMap<World, Page>();

async function tabOf(world: World): Promise<Page> {
  const known = tabs.get(world);
  if (known && !known.isClosed()) return known;
  const tab = await world.chromium.browser.newPage();
  tabs.set(world, tab);
  return tab;
}

/** The window in which a page is shown. */
export const windowOf = ({ page }: PageState) => ({ width: page === 'popup' ? 400 : 1000, height: 700 });

/** Stores what a state has stored, and nothing else; what is there already wakes nobody once more. */
export const storeState = ({ chromium }: World, state: PageState): Promise<void> =>
  chromium.evaluate(
    async (local: object, session: object) => {
      const sorted = (value: object) =>
        JSON.stringify(value, (_key, one) =>
          one && typeof one === 'object' && !Array.isArray(one)
            ? Object.fromEntries(Object.entries(one).sort())
            : one,
        );
      const [nowLocal, nowSession] = await Promise.all([
        chrome.storage.local.get(null),
        chrome.storage.session.get(null),
      ]);
      // What the background derives from the exports.
      for (const key of Object.keys(nowLocal)) if (/^(jobIndex$|last:)/.test(key)) delete nowLocal[key];
      if (sorted(nowLocal) === sorted(local) && sorted(nowSession) === sorted(session)) return;
      await chrome.storage.local.clear();
      await chrome.storage.session.clear();
      await chrome.storage.local.set(local);
      await chrome.storage.session.set(session);
    },
    JSON.parse(JSON.stringify(storedFor(state))) as object,
    state.session ?? {},
  );

/** Opens a page of the extension in a state, in the browser's language or another; nothing runs behind it. */
export async function showState(world: World, state: PageState, language?: string): Promise<Page> {
  await storeState(world, state);
  const { chromium } = world;
  const query = state.tab === undefined ? '' : `?tab=${await tabAt(world, state.tab)}`;
  const page = await tabOf(world);
  // Before it is drawn: Chromium would leave a page from right to left where the narrower window had it.
  await page.setViewport(windowOf(state));
  const scripts = [
    ...(language ? [await speak(page, language)] : []),
    ...(state.policy ? [await page.evaluateOnNewDocument(setPolicy, state.policy)] : []),
  ];
  await page.goto(`chrome-extension://${chromium.extensionId}/${state.page}.html${query}`);
  await page.waitForSelector('main');
  for (const { identifier } of scripts) await page.removeScriptToEvaluateOnNewDocument(identifier);
  // What the user does goes by names mostly, which are English.
  if (!language || state.anyLanguage) await state.act?.(page);
  return page;
}

/** In the page, before its scripts: what a policy would hold. That real ones do so is tested elsewhere. */
function setPolicy(policy: object): void {
  Object.defineProperty(chrome.storage, 'managed', {
    value: {
      get: (_keys: null, answer?: (values: object) => void) => answer?.(policy) ?? Promise.resolve(policy),
    },
  });
}

/** The browser's id of a tab that shows a page. */
async function tabAt({ chromium }: World, url: string): Promise<number> {
  const find = () =>
    chromium.evaluate(async (address: string) => {
      const tabs = await chrome.tabs.query({ url: 'https://goals.microsoft.com/*' });
      return tabs.find((tab) => tab.url === address)?.id;
    }, url);
  const known = await find();
  if (known !== undefined) return known;
  await chromium.open(url);
  return (await find()) as number;
}
