// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { jobIdIn, listenToNotifications, newsOf, notify } from '../../lib/surfaces/notify.ts';
import { jobIn, noon, otherView, retryAfter, signInAwaited, view } from './samples.ts';

const running = jobIn('following', { status: 'running' });
const done = jobIn('done', { file: { name: '/downloads/a.csv', bytes: 1, downloadId: 3 } });
const failed = jobIn('failed', { problem: { code: 'jobFailed', at: noon } });
const paused: Job = { ...running, wait: signInAwaited };
const throttled: Job = { ...running, wait: retryAfter(noon + 1) };

test.each<[string, Job | undefined, Job | undefined, string | undefined]>([
  ['done', running, done, 'done'],
  ['failed', running, failed, 'failed'],
  ['needs a sign-in', running, paused, 'paused'],
  ['done, and written again', done, { ...done, updatedAt: noon }, undefined],
  ['still paused', paused, paused, undefined],
  ['throttled', running, throttled, undefined],
  ['gets on', running, jobIn('ready'), undefined],
  ['cancelled by the user', running, jobIn('cancelled'), undefined],
  ['tried again', failed, jobIn('following'), undefined],
  ['new', undefined, running, undefined],
  ['come from nowhere', undefined, done, undefined],
  ['removed', done, undefined, undefined],
])('%s', (_what, before, after, news) => expect(newsOf(before, after)).toBe(news));

describe('telling', () => {
  const create = vi.fn();
  /** What the user has in front of them, and has allowed. */
  const world = { url: '', focused: true, popups: [] as object[], allowed: true };
  let clicked: (id: string) => void;
  beforeEach(async () => {
    create.mockReset();
    Object.assign(world, { url: 'https://contoso.example/', focused: true, popups: [], allowed: true });
    Object.assign(fakeBrowser.notifications, {
      create,
      clear: async () => true,
      onClicked: { addListener: (listener: typeof clicked) => (clicked = listener) },
    });
    Object.assign(fakeBrowser.permissions, { contains: async () => world.allowed });
    Object.assign(fakeBrowser.runtime, { getContexts: async () => world.popups });
    Object.assign(fakeBrowser.tabs, { query: async () => [{ url: world.url, windowId: 7 }] });
    Object.assign(fakeBrowser.windows, { get: async () => ({ focused: world.focused }) });
    await fakeBrowser.storage.local.set({ settings: { notify: true }, 'job:job-1': done });
  });

  test.each([
    [done, 'done', /^Company OKRs is exported$/, /Click to see the file/],
    [failed, 'failed', /^Company OKRs was not exported$/, /see what to do/],
    [paused, 'paused', /^Company OKRs is waiting for you$/, /Sign in to continue\nClick to sign in/],
  ] as const)('%o', async (job, news, title, message) => {
    await notify(job, news, {});
    const [id, options] = create.mock.calls[0] ?? [];
    expect(jobIdIn(id)).toBe(job.id);
    expect(options.title).toMatch(title);
    expect(options.message).toMatch(message);
  });

  test('once for each export and news, however often', async () => {
    await notify(done, 'done', {});
    await notify(done, 'done', {});
    expect(create.mock.calls[0]?.[0]).toBe(create.mock.calls[1]?.[0]);
  });

  test.each<[string, () => void | Promise<void>, number]>([
    ['not wanted', () => fakeBrowser.storage.local.set({ settings: { notify: false } }), 0],
    ['never asked', () => fakeBrowser.storage.local.remove('settings'), 0],
    ['forbidden by the organization', () => fakeBrowser.storage.managed.set({ notify: false }), 0],
    ['no longer allowed', () => void Object.assign(world, { allowed: false }), 0],
    ['the popup is open', () => void world.popups.push({}), 0],
    ['the page of the view is in front', () => void Object.assign(world, { url: explorerUrl(view) }), 0],
    ['the page of another view is', () => void Object.assign(world, { url: explorerUrl(otherView) }), 1],
    [
      'its page is, in a window that is not',
      () => void Object.assign(world, { url: explorerUrl(view), focused: false }),
      1,
    ],
  ])('%s', async (_what, change, times) => {
    await change();
    await notify(done, 'done', {});
    expect(create).toHaveBeenCalledTimes(times);
  });

  test.each([
    ['in a tab', [{ id: 1 }], 1, 0],
    ['with no window open (macOS): in a new one', [], 0, 1],
  ])('a click leads to the history %s', async (_where, windows, tabs, opened) => {
    const createTab = vi.fn();
    const createWindow = vi.fn();
    Object.assign(fakeBrowser.action, { openPopup: vi.fn().mockRejectedValue(new Error('no window')) });
    Object.assign(fakeBrowser.tabs, { create: createTab });
    Object.assign(fakeBrowser.windows, { getAll: async () => windows, create: createWindow });
    listenToNotifications(() => expect.unreachable());
    await fakeBrowser.storage.local.set({ 'job:job-1': failed });
    clicked('failed job-1');
    await vi.waitFor(() =>
      expect([createTab.mock.calls.length, createWindow.mock.calls.length]).toEqual([tabs, opened]),
    );
    const [[{ url }]] = [...createTab.mock.calls, ...createWindow.mock.calls] as [[{ url: string }]];
    expect(url).toMatch(/history\.html$/);
  });

  test('a click leads to the file, or to where it is said what to do', async () => {
    const show = vi.fn();
    const openPopup = vi.fn().mockRejectedValue(new Error('no window'));
    const createTab = vi.fn();
    Object.assign(fakeBrowser.downloads, {
      show,
      search: async () => [{ id: 3, filename: '/downloads/a.csv', exists: true }],
    });
    Object.assign(fakeBrowser.action, { openPopup });
    Object.assign(fakeBrowser.tabs, { create: createTab });
    Object.assign(fakeBrowser.windows, { getAll: async () => [{ id: 1 }] });
    listenToNotifications(() => expect.unreachable());
    clicked('done job-1');
    await vi.waitFor(() => expect(show).toHaveBeenCalledExactlyOnceWith(3));
    await fakeBrowser.storage.local.set({ 'job:job-1': failed });
    clicked('failed job-1');
    await vi.waitFor(() => expect(createTab).toHaveBeenCalledOnce());
    expect(createTab.mock.calls[0]?.[0].url).toMatch(/history\.html$/);
  });
});
