// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings, checkSettings, listenToSettings } from '../../lib/jobs/change-settings.ts';
import { loadJobs } from '../../lib/jobs/load.ts';
import { addJob } from '../../lib/jobs/write.ts';
import { loadSettings } from '../../lib/storage/storage.ts';
import { jobIn, settings } from './samples.ts';

const { forgetSignIn, resumePaused } = vi.hoisted(() => ({ forgetSignIn: vi.fn(), resumePaused: vi.fn() }));
vi.mock('../../lib/auth/auth.ts', () => ({ forgetSignIn }));
vi.mock('../../lib/jobs/runner.ts', () => ({ resumePaused }));

const other = '99991111-aaaa-2222-bbbb-3333cccc4444';
let works: Promise<unknown>[] = [];
/** Until the background has done what follows. */
const settled = async () => {
  while (works.length > 0) await Promise.all(works.splice(0));
};
const { local, managed, sync } = fakeBrowser.storage;
const own = async () => (await local.get('settings')).settings as object | undefined;

beforeEach(async () => {
  forgetSignIn.mockReset();
  resumePaused.mockReset();
  works = [];
  listenToSettings((work) => works.push(work));
});

/** Somebody set up, and the background has seen it. */
const setUp = async (stored: object = settings) => {
  await local.set({ settings: stored });
  await checkSettings();
};

describe('the organization’s policy changes', () => {
  test.each([
    ['another application', { clientId: other }, 1],
    ['another directory', { tenant: 'contoso.com' }, 1],
    ['the same application as the user’s own', { clientId: settings.clientId }, 0],
    ['the same in capitals', { clientId: settings.clientId.toUpperCase() }, 0],
    ['the file name', { fileName: '{date}' }, 0],
    ['an application that is none', { clientId: 'x' }, 0],
    ['nothing that is known', { colour: 'x' }, 0],
  ])(
    '%s: signed out only where application or directory became another',
    async (_what, policy: object, times) => {
      await setUp();
      await managed.set(policy);
      await settled();
      expect(forgetSignIn).toHaveBeenCalledTimes(times);
      expect(resumePaused).toHaveBeenCalledOnce();
      expect(await own()).toEqual(settings);
    },
  );

  test('it goes again: what the user had set holds; of that application nobody is signed in', async () => {
    await managed.set({ clientId: other });
    await setUp();
    await managed.clear();
    await settled();
    expect(forgetSignIn).toHaveBeenCalledOnce();
    expect(await loadSettings()).toEqual(settings);
  });

  test('the first set-up signs nobody out', async () => {
    await setUp({});
    await managed.set({ clientId: other });
    await settled();
    expect(forgetSignIn).not.toHaveBeenCalled();
  });

  test('while the browser was closed: it is found at the start, once', async () => {
    await setUp();
    fakeBrowser.storage.onChanged.removeAllListeners();
    await managed.set({ tenant: 'contoso.com' });
    await checkSettings();
    await checkSettings();
    expect(forgetSignIn).toHaveBeenCalledOnce();
  });

  test('shorter history: what is too old goes at once', async () => {
    await setUp();
    const day = 86_400_000;
    const old = jobIn('done', { updatedAt: Date.now() - 3 * day });
    await local.set({ 'job:job-1': old, 'job:open': { ...jobIn('ready', old), id: 'open', phase: 'ready' } });
    await managed.set({ historyDays: 4 });
    await settled();
    expect(await local.get('job:job-1')).toMatchObject({ 'job:job-1': { id: 'job-1' } });
    await managed.set({ historyDays: 2 });
    await settled();
    expect((await local.get('job:job-1'))['job:job-1']).toBeUndefined();
    expect(await local.get('job:open')).toMatchObject({ 'job:open': { id: 'open' } });
  });
});

test('a new export drops ended ones that are older than the settings say', async () => {
  await local.set({ settings: { historyDays: 2 } });
  const at = Date.now();
  for (const days of [1, 3]) {
    const job = jobIn('done', { id: `${days}`, updatedAt: at - days * 86_400_000 });
    await local.set({ [`job:${days}`]: job });
  }
  await addJob(jobIn('requested', { id: 'new', requestedAt: at }));
  expect((await loadJobs()).map(({ id }) => id)).toEqual(['new', '1']);
});

describe('settings travel', () => {
  test('what the user saves is sent, but for what is this machine’s own', async () => {
    await changeSettings({ fileName: '{date}', folder: 'Here' });
    await settled();
    expect(await sync.get(null)).toEqual({ fileName: '{date}' });
    // Its echo changes nothing.
    expect(resumePaused).toHaveBeenCalledOnce();
  });

  test('what the organization has set is not sent', async () => {
    await managed.set({ clientId: other });
    await changeSettings({ clientId: other, askWhere: true });
    expect(await sync.get(null)).toEqual({ askWhere: true });
  });

  test('a full or missing storage.sync is nobody’s concern', async () => {
    vi.spyOn(sync, 'set').mockRejectedValue(new Error('QUOTA_BYTES_PER_ITEM'));
    vi.spyOn(sync, 'get').mockRejectedValue(new Error('not here'));
    await changeSettings({ askWhere: true });
    await checkSettings();
    expect(await own()).toEqual({ askWhere: true });
  });

  test('what comes from another machine holds here, and is not sent back', async () => {
    await setUp();
    const send = vi.spyOn(sync, 'set');
    await sync.set({ fileName: '{date}', historyDays: 30, askWhere: false });
    await settled();
    expect(await own()).toEqual({ ...settings, fileName: '{date}', historyDays: 30 });
    expect(send).toHaveBeenCalledOnce();
    expect(forgetSignIn).not.toHaveBeenCalled();
    expect(resumePaused).toHaveBeenCalledOnce();
  });

  test.each([
    ['another application', { clientId: other }, 1],
    ['another directory', { tenant: 'contoso.com' }, 1],
    ['the same', { clientId: settings.clientId, tenant: settings.tenant }, 0],
  ])('%s comes: signed out only where it became another', async (_what, values: object, times) => {
    await setUp();
    await sync.set(values);
    await settled();
    expect(forgetSignIn).toHaveBeenCalledTimes(times);
    expect(await loadSettings()).toEqual({ ...settings, ...values });
  });

  test('what comes lies beneath what the organization has set', async () => {
    await managed.set({ tenant: 'contoso.com' });
    await setUp();
    await sync.set({ tenant: 'fabrikam.com' });
    await settled();
    expect(forgetSignIn).not.toHaveBeenCalled();
    expect((await loadSettings()).tenant).toBe('contoso.com');
    expect(await own()).toMatchObject({ tenant: 'fabrikam.com' });
  });

  test.each([
    ['an invalid value', { tenant: 'common', historyDays: 9999, askWhere: 'yes' }],
    ['what does not travel', { folder: 'There' }],
    ['what is no setting', { colour: 'blue', account: { username: 'x' }, settings: { folder: 'x' } }],
  ])('%s from elsewhere is not taken over', async (_what, values: object) => {
    await setUp();
    await sync.set(values);
    await settled();
    expect(await own()).toEqual(settings);
    expect(resumePaused).not.toHaveBeenCalled();
  });

  test('what was removed elsewhere stays here', async () => {
    await changeSettings(settings);
    await sync.clear();
    await settled();
    expect(await own()).toEqual(settings);
  });

  test('two saves one after the other: the echo of the first does not undo the second', async () => {
    const saves = [changeSettings({ fileName: '{view} a' }), changeSettings({ fileName: '{view} b' })];
    await Promise.all(saves);
    await settled();
    expect(await own()).toEqual({ fileName: '{view} b' });
    expect(await sync.get(null)).toEqual({ fileName: '{view} b' });
  });

  test('a machine without settings takes what is there at the start; one that has some does not', async () => {
    fakeBrowser.storage.onChanged.removeAllListeners();
    await sync.set({ clientId: other, historyDays: 0, folder: 'There' });
    await checkSettings();
    expect(await own()).toEqual({ clientId: other });
    await sync.set({ clientId: settings.clientId });
    await checkSettings();
    expect(await own()).toEqual({ clientId: other });
    expect(forgetSignIn).not.toHaveBeenCalled();
  });
});

describe('notifications, which stood beside the settings once', () => {
  test.each([
    ['on', true],
    ['off', false],
  ])('%s: holds, and moves with the next save', async (before, notify) => {
    const { notify: _open, ...others } = settings;
    await local.set({ settings: others, notify: before });
    expect(await loadSettings()).toEqual({ ...settings, notify });
    await changeSettings({ askWhere: true });
    expect(await local.get(['settings', 'notify'])).toEqual({
      settings: { ...settings, notify, askWhere: true },
    });
  });

  test('what was said since goes before', async () => {
    await local.set({ settings: { notify: false }, notify: 'on' });
    expect((await loadSettings()).notify).toBe(false);
  });
});

test('a permission given or taken in the browser: the setting follows; other machines may still allow it', async () => {
  const listeners: ((permissions: { permissions: string[] }) => void)[] = [];
  const event = { addListener: (one: (typeof listeners)[number]) => listeners.push(one) };
  Object.assign(fakeBrowser.permissions, { onAdded: event, onRemoved: event });
  listenToSettings((work) => works.push(work));
  for (const listener of listeners) listener({ permissions: ['downloads.open'] });
  await settled();
  expect(await own()).toBeUndefined();
  listeners[0]?.({ permissions: ['notifications'] });
  await settled();
  expect([await own(), await sync.get(null)]).toEqual([{ notify: true }, { notify: true }]);
  listeners[1]?.({ permissions: ['notifications'] });
  await settled();
  expect([await own(), await sync.get(null)]).toEqual([{ notify: false }, { notify: true }]);
});
