// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings } from '../../lib/jobs/change-settings.ts';
import { loadSettings } from '../../lib/storage/storage.ts';
import { settings } from './samples.ts';

const { forgetSignIn, resumePaused } = vi.hoisted(() => ({ forgetSignIn: vi.fn(), resumePaused: vi.fn() }));
vi.mock('../../lib/auth/auth.ts', () => ({ forgetSignIn }));
vi.mock('../../lib/jobs/runner.ts', () => ({ resumePaused }));

beforeEach(() => {
  forgetSignIn.mockReset();
  resumePaused.mockReset();
});

test.each([
  ['a client ID that is none', { clientId: 'abc' }],
  ['a folder outside', { folder: '../x' }],
  ['a wrong type', { askWhere: 'yes' as never }],
])('%s: nothing is kept', async (_what, patch) => {
  await expect(changeSettings({ ...settings, tenant: 'contoso.com', ...patch })).rejects.toThrow(
    Object.keys(patch)[0],
  );
  expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  expect(resumePaused).not.toHaveBeenCalled();
});

test('what is no setting is not kept', async () => {
  await changeSettings({ ...settings, more: 'x' } as never);
  expect((await fakeBrowser.storage.local.get('settings')).settings).toEqual(settings);
  expect(resumePaused).toHaveBeenCalledOnce();
});

test.each([
  ['the first client ID', { clientId: '' }, {}, 0],
  ['the file name', {}, { fileName: '{view}' }, 0],
  ['another application', {}, { clientId: '99991111-aaaa-2222-bbbb-3333cccc4444' }, 1],
  ['another directory', {}, { tenant: 'contoso.com' }, 1],
  ['no application', {}, { clientId: '' }, 1],
])('%s: tokens of another application or directory are forgotten', async (_what, before, after, times) => {
  await fakeBrowser.storage.local.set({ settings: { ...settings, ...before } });
  await changeSettings({ ...settings, ...after });
  expect(forgetSignIn).toHaveBeenCalledTimes(times);
  expect(await loadSettings()).toEqual({ ...settings, ...after });
});

test('what the organization has set is not kept as the user’s own, which stays beneath', async () => {
  await fakeBrowser.storage.local.set({ settings: { folder: 'Mine' } });
  await fakeBrowser.storage.managed.set({ folder: 'Theirs', tenant: 'contoso.com' });
  await changeSettings({ folder: 'Theirs', tenant: 'contoso.com', askWhere: true });
  expect((await fakeBrowser.storage.local.get('settings')).settings).toEqual({
    folder: 'Mine',
    askWhere: true,
  });
  await fakeBrowser.storage.managed.clear();
  expect(await loadSettings()).toMatchObject({ folder: 'Mine', tenant: 'organizations', askWhere: true });
});

test.each(['text', null, 7])('instead of settings %j is stored: a save begins anew', async (stored) => {
  await fakeBrowser.storage.local.set({ settings: stored });
  await changeSettings({ askWhere: true });
  expect((await fakeBrowser.storage.local.get('settings')).settings).toEqual({ askWhere: true });
});

test('two saves at a time: both are kept', async () => {
  await Promise.all([changeSettings({ folder: 'a' }), changeSettings({ askWhere: true })]);
  expect(await loadSettings()).toMatchObject({ folder: 'a', askWhere: true });
});

test('a sign-out that was cut off is made up for with the next save', async () => {
  await fakeBrowser.storage.local.set({ settings });
  forgetSignIn.mockRejectedValueOnce(new Error('cut off'));
  await changeSettings({ askWhere: true });
  await expect(changeSettings({ tenant: 'contoso.com' })).rejects.toThrow('cut off');
  await changeSettings({ askWhere: false });
  expect(forgetSignIn).toHaveBeenCalledTimes(2);
  await changeSettings({ askWhere: true });
  expect(forgetSignIn).toHaveBeenCalledTimes(2);
});
