// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explainSignIn } from '../../lib/auth/sign-in-errors.ts';
import { type Job, newJob } from '../../lib/jobs/job.ts';
import type { Input } from '../../lib/offscreen/operations.ts';
import { offsetOf } from '../../lib/schedule/due.ts';
import type { Rule } from '../../lib/schedule/rule.ts';
import type { Batch } from '../../lib/views/batch.ts';
import type { View } from '../../lib/views/view.ts';
import { untilQuiet } from './quiet.ts';
import { backgrounds } from './whole-background.ts';

/*
 * The whole background with batches and schedules, in a browser that is closed, opened and killed. Played are the service,
 * the host document and the downloads.
 */

const callOffscreen = vi.fn();
const newBackground = backgrounds({ callOffscreen });

const organization = '94a356ab-53d5-40e7-8a85-053d6d3b9eb3';
const views = Array.from({ length: 5 }, (_, id) => ({
  goalsOrganizationId: organization,
  explorerViewId: `${id + 1}`,
}));
const account = { homeAccountId: 'alice.t', username: 'alice@contoso.com', tenantId: 't' };
const start = new Date(2026, 10, 23, 8).getTime();
const hour = 3_600_000;
const daily: Rule = { every: 'day', at: '09:00' };

const { local } = fakeBrowser.storage;
const whole = { set: local.set };
let alive = false;
let countdown = Number.POSITIVE_INFINITY;
let moment: 'before' | 'after' = 'before';
let writes = 0;
let signedIn = true;
let refused = '';
let worker: ReturnType<typeof newBackground>;
let mostAtOnce = 0;
let changes: object | undefined;
const posted: string[] = [];
const told: [id: string, title: string, message: string][] = [];
const opened: string[] = [];
let clicked: (id: string) => void = () => {};
const downloads: { id: number; url: string; filename: string; state: string; fileSize: number }[] = [];
const listeners: ((change: { id: number; state?: object }) => void)[] = [];
const never = new Promise<never>(() => {});

function die(): Promise<never> {
  alive = false;
  for (const event of [
    fakeBrowser.runtime.onMessage,
    fakeBrowser.runtime.onInstalled,
    fakeBrowser.runtime.onStartup,
    fakeBrowser.alarms.onAlarm,
    fakeBrowser.storage.onChanged,
    fakeBrowser.storage.local.onChanged,
  ])
    event.removeAllListeners();
  listeners.length = 0;
  // It sets the clock back, too.
  const now = Date.now();
  vi.clearAllTimers();
  if (vi.isFakeTimers()) vi.setSystemTime(now);
  return never;
}

async function effect<T>(happen: () => T | Promise<T>): Promise<T> {
  if (!alive) return never;
  const last = ++writes === countdown;
  if (last && moment === 'before') return die();
  const result = await happen();
  return last ? die() : result;
}

const settle = () => untilQuiet(() => writes);

async function startWorker(): Promise<void> {
  worker = newBackground();
  alive = true;
  worker.background.main();
  await settle();
}

const stored = async () => (await local.get(null)) as Record<string, unknown>;
const jobs = async () =>
  Object.entries(await stored()).flatMap(([key, job]) => (key.startsWith('job:') ? [job as Job] : []));
const batches = async () => Object.values(((await stored()).batches ?? {}) as Record<string, Batch>);
const scheduleOf = async (at: number) =>
  (((await stored()).views ?? {}) as Record<string, View>)[`${organization}/${at + 1}`]?.schedule;

async function answer(url: string, init: RequestInit): Promise<Response> {
  if (init.method === 'POST') {
    const { explorerViewId } = JSON.parse(String(init.body)) as { explorerViewId: string };
    posted.push(explorerViewId);
    if (explorerViewId === refused)
      return Response.json(
        { error: { code: 'Forbidden', message: 'x' } },
        { status: 403, headers: { 'request-id': 'r' } },
      );
    const id = `j!${explorerViewId}`;
    const location = `https://graph.microsoft.com/beta/employeeexperience/goals/exportJobs/${id}`;
    return Response.json({ id, status: 'notStarted' }, { status: 201, headers: { location } });
  }
  const open = (await jobs()).filter(({ phase }) => !['done', 'failed', 'cancelled'].includes(phase));
  mostAtOnce = Math.max(mostAtOnce, open.length);
  if (url.includes('$filter'))
    return Response.json({
      value: [...new Set(posted)]
        .filter((one) => one !== refused)
        .map((explorerViewId) => ({
          id: `j!${explorerViewId}`,
          status: 'succeeded',
          createdDateTime: new Date().toISOString(),
          goalsOrganizationId: organization,
          explorerViewId,
        })),
    });
  return Response.json({ value: { id: url.split('/').at(-1), status: 'succeeded' } });
}

beforeEach(async () => {
  die();
  fakeBrowser.reset();
  Object.assign(local, whole);
  vi.useFakeTimers({ now: start, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval'] });
  await local.set({
    settings: { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444', scheduleSpread: 0, notify: true },
    account,
  });
  for (const list of [posted, told, downloads, opened]) list.length = 0;
  changes = undefined;
  [countdown, moment, writes, signedIn, refused, mostAtOnce] = [
    Number.POSITIVE_INFINITY,
    'before',
    0,
    true,
    '',
    0,
  ];
  local.set = ((items: object) => effect(() => whole.set(items as never))) as typeof local.set;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => (alive ? answer(url, init) : never));
  callOffscreen.mockImplementation(async (name: string, input: never) => {
    if (!alive) return never;
    if (name === 'explain') {
      const { info, byWindow } = input as Input<'explain'>;
      return explainSignIn(info, byWindow);
    }
    if (name === 'silent' && !signedIn) {
      throw new worker.SignInFailed({
        code: 'no_account_found',
        message: '',
        interactionRequired: true,
      });
    }
    if (name === 'begin') return { url: 'https://login/', state: 's' };
    if (name === 'silent') return { accessToken: 'secret', fromCache: true, account };
    if (name === 'fetchContent') return { type: 'content', blobUrl: `blob:${Math.random()}`, bytes: 9 };
    if (name === 'changesSince') return changes;
    return name === 'holdsContent';
  });
  const nothing = { addListener: () => {} };
  Object.assign(fakeBrowser.downloads, {
    onChanged: { addListener: (listener: (typeof listeners)[0]) => listeners.push(listener) },
    search: async ({ id, url }: { id?: number; url?: string }) =>
      downloads.filter((one) => (id === undefined ? one.url === url : one.id === id)),
    download: ({ url, filename }: { url: string; filename: string }) =>
      effect(() => {
        downloads.push({ id: downloads.length + 1, url, filename, state: 'complete', fileSize: 9 });
        return downloads.length;
      }),
  });
  Object.assign(fakeBrowser.contextMenus, {
    removeAll: async () => {},
    create: () => {},
    onClicked: nothing,
  });
  Object.assign(fakeBrowser.commands, { onCommand: nothing });
  Object.assign(fakeBrowser.permissions, {
    contains: async () => true,
    onAdded: nothing,
    onRemoved: nothing,
  });
  Object.assign(fakeBrowser.notifications, {
    onClicked: { addListener: (listener: typeof clicked) => (clicked = listener) },
    clear: async () => true,
    create: async (id: string, { title, message }: { title: string; message: string }) =>
      void told.push([id, title, message]),
  });
  Object.assign(fakeBrowser.identity, {
    getRedirectURL: () => 'https://id.chromiumapp.org/',
    launchWebAuthFlow: async () => Promise.reject(new Error('User interaction required.')),
  });
  // An origin that Node's URL knows, too.
  const getURL = (path: string) => `https://extension.example${path}`;
  Object.assign(fakeBrowser.runtime, { getContexts: async () => [], getURL });
  Object.assign(fakeBrowser.tabs, {
    query: async () => [],
    create: async ({ url }: { url: string }) => void opened.push(url),
  });
  Object.assign(fakeBrowser.windows, { getAll: async () => [{}] });
  Object.assign(local, { setAccessLevel: async () => {} });
  return () => vi.useRealTimers();
});

/** As one of the extension's own pages. */
async function ask(name: string, input: object): Promise<unknown> {
  const sender = { id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL('/views.html' as never) };
  const answer = new Promise((resolve) => {
    void fakeBrowser.runtime.onMessage.trigger({ name, input }, sender as never, resolve);
  });
  await settle();
  return alive ? answer : undefined;
}

/** Lets alarms go off, starting the worker for them, until a time. */
async function until(time: number): Promise<void> {
  for (let turns = 0; turns < 200; turns++) {
    const next = (await fakeBrowser.alarms.getAll()).toSorted((a, b) => a.scheduledTime - b.scheduledTime)[0];
    if (!next || next.scheduledTime > time) break;
    vi.setSystemTime(Math.max(Date.now(), next.scheduledTime));
    await fakeBrowser.alarms.clear(next.name);
    if (!alive) await startWorker();
    void fakeBrowser.alarms.onAlarm.trigger(next);
    await settle();
  }
  vi.setSystemTime(Math.max(Date.now(), time));
}

const schedule = (which = views, rule: Rule | null = daily) => ask('setSchedule', { views: which, rule });
const postsEach = () =>
  Object.fromEntries(views.map(({ explorerViewId: id }) => [id, posted.filter((one) => one === id).length]));
const each = (times: number) =>
  Object.fromEntries(views.map(({ explorerViewId }) => [explorerViewId, times]));

test('several at once: two at a time, one failure stops nothing, one notification', async () => {
  refused = '2';
  await startWorker();
  await ask('addViews', { views, source: 'pasted' });
  expect(await ask('addViews', { text: 'x' })).toMatchObject({ error: 'addViews: invalid' });
  await ask('exportSelected', { views: [...views, views[0]] });
  await until(start + hour);
  expect(downloads).toHaveLength(4);
  expect(mostAtOnce).toBeLessThanOrEqual(2);
  expect(postsEach()).toEqual(each(1));
  const all = await batches();
  expect(all).toMatchObject([{ by: 'user', finishedAt: expect.any(Number) }]);
  expect(new Set(told.map(([id]) => id))).toEqual(new Set([`batch ${all[0]?.id}`]));
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
  const { listViews } = await import('../../lib/views/list.ts');
  const { loadKnown } = await import('../../lib/views/known.ts');
  expect(await listViews(await loadKnown())).toHaveLength(5);
});

test('a notification that the browser refuses keeps no batch open, and wakes nobody', async () => {
  Object.assign(fakeBrowser.notifications, { create: async () => Promise.reject(new Error('refused')) });
  await startWorker();
  await ask('exportSelected', { views });
  await until(start + hour);
  expect(await batches()).toMatchObject([{ finishedAt: expect.any(Number) }]);
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
});

test('on a schedule; in between nothing wakes the browser; without one there is no alarm', async () => {
  await startWorker();
  await schedule();
  expect((await fakeBrowser.alarms.getAll()).map(({ scheduledTime }) => scheduledTime)).toEqual([
    start + hour,
  ]);
  await until(start + hour - 1);
  expect(posted).toEqual([]);
  await until(start + 25 * hour + 600_000);
  expect(postsEach()).toEqual(each(2));
  expect(await batches()).toMatchObject([{ by: 'schedule' }, { by: 'schedule' }]);
  expect((await batches()).flatMap(({ items }) => items).every(({ missed }) => missed === undefined)).toBe(
    true,
  );
  await schedule(views, null);
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
});

test('missed while the browser was closed: once, at the next start, and said so', async () => {
  await startWorker();
  await schedule();
  die();
  await fakeBrowser.alarms.clearAll();
  vi.setSystemTime(start + 73 * hour + 1);
  await startWorker();
  await until(start + 74 * hour);
  expect(postsEach()).toEqual(each(1));
  expect(await scheduleOf(0)).toMatchObject({ missed: 3 });
  expect((await batches())[0]?.items[0]).toMatchObject({ missed: 3 });
});

test('the clock set back, and forward again: not twice', async () => {
  await startWorker();
  await schedule();
  await until(start + 2 * hour);
  die();
  vi.setSystemTime(start);
  await startWorker();
  await until(start + 3 * hour);
  expect(postsEach()).toEqual(each(1));
});

test('a person is needed: it pauses, tells once, skips the next date, and goes on after the sign-in', async () => {
  await startWorker();
  await schedule();
  signedIn = false;
  await until(start + 26 * hour);
  expect(posted).toEqual([]);
  expect((await jobs()).every(({ wait }) => wait?.problem?.code === 'signInRequired')).toBe(true);
  expect(new Set(told.map(([id]) => id)).size).toBe(1);
  expect(await scheduleOf(0)).toMatchObject({ skipped: true });
  expect(await batches()).toHaveLength(1);
  signedIn = true;
  await fakeBrowser.storage.session.set({ signedInAt: Date.now() });
  await settle();
  await until(start + 27 * hour);
  expect(postsEach()).toEqual(each(1));
  expect(downloads).toHaveLength(5);
});

test('schedules that the organization forbids: none is set, none is taken', async () => {
  await startWorker();
  await schedule();
  Object.assign(fakeBrowser.storage.managed, { get: async () => ({ schedules: false }) });
  expect(await schedule()).toMatchObject({ error: expect.stringContaining('not allowed') });
  await until(start + 49 * hour);
  expect(posted).toEqual([]);
  Object.assign(fakeBrowser.storage.managed, { get: async () => ({}) });
});

test('another time on a day that had one: that of today, too, if it is to come, else from tomorrow on', async () => {
  await startWorker();
  await schedule();
  await until(start + 2 * hour);
  await schedule(views, { every: 'day', at: '12:00' });
  await until(start + 5 * hour);
  expect(postsEach()).toEqual(each(2));
  await schedule(views, { every: 'day', at: '11:00' });
  await until(start + 24 * hour);
  expect(postsEach()).toEqual(each(2));
  await until(start + 28 * hour);
  expect(postsEach()).toEqual(each(3));
  // Between the last time and the next one, an earlier one: it has not been missed.
  await schedule(views, { every: 'day', at: '20:00' });
  await until(start + 35 * hour);
  await schedule(views, { every: 'day', at: '08:30' });
  await until(start + 36 * hour);
  expect(postsEach()).toEqual(each(3));
});

test('set between its time and its start on this installation: taken when it is said to be', async () => {
  const settings = { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444', scheduleSpread: 60 };
  await whole.set({ settings, installation: 'mine' } as never);
  const due = start + hour + offsetOf('mine', hour);
  vi.setSystemTime(due - 1000);
  await startWorker();
  await schedule();
  expect((await fakeBrowser.alarms.getAll()).map(({ scheduledTime }) => scheduledTime)).toEqual([due]);
  await until(due + 5 * hour);
  expect(postsEach()).toEqual(each(1));
});

test('set by a clock that was years ahead: it goes by the right one', async () => {
  vi.setSystemTime(start + 90_000 * hour);
  await startWorker();
  await schedule();
  die();
  await fakeBrowser.alarms.clearAll();
  vi.setSystemTime(start);
  await startWorker();
  await until(start + 2 * hour);
  expect(postsEach()).toEqual(each(1));
});

test('a policy that the browser does not tell in time is not taken for none', async () => {
  const address = `https://goals.microsoft.com/org_uuid/${organization}/objective-explorer?viewId=1`;
  const { managed } = fakeBrowser.storage;
  Object.assign(managed, { get: async () => ({ views: [{ address, ...daily }] }) });
  await startWorker();
  const before = await scheduleOf(0);
  expect(before).toMatchObject({ byPolicy: true });
  Object.assign(managed, {
    get: async () => {
      throw new worker.NotInTime('storage.managed.get', 15_000);
    },
  });
  await ask('addViews', { views: views.slice(1), source: 'pasted' });
  await ask('removeView', { view: views[4] });
  expect(await scheduleOf(0)).toEqual(before);
  Object.assign(managed, { get: async () => ({}) });
});

test('the start is spread, and the same every time', async () => {
  const settings = { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444', scheduleSpread: 60 };
  await whole.set({ settings, installation: 'mine' } as never);
  const due = start + hour + offsetOf('mine', hour);
  await startWorker();
  await schedule();
  for (const time of [due, due + 24 * hour]) {
    expect((await fakeBrowser.alarms.getAll()).map(({ scheduledTime }) => scheduledTime)).toEqual([time]);
    await until(time - 1);
    const before = posted.length;
    await until(time + 60_000);
    expect(posted.length - before).toBe(5);
  }
});

test.each(['before', 'after'] as const)(
  'the worker dies %s any write, over a due time: each file once',
  async (when) => {
    const two = views.slice(0, 3);
    let total = Number.POSITIVE_INFINITY;
    for (let at = 1; at <= total; at++) {
      die();
      await local.clear();
      await fakeBrowser.alarms.clearAll();
      await whole.set({
        settings: { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444', scheduleSpread: 0, notify: true },
        account,
        installation: 'x',
        views: Object.fromEntries(
          two.map((view) => [
            `${organization}/${view.explorerViewId}`,
            {
              version: 1,
              ...view,
              source: 'pasted',
              addedAt: start,
              schedule: { rule: daily, since: start },
            },
          ]),
        ),
      } as never);
      for (const list of [posted, told, downloads]) list.length = 0;
      vi.setSystemTime(start + hour + 1);
      [countdown, moment, writes] = [at, when, 0];
      await startWorker();
      for (let tries = 0; tries < 3; tries++) {
        if (!alive) await startWorker();
        await until(Date.now() + 600_000);
      }
      const place = `died ${when} write ${at}`;
      expect(downloads.length, place).toBe(3);
      expect(new Set(posted).size, place).toBe(3);
      expect(await jobs(), place).toHaveLength(3);
      expect(await batches(), place).toMatchObject([{ finishedAt: expect.any(Number) }]);
      expect(new Set(told.map(([id]) => id)).size, place).toBe(1);
      if (at > writes) total = at;
    }
    expect(total).toBeGreaterThan(15);
  },
  60_000,
);

test('an export of the view that a click began is the batch’s', async () => {
  await startWorker();
  await whole.set({
    'job:click': {
      ...newJob('click', views[0] as (typeof views)[0], 'x', Date.now(), account),
      dueAt: Date.now() + 9000,
    },
  } as never);
  await local.remove('jobIndex');
  await ask('exportSelected', { views: views.slice(0, 2) });
  expect((await batches())[0]?.items.map(({ jobId }) => jobId)).toContain('click');
});

describe('what changed since the exports before', () => {
  const titles = () => told.map(([, title, message]) => [title, message]);
  const export5 = async () => {
    if (!alive) await startWorker();
    await ask('exportSelected', { views });
    await until(Date.now() + 600_000);
  };

  test('is told with the batch; a click opens the report that compares', async () => {
    changes = { newlyAtRisk: 3, shown: { export: 'new', before: 'old' } };
    refused = '2';
    await export5();
    expect(titles()).toEqual([
      ['4 of 5 views exported', '3 objectives are newly at risk.\nClick to see what changed.'],
    ]);
    const done = (await jobs()).filter(({ phase }) => phase === 'done').map(({ id }) => id);
    const [, input] = callOffscreen.mock.calls.find(([name]) => name === 'changesSince') ?? [];
    expect(new Set(input.exports)).toEqual(new Set(done));
    clicked(told[0]?.[0] ?? '');
    await settle();
    expect(opened).toEqual([expect.stringMatching(/\/report\.html\?export=new&compare=old$/)]);
  });

  test('nothing newly at risk, nothing to compare, no copies: only what is so', async () => {
    changes = { newlyAtRisk: 0, shown: { export: 'new', before: 'old' } };
    await export5();
    changes = undefined;
    await export5();
    const { settings } = (await stored()) as { settings: object };
    await whole.set({ settings: { ...settings, keepCopies: 0 } } as never);
    callOffscreen.mockClear();
    await export5();
    const all = '5 of 5 views exported';
    expect(titles()).toEqual([
      [all, 'Click to see what changed.'],
      [all, 'Click to see the exports.'],
      [all, 'Click to see the exports.'],
    ]);
    expect(callOffscreen.mock.calls.filter(([name]) => name === 'changesSince')).toEqual([]);
    clicked(told[2]?.[0] ?? '');
    await settle();
    expect(opened).toEqual([expect.stringMatching(/export-history\.html$/)]);
  });

  test('the host that never answers, or fails, keeps nothing: the batch is told without', async () => {
    callOffscreen.mockImplementation(
      (
        (played) =>
        (name: string, ...rest: unknown[]) =>
          name === 'changesSince' ? Promise.reject(new Error('gone')) : played?.(name, ...rest)
      )(callOffscreen.getMockImplementation()),
    );
    await export5();
    expect(titles()).toEqual([['5 of 5 views exported', 'Click to see the exports.']]);
    expect(await batches()).toMatchObject([{ finishedAt: expect.any(Number) }]);
  });

  test('one view: by a click told as ever, by a schedule with its name', async () => {
    await startWorker();
    await ask('exportSelected', { views: views.slice(0, 1) });
    await until(Date.now() + 600_000);
    expect(told.map(([id]) => id.split(' ')[0])).toEqual(['done']);
    told.length = 0;
    changes = { newlyAtRisk: 1, shown: { export: 'new', before: 'old' } };
    await schedule(views.slice(0, 1));
    await until(start + 2 * hour);
    expect(titles()).toEqual([
      [expect.stringMatching(/ is exported$/), 'One objective is newly at risk.\nClick to see what changed.'],
    ]);
  });
});
