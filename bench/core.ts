import { registerHooks } from 'node:module';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type * as Commands from '../lib/jobs/commands.ts';
import type { Job } from '../lib/jobs/job.ts';
import type * as Runner from '../lib/jobs/runner.ts';
import { signedInWith } from './core-host.ts';
import type { VirtualTime } from './virtual-time.ts';

interface Core {
  requestExport: typeof Commands.requestExport;
  /** Once the export is done; rejects when it failed. */
  ended: Promise<void>;
}

const account = { homeAccountId: 'alice.t', username: 'alice@contoso.com', tenantId: 't' };
const lib = new URL('../lib/', import.meta.url).href;
const host = `${lib}offscreen/index.ts`;

/*
 * The background's own code (runner, state machine, retry, gateway) in this process, with a browser that is played: a
 * store, alarms that go off on time, downloads that are complete at once.
 */

let loaded: (typeof Runner & typeof Commands) | undefined;

async function loadRunner(): Promise<typeof Runner & typeof Commands> {
  if (loaded) return loaded;
  Object.assign(globalThis, { browser: fakeBrowser });
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = nextResolve(specifier, context);
      return found.url === host ? { ...found, url: new URL('core-host.ts', import.meta.url).href } : found;
    },
    // What the build replaces.
    load(url, context, nextLoad) {
      const module = nextLoad(url, context);
      if (!url.startsWith(lib) || !module.source) return module;
      return { ...module, source: `import.meta.env = { BROWSER: 'chrome' }; ${module.source}` };
    },
  });
  loaded = { ...(await import('../lib/jobs/runner.ts')), ...(await import('../lib/jobs/commands.ts')) };
  return loaded;
}

/** A browser on its first day, whose user is signed in. @param token what Graph is asked with */
export async function startCore(time: VirtualTime, token: string): Promise<Core> {
  const runner = await loadRunner();
  fakeBrowser.reset();
  signedInWith(token);
  await fakeBrowser.storage.local.set({ settings: { clientId: crypto.randomUUID() }, account });
  let takeBack = () => {};
  Object.assign(fakeBrowser.alarms, {
    create: async (_name: string, { when = 0 }: { when?: number }) => {
      takeBack();
      takeBack = time.at(when, () => void runner.runDueJobs());
    },
    clear: async () => takeBack(),
  });
  const file = { id: 1, state: 'complete', fileSize: 9, filename: 'Board.csv' };
  Object.assign(fakeBrowser.downloads, { search: async () => [file], download: async () => file.id });
  Object.assign(fakeBrowser.permissions, { contains: async () => true });
  Object.assign(fakeBrowser.identity, { getRedirectURL: () => 'https://id.chromiumapp.org/' });
  const ended = new Promise<void>((resolve, reject) => {
    fakeBrowser.storage.local.onChanged.addListener((changes) => {
      for (const { newValue } of Object.values(changes)) {
        const { phase, problem } = newValue as Job;
        if (phase === 'done') resolve();
        else if (phase === 'failed') reject(new Error(JSON.stringify(problem)));
      }
    });
  });
  return { requestExport: runner.requestExport, ended };
}

/** Lets everything run that waits for nothing but the processor. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 60; turns++) await new Promise((resolve) => setImmediate(resolve));
}
