import { resolve } from 'node:path';
import type { CDPSession, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { type MessageName, messageTable } from '../../lib/messages/message-table.ts';
import { until } from '../browser/until.ts';
import { pageButtons, pressPageButton } from './page-button.ts';
import { companyView, type World } from './world.ts';

/** An extension that has every permission it could want. It does nothing by itself. */
export const hostileExtension = resolve('tests/fixtures/hostile-extension');

/** A page of the hostile extension. */
export async function hostilePage(world: World): Promise<Page> {
  const { browser, extensionId, open } = world.chromium;
  const id = await until('the hostile extension', async () =>
    [...(await browser.extensions()).keys()].find((known) => known !== extensionId),
  );
  return open(`chrome-extension://${id}/page.html`);
}

export const otherView = { ...companyView, explorerViewId: '48213' };

/** Every message of our map, each with whatever any of them takes. */
export const everyMessage = (tabId = 1, jobId = 'job', view = companyView) =>
  (Object.keys(messageTable) as MessageName[]).map((name) => ({
    name,
    input: { view, tabId, jobId, choose: true, settings: { clientId: 'evil', tenant: 'evil.example' } },
  }));

interface Context {
  id: number;
  origin: string;
  auxData?: { type?: string };
}

/** Runs functions in one world of a page. */
export type Run = <A extends unknown[], R>(code: (...args: A) => R | Promise<R>, ...args: A) => Promise<R>;

/** The isolated worlds of extensions in what a session is attached to, by origin. */
export async function isolatedWorlds(session: CDPSession): Promise<Map<string, number>> {
  const worlds = new Map<string, number>();
  const add = ({ context }: { context: Context }) => {
    if (context.auxData?.type === 'isolated') worlds.set(context.origin, context.id);
  };
  session.on('Runtime.executionContextCreated', add);
  // Tells of every context that there is before it answers.
  await session.send('Runtime.enable');
  session.off('Runtime.executionContextCreated', add);
  return worlds;
}

/** Takes over a content script, ours unless told otherwise: code that runs beside it, with what it may do. */
export async function takeOverContentScript(
  world: World,
  page: Page,
  id = world.chromium.extensionId,
): Promise<Run> {
  const session = await page.createCDPSession();
  const contextId = await until(`the content script of ${id}`, async () => {
    await session.send('Runtime.disable');
    return (await isolatedWorlds(session)).get(`chrome-extension://${id}`);
  });
  return runIn(session, contextId);
}

/** Runs functions in one context of what a session is attached to. */
export function runIn(session: CDPSession, contextId: number): Run {
  return async (code, ...args) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId,
      expression: `(${code})(...${JSON.stringify(args)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
}

/** All that an attack would change: what is stored, and what was asked of the services. */
export async function traces(world: World): Promise<unknown> {
  const stored = await world.chromium.evaluate(async () => ({
    local: await chrome.storage.local.get(null),
    session: await chrome.storage.session.get(null),
  }));
  const asked = world.emulator.requests
    .filter(({ host }) => host === 'graph.microsoft.com' || host === 'login.microsoftonline.com')
    .map(({ method, path }) => `${method} ${path}`);
  return { ...stored, asked };
}

/** Begins to listen to all messages to the background. Returns what was heard so far. */
export async function overhear(world: World): Promise<() => Promise<unknown[]>> {
  await world.chromium.evaluate(() => {
    const overheard: unknown[] = [];
    Object.assign(globalThis, { overheard });
    chrome.runtime.onMessage.addListener((message) => void overheard.push(message));
  });
  return () => world.chromium.evaluate(() => (globalThis as unknown as { overheard: unknown[] }).overheard);
}

/** The browser's id of an Explorer page's tab. */
export async function tabIdOf(world: World, page: Page): Promise<number> {
  const url = page.url();
  const [tab] = await world.chromium.evaluate((address: string) => chrome.tabs.query({ url: address }), url);
  return tab?.id as number;
}

/** Forgets what the test before did. Its export may still run: it would write itself down once more. */
export async function afresh(world: World): Promise<void> {
  for (const { id } of await world.jobs())
    await world.chromium.evaluate(
      (jobId: string) => chrome.runtime.sendMessage({ name: 'remove', input: { jobId } }),
      id,
    );
  await world.freshExports();
  world.emulator.goals.reset();
}

/** An attack left nothing behind, and the button still does what it is for: so the attack could have been seen. */
export async function exportsByHand(world: World, page: Page, view = companyView): Promise<void> {
  expect(await world.jobs()).toEqual([]);
  expect(world.emulator.requests.filter(({ host }) => host === 'graph.microsoft.com')).toEqual([]);
  // The button may just be on its way back to its place, or to the view that is shown by now.
  const job = await until('an export by hand', async () => {
    await pressPageButton(page);
    return world.job('was asked for by hand', () => true, 1000);
  });
  expect(job.view).toEqual(view);
  expect(await pageButtons(page)).toHaveLength(1);
}
