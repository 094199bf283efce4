// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  aroundBackground,
  click,
  type Day,
  downloads,
  endDownload,
  jobs,
  settings,
} from './played-browser.ts';
import { service } from './played-service.ts';
import { account } from './samples.ts';
import { outside, settle, startBackground } from './whole-background.ts';

/* The disk is full: what a step brings can't be written down, so that the export is due as before. The service is asked no more for it. */

const start = Date.UTC(2026, 10, 23, 12);
const second = 1000;
const minute = 60 * second;
const day: Day = {
  start,
  stored: { settings: { clientId: settings.clientId }, account },
  service: { statuses: ['running'], retryAfter: 1 },
};

aroundBackground(day);
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));

/** Plays time. The alarm comes a moment after the timer for the same step, as in a browser: what is done by then is done. */
async function play(ms: number): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    const due = (await fakeBrowser.alarms.getAll()).filter(
      (alarm) => alarm.scheduledTime <= Date.now() + 100,
    );
    vi.advanceTimersByTime(100);
    await settle();
    for (const alarm of due) void fakeBrowser.alarms.onAlarm.trigger(alarm);
    await settle();
    for (const download of downloads.filter(({ state }) => state === 'in_progress')) endDownload(download);
  }
}

test.each([
  ['that it runs', undefined, minute],
  ['that it is busy', {}, minute],
  ['to wait for longer than a minute', { 'retry-after': '150' }, 150 * second],
])('the service says %s: it is asked again after a minute, or when it says', async (_what, refusal, gap) => {
  let full = false;
  const asked: number[] = [];
  outside.call = (name, happen) => {
    if (full && name === 'storage.local.set') return Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
    if (full && name === 'fetch GET') {
      asked.push(Date.now());
      const error = { code: 'TooManyRequests', message: 'x' };
      if (refusal && asked.length === 1)
        return Promise.resolve(
          Response.json({ error }, { status: 429, headers: { 'request-id': 'r', ...refusal } }),
        );
    }
    return happen();
  };
  startBackground();
  await settle();
  void click();
  await play(5 * second);
  expect(await jobs()).toMatchObject([{ phase: 'following' }]);

  full = true;
  await play(6 * minute);
  expect(asked.length).toBeGreaterThan(1);
  const [first = 0, next = 0, ...later] = asked;
  expect(next - first).toBeGreaterThanOrEqual(gap);
  for (const [at, time] of later.entries())
    expect(time - (asked[at + 1] ?? 0)).toBeGreaterThanOrEqual(minute);

  full = false;
  service.statuses = ['succeeded'];
  await play(2 * minute);
  expect(await jobs()).toMatchObject([{ phase: 'done', file: { bytes: 9 } }]);
  expect([service.posts.length, downloads.length]).toEqual([1, 1]);
});
