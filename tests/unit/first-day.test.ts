import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { welcome } from '../../lib/surfaces/welcome.ts';
import { settings } from './samples.ts';

/* Whether the welcome page opens when the extension has been installed. */

const create = vi.fn();
const getSelf = vi.fn();
beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  create.mockReset().mockResolvedValue({});
  getSelf.mockReset().mockResolvedValue({ installType: 'normal' });
  Object.assign(fakeBrowser.tabs, { create });
  Object.assign(fakeBrowser.management, { getSelf });
  return () => vi.useRealTimers();
});

test.each([
  ['normal', 1000],
  ['admin', 10_000],
])('it opens (%s), once no policy came within %d ms', async (installType, ms) => {
  getSelf.mockResolvedValue({ installType });
  const welcomed = welcome();
  await vi.advanceTimersByTimeAsync(ms - 1);
  expect(create).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await welcomed;
  expect(create).toHaveBeenCalledOnce();
});

test('not where everything is settled', async () => {
  await fakeBrowser.storage.local.set({ settings });
  await welcome();
  expect(create).not.toHaveBeenCalled();
});

test('nor where the policy comes a little later', async () => {
  getSelf.mockResolvedValue({ installType: 'admin' });
  const welcomed = welcome();
  await vi.advanceTimersByTimeAsync(500);
  await fakeBrowser.storage.managed.set({ clientId: settings.clientId });
  await welcomed;
  expect(create).not.toHaveBeenCalled();
});
