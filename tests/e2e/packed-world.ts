import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Job } from '../../lib/jobs/job.ts';
import { type ChromiumSession, launchChromium } from '../browser/chromium.ts';
import { firstVersion, type PackedExtension, packExtension, packedRefusal } from '../browser/packed.ts';
import { until } from '../browser/until.ts';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { pressPageButton } from './page-button.ts';
import { explorerUrl, signInAs } from './world.ts';

if (packedRefusal) console.log(`Restarts of Chromium are not tested: this ${packedRefusal}.`);

/** The emulated services and a Chromium in which the extension is installed as from a store, so that both can end and come back. */
export interface PackedWorld {
  emulator: Emulator;
  packed: PackedExtension;
  chromium: ChromiumSession;
  restart(how: 'close' | 'kill'): Promise<void>;
  /** Closes the browser and nothing else. @param allowed what the user has allowed the extension, of what is optional */
  leave(allowed?: string[]): Promise<void>;
  /** Opens the browser again. */
  comeBack(): Promise<void>;
  job(what: string, is: (job: Job) => boolean, patience?: number): Promise<Job>;
  /** An export from the page, signed in by hand, that is asked for by now. */
  beginExport(): ReturnType<ChromiumSession['open']>;
  /** The whole files in the downloads folder. */
  files(): string[];
  /** One job, one file (or as many as given), byte for byte, and nothing asked for too early. */
  expectOneFile(count?: number): Promise<void>;
  close(): Promise<void>;
}

/** Packing takes a browser of its own: done once for all files of a worker. */
let packing: Promise<PackedExtension> | undefined;
function packOnce(): Promise<PackedExtension> {
  if (!packing) {
    const folder = mkdtempSync(join(tmpdir(), 'export-view-packed-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    packing = packExtension(folder);
  }
  return packing;
}

export async function startPackedWorld(): Promise<PackedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'export-view-'));
  const home = join(folder, 'home');
  const packed = await packOnce();
  packed.release(firstVersion);
  const emulator = await startEmulator({ redirectUris: [packed.redirectUri] });
  const launch = () => launchChromium({ emulator, home, packed });
  const end = async (how: 'close' | 'kill') => {
    const { browser } = world.chromium;
    const gone = new Promise((resolve) => browser.process()?.once('exit', resolve));
    if (how === 'kill') browser.process()?.kill('SIGKILL');
    else await browser.close();
    await gone;
    await sleep(500);
  };
  const world: PackedWorld = {
    emulator,
    packed,
    chromium: await launch(),
    async restart(how) {
      await end(how);
      await world.comeBack();
    },
    async leave(allowed = []) {
      await end('close');
      allow(join(home, 'profile', 'Default'), packed.extensionId, allowed);
    },
    async comeBack() {
      world.chromium = await launch();
    },
    job: (what, is, patience) =>
      until(
        `an export that ${what}`,
        async () => {
          const stored = await world.chromium.evaluate(() => chrome.storage.local.get(null));
          const jobs = Object.entries(stored).filter(([key]) => key.startsWith('job:'));
          return jobs.map(([, job]) => job as Job).find(is);
        },
        patience,
      ),
    async beginExport() {
      const page = await world.chromium.open(explorerUrl());
      await pressPageButton(page);
      await signInAs(await world.chromium.signInWindow(), emulator.users.alice);
      return page;
    },
    files: () => {
      const { downloads } = world.chromium;
      const whole = readdirSync(downloads).filter((name) => !/crdownload$|^\./.test(name));
      return whole.map((name) => join(downloads, name));
    },
    async expectOneFile(count = 1) {
      await world.job('is done', ({ phase }) => phase === 'done');
      const { graph, requests } = emulator;
      const files = world.files();
      expect(files).toHaveLength(count);
      for (const file of files)
        expect(readFileSync(file).equals(graph.contentOf(graph.jobs[0]?.key ?? ''))).toBe(true);
      expect(graph.jobs).toHaveLength(1);
      expect(
        requests.filter(({ host, method }) => host === 'graph.microsoft.com' && method === 'POST'),
      ).toHaveLength(1);
      expect(graph.earlyPolls).toEqual([]);
    },
    async close() {
      await world.chromium.close();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await world.chromium.evaluate(
    (clientId: string) => chrome.storage.local.set({ settings: { clientId } }),
    emulator.clientId,
  );
  return world;
}

/** As if the user had said yes to the browser's question, which no driver can answer: in the profile of a browser that is closed. */
function allow(profile: string, extensionId: string, permissions: string[]): void {
  for (const name of ['Preferences', 'Secure Preferences'].map((file) => join(profile, file))) {
    if (!existsSync(name)) continue;
    const preferences = JSON.parse(readFileSync(name, 'utf8'));
    const entry = preferences.extensions?.settings?.[extensionId];
    for (const kind of ['active_permissions', 'granted_permissions'])
      if (entry?.[kind]) entry[kind].api = [...new Set([...(entry[kind].api ?? []), ...permissions])];
    writeFileSync(name, JSON.stringify(preferences));
  }
}
