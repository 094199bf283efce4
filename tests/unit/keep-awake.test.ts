// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keepAwake } from '../../lib/browser/keep-awake.ts';

const getPlatformInfo = vi.fn(async () => ({}));
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubEnv('BROWSER', 'firefox');
  getPlatformInfo.mockClear();
  Object.assign(fakeBrowser.runtime, { getPlatformInfo });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const lasts = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve('done'), ms));

test('the browser is called as long as the work lasts, and no longer', async () => {
  const work = keepAwake(lasts(45_000));
  await vi.advanceTimersByTimeAsync(45_000);
  expect(await work).toBe('done');
  const calls = getPlatformInfo.mock.calls.length;
  expect(calls).toBeGreaterThanOrEqual(40);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(getPlatformInfo).toHaveBeenCalledTimes(calls);
});

test('work that fails ends it as well', async () => {
  await expect(keepAwake(Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(getPlatformInfo).not.toHaveBeenCalled();
});

test('a call that is refused is nothing to the work', async () => {
  getPlatformInfo.mockRejectedValue(new Error('no'));
  const work = keepAwake(lasts(3000));
  await vi.advanceTimersByTimeAsync(3000);
  expect(await work).toBe('done');
});
