// @vitest-environment node
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explainSignIn } from '../../lib/auth/sign-in-errors.ts';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { Input } from '../../lib/offscreen/operations.ts';
import { untilQuiet } from './quiet.ts';
import { backgrounds } from './whole-background.ts';

/*
 * The whole background, as the browser starts it. Only what is outside of it is played: the service (`fetch`), the host
 * document, the browser's downloads. All of them outlive a worker; the worker can be made to die at each of its effects.
 */

const callOffscreen = vi.fn();
const newBackground = backgrounds({ callOffscreen });

const view = {
  goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3',
  explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e',
};
const account = { homeAccountId: 'alice.t', username: 'alice@contoso.com', tenantId: 't' };
const clientId = '00001111-aaaa-2222-bbbb-3333cccc4444';
const start = Date.UTC(2026, 10, 23, 12);

interface Download {
  id: number;
  url: string;
  filename: string;
  state: 'in_progress' | 'complete';
  fileSize: number;
}
interface ServiceJob {
  id: string;
  polls: number;
}
const service = { jobs: [] as ServiceJob[], posts: 0 };
const contents = new Set<string>();
const downloads: Download[] = [];
const polls = ['notStarted', 'running', 'succeeded'];

// The worker's life.
let countdown = Number.POSITIVE_INFINITY;
let moment: 'before' | 'after' = 'before';
let effects: string[] = [];
let alive = false;
let worker: ReturnType<typeof newBackground>;
const never = new Promise<never>(() => {});

/** An effect of the worker: it dies before or after the one that it was made to die at. */
async function effect<T>(name: string, happen: () => T | Promise<T>): Promise<T> {
  if (!alive) return never;
  effects.push(name);
  const last = effects.length === countdown;
  if (last && moment === 'before') return die();
  const result = await happen();
  return last ? die() : result;
}

const events = () => [
  fakeBrowser.runtime.onMessage,
  fakeBrowser.runtime.onInstalled,
  fakeBrowser.runtime.onStartup,
  fakeBrowser.alarms.onAlarm,
  fakeBrowser.storage.onChanged,
  fakeBrowser.storage.local.onChanged,
];
const downloadListeners: ((change: { id: number; state?: object }) => void)[] = [];

function die(): Promise<never> {
  alive = false;
  for (const event of events()) event.removeAllListeners();
  downloadListeners.length = 0;
  vi.clearAllTimers();
  return never;
}

async function startWorker(): Promise<void> {
  worker = newBackground();
  alive = true;
  worker.background.main();
  await settle();
}

const settle = () => untilQuiet(() => effects.length);

async function answer(url: string, method: string): Promise<Response> {
  if (method === 'POST') {
    service.posts++;
    const pending = service.jobs.find((job) => job.polls < polls.length);
    const id = pending?.id ?? `j!${service.jobs.length + 1}`;
    if (!pending) service.jobs.push({ id, polls: 0 });
    const headers = {
      location: `"https://graph.microsoft.com/beta/employeeexperience/goals/exportJobs/${id}"`,
    };
    return pending
      ? Response.json({ error: { code: 'notAllowed', target: id } }, { status: 409, headers })
      : Response.json({ id: 'another-guid', status: 'notStarted' }, { status: 201, headers });
  }
  const createdDateTime = new Date(start).toISOString();
  const statusOf = ({ polls: seen }: ServiceJob) => polls[Math.min(seen, polls.length - 1)];
  if (url.includes('$filter'))
    return Response.json({
      value: service.jobs.map((job) => ({ id: job.id, status: statusOf(job), createdDateTime, ...view })),
    });
  const job = service.jobs.find(({ id }) => url.endsWith(`/exportJobs/${id}`)) as ServiceJob;
  const status = statusOf(job);
  job.polls++;
  return Response.json({ value: { id: job.id, status } }, { headers: { 'retry-after': '60' } });
}

const host: Record<string, (input: { blobUrl: string }) => unknown> = {
  start: () => undefined,
  silent: () => ({ accessToken: 'secret', fromCache: true, account }),
  fetchContent: () => {
    const blobUrl = `blob:${contents.size + 1}`;
    contents.add(blobUrl);
    return { type: 'content', blobUrl, bytes: 9 };
  },
  holdsContent: ({ blobUrl }) => contents.has(blobUrl),
  releaseContent: ({ blobUrl }) => contents.delete(blobUrl),
};

const storageSet = fakeBrowser.storage.local.set;

beforeEach(async () => {
  die();
  fakeBrowser.reset();
  fakeBrowser.storage.local.set = storageSet;
  vi.useFakeTimers({ now: start, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval'] });
  await fakeBrowser.storage.local.set({ settings: { clientId }, account });
  Object.assign(service, { jobs: [], posts: 0 });
  contents.clear();
  downloads.length = 0;
  effects = [];
  countdown = Number.POSITIVE_INFINITY;

  vi.stubGlobal('fetch', (url: string, { method = 'GET' }: RequestInit) =>
    effect(`fetch ${method}`, () => answer(url, method)),
  );
  callOffscreen.mockImplementation((name: string, input: { blobUrl: string }) =>
    effect(`host ${name}`, () => host[name]?.(input)),
  );
  fakeBrowser.storage.local.set = ((items: object) =>
    effect('write', () => storageSet(items))) as typeof storageSet;
  Object.assign(fakeBrowser.downloads, {
    onChanged: { addListener: (listener: (typeof downloadListeners)[0]) => downloadListeners.push(listener) },
    search: async (query: Partial<Download>) =>
      downloads.filter((item) => (query.id === undefined ? item.url === query.url : item.id === query.id)),
    download: ({ url, filename }: Download) =>
      effect('download', () => {
        downloads.push({ id: downloads.length + 1, url, filename, state: 'in_progress', fileSize: 9 });
        return downloads.length;
      }),
  });
  const nothing = { addListener: () => {} };
  Object.assign(fakeBrowser.contextMenus, {
    removeAll: async () => {},
    create: () => {},
    onClicked: nothing,
  });
  Object.assign(fakeBrowser.commands, { onCommand: nothing });
  Object.assign(fakeBrowser.permissions, { onAdded: nothing, onRemoved: nothing });
  Object.assign(fakeBrowser.notifications, { onClicked: nothing });
  Object.assign(fakeBrowser.i18n, { getMessage: (key: string) => (key === 'textLanguage' ? 'en' : key) });
  Object.assign(fakeBrowser.identity, { getRedirectURL: () => 'https://id.chromiumapp.org/' });
  Object.assign(fakeBrowser.tabs, { query: async () => [] });
  Object.assign(fakeBrowser.storage.local, { setAccessLevel: async () => {} });
  return () => vi.useRealTimers();
});

/** A click on the page's button. It may never be answered. */
function click(): Promise<unknown> {
  const url = explorerUrl(view);
  const tab = { id: 1, url, title: 'Board - Explorer - Viva Goals' };
  const sender = { id: fakeBrowser.runtime.id, url, frameId: 0, tab } as never;
  return new Promise((answer) => {
    void fakeBrowser.runtime.onMessage.trigger({ name: 'exportThisView', input: { view } }, sender, answer);
  });
}

async function jobs(): Promise<Job[]> {
  const all = await fakeBrowser.storage.local.get(null);
  return Object.entries(all).flatMap(([key, value]) => (key.startsWith('job:') ? [value as Job] : []));
}

/** What the browser does next by itself: it ends the download, or an alarm is due. */
async function browserGoesOn(): Promise<boolean> {
  const saving = downloads.find(({ state }) => state === 'in_progress');
  const [alarm] = await fakeBrowser.alarms.getAll();
  if (!saving && !alarm) return false;
  if (!alive) await startWorker();
  if (saving) {
    saving.state = 'complete';
    for (const listener of downloadListeners) listener({ id: saving.id, state: { current: 'complete' } });
  } else if (alarm) {
    vi.setSystemTime(Math.max(Date.now(), alarm.scheduledTime));
    await fakeBrowser.alarms.clear(alarm.name);
    void fakeBrowser.alarms.onAlarm.trigger(alarm);
  }
  await settle();
  return true;
}

async function untilDone(): Promise<Job> {
  for (let steps = 0; steps < 60; steps++) {
    const [job] = await jobs();
    if (job?.phase === 'done' && alive) return job;
    if (job && job.phase !== 'done' && (await browserGoesOn())) continue;
    // Nothing was written down yet, or it is all done and the worker is dead: the user comes back.
    if (!alive) await startWorker();
    if (!job) void click();
    await settle();
    if (job && job.phase !== 'done') throw new Error(`nothing wakes the export in ${job.phase}`);
  }
  throw new Error(`not done: ${JSON.stringify(await jobs())}`);
}

async function expectOneFile(): Promise<void> {
  const job = await untilDone();
  expect(await jobs()).toHaveLength(1);
  expect(service.jobs).toHaveLength(1);
  expect(service.posts).toBe(1);
  expect(downloads).toMatchObject([{ filename: 'Board 2026-11-23.csv', state: 'complete' }]);
  expect(job).toMatchObject({ file: { bytes: 9, downloadId: 1 }, title: 'Board', view });
  expect(JSON.stringify(await fakeBrowser.storage.local.get(null))).not.toContain('secret');
}

describe('a click ends with one file', () => {
  test('in a worker that lives', async () => {
    await startWorker();
    await click();
    await expectOneFile();
    expect(contents.size).toBe(0);
    expect(effects.filter((name) => name === 'fetch POST')).toHaveLength(1);
  });

  test.each([
    ['says why', () => 'the disk is full', 'the disk is full'],
    ['fails', () => Promise.reject(new Error('gone')), 'gone'],
    ['never answers', () => never, undefined],
  ])('where its copy %s, and the record says so', async (_how, answered, noCopy) => {
    host.keepCopy = answered;
    onTestFinished(() => void delete host.keepCopy);
    await startWorker();
    await click();
    await expectOneFile();
    await expect.poll(async () => (await jobs())[0]?.noCopy).toBe(noCopy);
    expect((await jobs())[0]?.phase).toBe('done');
  });

  test.each(['before', 'after'] as const)('in a worker that dies %s any of its effects', async (when) => {
    await startWorker();
    await click();
    await untilDone();
    const whole = effects.slice(0, effects.lastIndexOf('write') + 1);
    expect(whole.length).toBeGreaterThan(20);
    expect(new Set(whole)).toContain('download');

    for (let at = 1; at <= whole.length; at++) {
      die();
      await fakeBrowser.storage.local.clear();
      await fakeBrowser.alarms.clearAll();
      await storageSet({ settings: { clientId }, account });
      Object.assign(service, { jobs: [], posts: 0 });
      contents.clear();
      downloads.length = 0;
      effects = [];
      vi.setSystemTime(start);
      countdown = at;
      moment = when;
      await startWorker();
      void click();
      await settle();
      const place = `died ${when} effect ${at}: ${whole[at - 1]}`;
      await expectOneFile().catch((error: Error) => {
        throw new Error(`${place}: ${error.message}`, { cause: error });
      });
      expect(effects.length, place).toBeGreaterThanOrEqual(at);
    }
  });

  test('two clicks at once, and one more while it runs', async () => {
    await startWorker();
    await Promise.all([click(), click()]);
    expect(await jobs()).toHaveLength(1);
    await click();
    await expectOneFile();
  });

  test('an export of the view was under way elsewhere: it is followed', async () => {
    service.jobs.push({ id: 'j!elsewhere', polls: 1 });
    await startWorker();
    await click();
    const job = await untilDone();
    expect(job).toMatchObject({ joined: true, exportJobId: 'j!elsewhere' });
    expect(service.jobs).toHaveLength(1);
  });

  test('a download that ends before its id is written down', async () => {
    const { download } = fakeBrowser.downloads;
    Object.assign(fakeBrowser.downloads, {
      download: async (options: Parameters<typeof download>[0]) => {
        const id = await download(options);
        (downloads[0] as Download).state = 'complete';
        for (const listener of downloadListeners) listener({ id, state: { current: 'complete' } });
        await settle();
        return id;
      },
    });
    await startWorker();
    await click();
    await expectOneFile();
  });

  test('a download that ends just after it was looked at', async () => {
    const { search } = fakeBrowser.downloads;
    Object.assign(fakeBrowser.downloads, {
      search: async (query: { id?: number }) => {
        const seen = (await search(query)).map((item) => ({ ...item }));
        const item = downloads.find(({ id, state }) => id === query.id && state === 'in_progress');
        if (item) {
          item.state = 'complete';
          for (const listener of downloadListeners) listener({ id: item.id, state: { current: 'complete' } });
          await settle();
        }
        return seen;
      },
    });
    await startWorker();
    await click();
    await expectOneFile();
  });
});

describe('without a sign-in', () => {
  const launch = vi.fn();
  let signedIn: boolean;
  beforeEach(() => {
    signedIn = false;
    launch.mockReset().mockRejectedValue(new Error('The user did not approve access.'));
    Object.assign(fakeBrowser.identity, { launchWebAuthFlow: launch });
    callOffscreen.mockImplementation(async (name: string, input: never) => {
      if (name === 'silent' && !signedIn)
        throw new worker.SignInFailed({ code: 'no_account_found', message: '', interactionRequired: true });
      if (name === 'begin') return { url: 'https://login/', state: 's' };
      if (name === 'finish') return { accessToken: 'secret', fromCache: false, account };
      if (name === 'explain') {
        const { info, byWindow } = input as Input<'explain'>;
        return explainSignIn(info, byWindow);
      }
      return host[name]?.(input);
    });
  });

  test('the window is closed: it ends, nothing was asked of the service; Retry goes on', async () => {
    await startWorker();
    await click();
    expect(await jobs()).toMatchObject([{ phase: 'failed', problem: { code: 'signInCancelled' } }]);
    expect(service.posts).toBe(0);
    signedIn = true;
    await worker.retryExport((await jobs())[0]?.id ?? '');
    await expectOneFile();
  });

  test('the window is closed: it goes on by the next sign-in, wherever that was pressed, and once', async () => {
    await startWorker();
    await click();
    expect(await jobs()).toMatchObject([{ phase: 'failed', problem: { code: 'signInCancelled' } }]);
    signedIn = true;
    const signsIn = () => fakeBrowser.storage.session.set({ signedInAt: Date.now() + Math.random() });
    await signsIn();
    await vi.waitFor(async () => expect((await jobs())[0]?.phase).not.toBe('failed'));
    await expectOneFile();
    await signsIn();
    await settle();
    expect(service.posts).toBe(1);
    expect(await jobs()).toHaveLength(1);
  });

  test('what failed long ago, or has a newer export of its view, does not go on by a sign-in', async () => {
    await startWorker();
    await click();
    const [failed] = await jobs();
    if (!failed?.problem) throw new Error('it has not failed');
    const old = { ...failed, problem: { ...failed.problem, at: Date.now() - 2 * 60 * 60_000 } };
    await fakeBrowser.storage.local.set({ [`job:${failed.id}`]: old });
    signedIn = true;
    await fakeBrowser.storage.session.set({ signedInAt: Date.now() });
    await settle();
    expect(service.posts).toBe(0);
    await fakeBrowser.storage.local.set({ [`job:${failed.id}`]: failed });
    await click();
    await fakeBrowser.storage.session.set({ signedInAt: Date.now() + 1 });
    await settle();
    expect((await jobs()).map(({ phase }) => phase)).toContain('failed');
    expect(service.posts).toBe(1);
  });

  test('the account picker is closed by somebody who is signed in: nothing has failed', async () => {
    const problem = async () => (await fakeBrowser.storage.session.get('signInProblem')).signInProblem;
    await startWorker();
    await fakeBrowser.storage.local.remove('account');
    await worker.signInByUser(true);
    expect(await problem()).toMatchObject({ code: 'signInCancelled' });
    await fakeBrowser.storage.local.set({ account });
    await worker.signInByUser(true);
    expect(await problem()).toBeUndefined();
  });

  test('cancelled while the window is open: the sign-in counts, the export does not go on', async () => {
    let close: (url: string) => void = () => {};
    launch.mockImplementation(({ interactive }) =>
      interactive
        ? new Promise((resolve) => (close = resolve))
        : Promise.reject(new Error('User interaction required.')),
    );
    await startWorker();
    const clicked = click();
    await vi.waitFor(() => expect(launch).toHaveBeenCalledTimes(2));
    await worker.cancelExport((await jobs())[0]?.id ?? '');
    close('https://id.chromiumapp.org/#code=1');
    await clicked;
    await settle();
    expect(await jobs()).toMatchObject([{ phase: 'cancelled' }]);
    expect(service.posts).toBe(0);
  });

  test('expired on the way: it pauses, and goes on once somebody has signed in', async () => {
    signedIn = true;
    await startWorker();
    await click();
    signedIn = false;
    launch.mockRejectedValue(new Error('User interaction required.'));
    for (let steps = 0; steps < 5 && !(await jobs())[0]?.wait?.problem; steps++) await browserGoesOn();
    expect(await jobs()).toMatchObject([
      { phase: 'following', wait: { for: 'signIn', problem: { code: 'signInRequired' } } },
    ]);
    expect(await fakeBrowser.alarms.getAll()).toEqual([]);
    expect(await fakeBrowser.action.getBadgeText({})).toBe('!');

    signedIn = true;
    await fakeBrowser.storage.session.set({ signedInAt: Date.now() });
    await settle();
    await expectOneFile();
    expect(await fakeBrowser.action.getBadgeText({})).toBe('');
  });
});
