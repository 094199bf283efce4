import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../lib/jobs/job.ts';
import { chromiumRedirectUri } from '../../scripts/extension-ids.ts';
import { type ChromiumSession, chromeBuild, launchChromium } from '../browser/chromium.ts';
import { explorerUrl, signInAs } from '../e2e/world.ts';
import { type Emulator, startEmulator } from '../emulator/index.ts';

/** One emulator and one Chromium, which may die and come back with the same profile. */
export interface Session {
  emulator: Emulator;
  chromium: ChromiumSession;
  home: string;
  /** When somebody who might have been reading an answer was ended (epoch ms). */
  readersEnded: { from: number; to: number }[];
  /** Ends the browser and starts it again. */
  restart(how: 'kill' | 'close', zone?: string): Promise<void>;
  /** What the background takes for the time is wrong by so much (ms), until its worker starts anew; 0: the clock is right again. */
  setOwnClock(by: number): Promise<void>;
  /** Resolves when the browser is there, at once where none is being started. */
  up(): Promise<void>;
  jobs(): Promise<Job[]>;
  files(): { name: string; bytes: Buffer }[];
  close(): Promise<void>;
}

/** @param extension the folder of the built extension */
export async function startSession(extension = chromeBuild): Promise<Session> {
  const emulator = await startEmulator({ redirectUris: [chromiumRedirectUri(extension)] });
  const home = mkdtempSync(join(tmpdir(), 'export-view-chaos-'));
  const launch = (zone = 'UTC') => launchChromium({ emulator, home, extension, zone });
  let starting = Promise.resolve();
  let wrongBy = 0;
  const session: Session = {
    emulator,
    home,
    readersEnded: [],
    chromium: await launch(),
    restart(how, zone) {
      const restarted = (async () => {
        const { browser } = session.chromium;
        const gone = new Promise((resolve) => browser.process()?.once('exit', resolve));
        if (how === 'kill') browser.process()?.kill('SIGKILL');
        else await browser.close();
        await gone;
        // Its helpers let go of the profile a moment later.
        await sleep(300);
        session.chromium = await launch(zone);
      })();
      starting = restarted.catch(() => undefined);
      return restarted;
    },
    async setOwnClock(by) {
      const { browser, evaluate, killWorker } = session.chromium;
      if (by === 0) {
        if (wrongBy === 0) return;
        await killWorker();
        await evaluate(setAlarmsRight, wrongBy);
        wrongBy = 0;
        return;
      }
      wrongBy = by;
      // Whatever changes in the storage starts the worker, should it be dead.
      await evaluate(() => chrome.storage.local.set({ clockIsSet: Date.now() }));
      const target = await browser.waitForTarget((one) => one.type() === 'service_worker', {
        timeout: 10_000,
      });
      // Attached for as long as it takes: a worker that is watched by a debugger waits for it when it starts anew.
      const debug = await target.createCDPSession();
      await debug.send('Runtime.evaluate', { expression: `(${makeClockWrong})(${by})` });
      await debug.detach();
    },
    up: () => starting,
    async jobs() {
      const stored = await session.chromium.evaluate(() => chrome.storage.local.get(null));
      return Object.entries(stored).flatMap(([key, job]) => (key.startsWith('job:') ? [job as Job] : []));
    },
    files: () =>
      readdirSync(session.chromium.downloads)
        .filter((name) => !/crdownload$|^\./.test(name))
        .map((name) => ({ name, bytes: readFileSync(join(session.chromium.downloads, name)) })),
    async close() {
      await session.chromium.close();
      await emulator.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return session;
}

/** In the worker. The alarms of the browser go by the same clock. */
function makeClockWrong(by: number): void {
  const right = Date;
  globalThis.Date = class extends right {
    constructor(...args: unknown[]) {
      super(...((args.length > 0 ? args : [right.now() + by]) as [number]));
    }
    static override now = () => right.now() + by;
  } as DateConstructor;
  const create = chrome.alarms.create.bind(chrome.alarms) as (name: string, info: object) => Promise<void>;
  Object.assign(chrome.alarms, {
    create: (name: string, { when = 0 }: { when?: number }) => create(name, { when: when - by }),
  });
}

/** In a page. What was asked for by the wrong clock comes by the right one: it may be due at once. */
async function setAlarmsRight(by: number): Promise<void> {
  for (const { name, scheduledTime } of await chrome.alarms.getAll())
    await chrome.alarms.create(name, { when: scheduledTime + by });
}

/** Back to a day without exports. Who is signed in stays so. */
export async function clearSession(session: Session): Promise<void> {
  const { emulator, chromium } = session;
  await session.setOwnClock(0);
  session.readersEnded.length = 0;
  emulator.graph.reset();
  emulator.entra.down = false;
  emulator.requests.length = 0;
  await chromium.evaluate(
    async (settings: object) => {
      const stored = await chrome.storage.local.get(null);
      await chrome.storage.local.remove(
        Object.keys(stored).filter((key) => /^(job|last):|^(jobIndex|views|batches)$/.test(key)),
      );
      await chrome.storage.local.set({ settings });
      await chrome.storage.local.remove('throttling');
      await chrome.alarms.clearAll();
    },
    { clientId: emulator.clientId, fileName: '{view} {date} {time}' },
  );
  for (const page of await chromium.browser.pages())
    if (/^https:|popup\.html/.test(page.url())) await page.close().catch(() => undefined);
  rmSync(chromium.downloads, { recursive: true, force: true });
  mkdirSync(chromium.downloads);
}

/** All that the browser has loaded: its pages, workers, and what nobody sees. */
export async function targetsOf({ chromium }: Session): Promise<{ type: string; url: string }[]> {
  const session = await chromium.browser.target().createCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  await session.detach();
  return targetInfos.map(({ type, url }) => ({ type, url }));
}

/** How many sign-in pages the browser has loaded where nobody sees them. */
export async function unseenSignIns(session: Session): Promise<number> {
  const isSignIn = (url: string) => url.startsWith('https://login.microsoftonline.com/');
  return (await targetsOf(session)).filter(({ type, url }) => type === 'other' && isSignIn(url)).length;
}

/** Signs in wherever a sign-in window stands open. */
export async function fillSignInWindows({ chromium, emulator }: Session): Promise<void> {
  for (const window of await chromium.signInWindows())
    if (await window.$('#password')) await signInAs(window, emulator.users.alice);
}

export const openView = (session: Session, view: Parameters<typeof explorerUrl>[0]) =>
  session.chromium.open(explorerUrl(view));
