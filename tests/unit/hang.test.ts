// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explainSignIn } from '../../lib/auth/sign-in-errors.ts';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import { isPaused, type Job } from '../../lib/jobs/job.ts';
import type { Input } from '../../lib/offscreen/operations.ts';
import { createRandom } from '../chaos/random.ts';
import { untilQuiet } from './quiet.ts';
import { backgrounds } from './whole-background.ts';

/*
 * The whole background in a browser whose every promise may stay open for ever: each call of a whole export, one at a time, and
 * all at random. Time is played. Whatever hangs, the export ends, with one file.
 */

type Call = (name: string, happen: () => unknown) => unknown;
const outside = { calls: 0, call: ((_name, happen) => happen()) as Call };

/** What stands for a namespace of the browser: the same each time, as in a browser. */
const played = new WeakMap<object, object>();
function play(source: object, path: string): object {
  const known = played.get(source);
  if (known) return known;
  const proxy = new Proxy(source, {
    get(_target, key) {
      const value: unknown = Reflect.get(source, key);
      if (typeof key === 'symbol' || /^on[A-Z]/.test(key)) return value;
      const name = path ? `${path}.${key}` : key;
      if (typeof value === 'object' && value !== null) return play(value, name);
      if (typeof value !== 'function' || /^(i18n|runtime\.getURL|identity\.getRedirectURL)/.test(name))
        return value;
      return (...args: unknown[]) => {
        outside.calls++;
        return outside.call(name, () => Reflect.apply(value, source, args));
      };
    },
  });
  played.set(source, proxy);
  return proxy;
}

const newBackground = backgrounds(
  {
    callOffscreen: async (name, input) => outside.call(`host.${name}`, async () => host[name]?.(input)),
  },
  play(fakeBrowser, ''),
);

const view = {
  goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3',
  explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e',
};
const account = { homeAccountId: 'alice.t', username: 'alice@contoso.com', tenantId: 't' };
const settings = { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444' };
const start = Date.UTC(2026, 10, 23, 12);
const second = 1000;
const minute = 60 * second;

interface Download {
  id: number;
  url: string;
  filename: string;
  state: 'in_progress' | 'complete';
  fileSize: number;
}
const downloads: Download[] = [];
const listeners: ((change: { id: number; state: object }) => void)[] = [];
const service = { jobs: 0, polls: 0 };
const contents = new Set<string>();
let made = 0;

const host: Record<string, (input: { blobUrl: string } & Input<'explain'>) => unknown> = {
  explain: ({ info, byWindow }) => explainSignIn(info, byWindow),
  start: () => undefined,
  silent: () => ({ accessToken: 'secret', fromCache: true, account, expiresAt: 0 }),
  fetchContent: () => {
    const blobUrl = `blob:${++made}`;
    contents.add(blobUrl);
    return { type: 'content', blobUrl, bytes: 9 };
  },
  holdsContent: ({ blobUrl }) => contents.has(blobUrl),
  releaseContent: ({ blobUrl }) => contents.delete(blobUrl),
};

function answer(url: string, method: string): Response {
  if (method === 'POST') {
    const known = service.jobs > 0;
    service.jobs = 1;
    const headers = { location: 'https://graph.microsoft.com/beta/employeeexperience/goals/exportJobs/j!1' };
    return known
      ? Response.json({ error: { code: 'notAllowed', target: 'j!1' } }, { status: 409, headers })
      : Response.json({ id: 'guid', status: 'notStarted' }, { status: 201, headers });
  }
  const job = { id: 'j!1', status: service.polls > 1 ? 'succeeded' : 'running' };
  if (url.includes('$filter')) {
    const createdDateTime = new Date(start).toISOString();
    return Response.json({ value: service.jobs > 0 ? [{ ...job, createdDateTime, ...view }] : [] });
  }
  service.polls++;
  return Response.json({ value: job }, { headers: { 'retry-after': '1' } });
}

const settle = () => untilQuiet(() => outside.calls);

/** Starts the background on a user's first day. */
async function begin(): Promise<void> {
  fakeBrowser.reset();
  vi.clearAllTimers();
  vi.setSystemTime(start);
  outside.call = (_name, happen) => happen();
  await fakeBrowser.storage.local.set({ settings, account });
  downloads.length = listeners.length = 0;
  Object.assign(service, { jobs: 0, polls: 0 });
  contents.clear();
  const event = { addListener() {}, removeListener() {} };
  const some = (id: number | undefined, url: string | undefined) =>
    downloads.filter((one) => (id === undefined ? one.url === url : one.id === id));
  Object.assign(fakeBrowser.downloads, {
    onChanged: { addListener: (listener: (typeof listeners)[0]) => listeners.push(listener) },
    search: async ({ id, url }: Partial<Download>) => some(id, url).map((one) => ({ ...one })),
    download: async ({ url, filename }: Download) => {
      downloads.push({ id: downloads.length + 1, url, filename, state: 'in_progress', fileSize: 9 });
      return downloads.length;
    },
  });
  Object.assign(fakeBrowser.permissions, { contains: async () => true, onAdded: event, onRemoved: event });
  Object.assign(fakeBrowser.contextMenus, { removeAll: async () => {}, create() {}, onClicked: event });
  Object.assign(fakeBrowser.commands, { onCommand: event });
  Object.assign(fakeBrowser.notifications, { onClicked: event });
  Object.assign(fakeBrowser.i18n, { getMessage: (key: string) => key, getUILanguage: () => 'en' });
  Object.assign(fakeBrowser.identity, { getRedirectURL: () => 'https://id.chromiumapp.org/' });
  Object.assign(fakeBrowser.tabs, { query: async () => [] });
  Object.assign(fakeBrowser.storage.local, { setAccessLevel: async () => {} });
}

async function startBackground(): Promise<void> {
  newBackground().background.main();
  await settle();
}

function click(): void {
  const url = explorerUrl(view);
  const tab = { id: 1, url, title: 'Board - Explorer - Viva Goals' };
  const sender = { id: fakeBrowser.runtime.id, url, frameId: 0, tab } as never;
  const message = { name: 'exportThisView', input: { view } };
  void fakeBrowser.runtime.onMessage.trigger(message, sender, () => {});
}

async function jobs(): Promise<Job[]> {
  const all = await fakeBrowser.storage.local.get(null);
  return Object.entries(all).flatMap(([key, value]) => (key.startsWith('job:') ? [value as Job] : []));
}

/** Plays time until the export has ended. Its user clicks again where nothing was written down, or a sign-in is asked for. */
async function untilEnded(within: () => number, step = 2 * second): Promise<Job> {
  for (let played = 0; played <= within(); played += step) {
    await settle();
    const [job] = await jobs();
    if (job?.phase === 'done' || job?.phase === 'failed') return job;
    if (played % minute === 0 && (!job || isPaused(job))) {
      click();
      await settle();
    }
    vi.advanceTimersByTime(step);
    for (const alarm of await fakeBrowser.alarms.getAll())
      if (alarm.scheduledTime <= Date.now()) {
        await fakeBrowser.alarms.clear(alarm.name);
        void fakeBrowser.alarms.onAlarm.trigger(alarm);
      }
    for (const download of downloads.filter(({ state }) => state === 'in_progress')) {
      download.state = 'complete';
      for (const listener of listeners) listener({ id: download.id, state: { current: 'complete' } });
    }
  }
  throw new Error(`stands still: ${JSON.stringify(await jobs())}`);
}

beforeEach(async () => {
  vi.useFakeTimers({ now: start, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval'] });
  vi.stubGlobal('fetch', (url: string, { method = 'GET' }: RequestInit) =>
    outside.call(`fetch ${method}`, async () => answer(url, method)),
  );
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await begin();
  return () => vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});
const late = (value: unknown) => new Promise((resolve) => setTimeout(() => resolve(value), 100 * second));
const ways: Record<string, (happen: () => unknown) => unknown> = {
  'never happens': never,
  'happens, and is never answered': (happen) => {
    void happen();
    return never();
  },
  'is answered late': async (happen) => late(await happen()),
};

describe('one call of an export', () => {
  test.each(Object.entries(ways))(
    '%s: the export ends in its one file all the same',
    async (_way, hang) => {
      const calls: string[] = [];
      outside.call = (name, happen) => {
        calls.push(name);
        return happen();
      };
      await startBackground();
      click();
      expect(await untilEnded(() => minute)).toMatchObject({ phase: 'done' });
      expect(calls.length).toBeGreaterThan(80);
      expect(new Set(calls)).toContain('downloads.download');

      for (let at = 0; at < calls.length; at++) {
        await begin();
        let seen = 0;
        let hung = '';
        outside.call = (name, happen) => {
          if (seen++ !== at) return happen();
          hung = name;
          return hang(happen);
        };
        await startBackground();
        click();
        const within = () => (hung === 'host.fetchContent' ? 66 * minute : 4 * minute);
        const job = await untilEnded(within).catch((error: Error) => {
          throw new Error(`call ${at}, ${hung}: ${error.message}`);
        });
        expect(job, `call ${at}, ${hung}`).toMatchObject({ phase: 'done', file: { bytes: 9 } });
        expect([await jobs(), service.jobs, downloads.length], hung).toMatchObject([[{}], 1, 1]);
      }
    },
    // For a test that hangs: a busy machine may take its time.
    400_000,
  );
});

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'any call, at random (seed %i): no export stands still',
  async (seed) => {
    const random = createRandom(seed);
    const hangs = Object.values(ways);
    outside.call = (_name, happen) =>
      Date.now() - start < 10 * minute && random.chance(0.03) ? random.pick(hangs)(happen) : happen();
    await startBackground();
    click();
    const job = await untilEnded(() => 80 * minute, 10 * second);
    if (job.phase === 'failed') expect(job.problem?.code).toMatch(/^(internal|contentLost)$/);
    else expect(service.jobs).toBe(1);
    expect(downloads.length).toBeLessThanOrEqual(2);
  },
  60_000,
);
