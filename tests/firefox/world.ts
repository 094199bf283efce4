import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { Job } from '../../lib/jobs/job.ts';
import { type FirefoxSession, firefoxRedirectUri, launchFirefox } from '../browser/firefox.ts';
import { until } from '../browser/until.ts';
import { explorerUrl, signInAs } from '../e2e/world.ts';
import { type Emulator, startEmulator } from '../emulator/index.ts';

/** What a page of the extension has in Firefox; the part that tests call. */
declare const browser: { storage: { local: typeof chrome.storage.local } };

/** The emulated services and a real Firefox, which may end and come back with the same profile. */
export interface FirefoxWorld {
  emulator: Emulator;
  firefox: FirefoxSession;
  restart(how: 'kill' | 'close'): Promise<void>;
  jobs(): Promise<Job[]>;
  job(what: string, is: (job: Job) => boolean, patience?: number): Promise<Job>;
  files(): { name: string; bytes: Buffer }[];
  close(): Promise<void>;
}

/** @param preferences of Firefox (about:config) */
export async function startFirefoxWorld(preferences: Record<string, number> = {}): Promise<FirefoxWorld> {
  const emulator = await startEmulator({ redirectUris: [firefoxRedirectUri()] });
  const home = mkdtempSync(join(tmpdir(), 'export-view-'));
  const launch = () => launchFirefox({ emulator, home, preferences });
  const world: FirefoxWorld = {
    emulator,
    firefox: await launch(),
    async restart(how) {
      await world.firefox[how]();
      world.firefox = await launch();
    },
    async jobs() {
      const stored = await world.firefox.evaluate(() => browser.storage.local.get(null));
      return Object.entries(stored).flatMap(([key, job]) => (key.startsWith('job:') ? [job as Job] : []));
    },
    job: (what, is, patience = 20_000) =>
      until(
        `an export that ${what}`,
        async () => {
          const jobs = await world.jobs();
          const found = jobs.find(is);
          if (!found) throw new Error(JSON.stringify(jobs, null, 1));
          return found;
        },
        patience,
      ),
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
    serializationOptions: { maxDomDepth: 5, includeShadowTree: 'all' },
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
