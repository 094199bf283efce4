// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Outcome } from '../../lib/jobs/outcome.ts';
import { noteThrottling, throttledNow } from '../../lib/jobs/throttling.ts';
import { noon } from './samples.ts';

/* Graph throttles the user, not one export: what one is told holds for all. */

beforeEach(() => {
  vi.useFakeTimers({ now: noon, toFake: ['Date'] });
  return () => vi.useRealTimers();
});

const busy: Outcome = { type: 'delayed', cause: { code: 'throttled' }, retryAfter: 60_000 };

test('nothing is throttled: every step may be taken', async () => {
  await noteThrottling({ type: 'delayed', cause: { code: 'serverError' } });
  await noteThrottling({ type: 'status', status: 'running', retryAfter: 60_000 });
  expect(await throttledNow()).toBeUndefined();
});

test.each<[string, Outcome]>([
  ['a throttled poll', busy],
  ['a throttled POST', { type: 'notCreated', setback: busy }],
  ['a POST that failed', { type: 'unanswered', cause: { code: 'serverError' }, retryAfter: 60_000 }],
])('%s throttles other exports too, as long as was asked', async (_name, outcome) => {
  expect(await noteThrottling(outcome)).toBe(outcome);
  vi.setSystemTime(noon + 59_000);
  expect(await throttledNow()).toEqual({
    type: 'delayed',
    cause: { code: 'throttled' },
    retryAfter: 1000,
  });
  vi.setSystemTime(noon + 60_000);
  expect(await throttledNow()).toBeUndefined();
});

test('a shorter wait does not end a longer one; a year is not believed', async () => {
  await noteThrottling({ ...busy, retryAfter: 365 * 86_400_000 });
  await noteThrottling(busy);
  expect(await throttledNow()).toMatchObject({ retryAfter: 86_400_000 });
});

test('it outlives the browser’s session', async () => {
  await noteThrottling(busy);
  await fakeBrowser.storage.session.clear();
  expect(await throttledNow()).toMatchObject({ retryAfter: 60_000 });
});

test('what an earlier version wrote down holds', async () => {
  await fakeBrowser.storage.local.set({ quiet: { since: noon, until: noon + 60_000 } });
  expect(await throttledNow()).toMatchObject({ retryAfter: 60_000 });
});

test('a clock that was set back ends it', async () => {
  await noteThrottling(busy);
  vi.setSystemTime(noon - 1000);
  expect(await throttledNow()).toBeUndefined();
});
