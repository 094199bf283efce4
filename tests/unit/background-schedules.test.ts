// @vitest-environment node
import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import { offsetOf } from '../../lib/schedule/due.ts';
import { aroundWorker, die, dieAt, effects, isAlive, startWorker, worker } from './dying-worker.ts';
import * as many from './many-views.ts';
import { downloads, jobs, newDay, settings, told } from './played-browser.ts';
import { msal } from './played-offscreen.ts';
import { service } from './played-service.ts';
import { account } from './samples.ts';
import { settle } from './whole-background.ts';

/* The whole background with schedules, in a browser that is closed, opened and killed. */

aroundWorker(many.day);

const { local } = fakeBrowser.storage;

test('on a schedule; in between nothing wakes the browser; without one there is no alarm', async () => {
  await startWorker();
  await many.setSchedule();
  expect(await many.alarmTimes()).toEqual([many.start + many.hour]);
  await many.until(many.start + many.hour - 1);
  expect(service.posts).toEqual([]);
  await many.until(many.start + 25 * many.hour + 10 * many.minute);
  expect(many.postsEach()).toEqual(many.each(2));
  expect(await many.batches()).toMatchObject([{ by: 'schedule' }, { by: 'schedule' }]);
  expect(
    (await many.batches()).flatMap(({ items }) => items).every(({ missed }) => missed === undefined),
  ).toBe(true);
  await many.setSchedule(many.views, null);
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
});

test('missed while the browser was closed: once, at the next start, and said so', async () => {
  await startWorker();
  await many.setSchedule();
  die();
  await fakeBrowser.alarms.clearAll();
  vi.setSystemTime(many.start + 73 * many.hour + 1);
  await startWorker();
  await many.until(many.start + 74 * many.hour);
  expect(many.postsEach()).toEqual(many.each(1));
  expect(await many.scheduleOf('1')).toMatchObject({ missed: 3 });
  expect((await many.batches())[0]?.items[0]).toMatchObject({ missed: 3 });
});

test('the clock set back, and forward again: not twice', async () => {
  await startWorker();
  await many.setSchedule();
  await many.until(many.start + 2 * many.hour);
  die();
  vi.setSystemTime(many.start);
  await startWorker();
  await many.until(many.start + 3 * many.hour);
  expect(many.postsEach()).toEqual(many.each(1));
});

test('a person is needed: it pauses, tells once, skips the next date, and goes on after the sign-in', async () => {
  await startWorker();
  await many.setSchedule();
  msal.signedIn = false;
  await many.until(many.start + 26 * many.hour);
  expect(service.posts).toEqual([]);
  expect((await jobs()).every(({ wait }) => wait?.problem?.code === 'signInRequired')).toBe(true);
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  expect(await many.scheduleOf('1')).toMatchObject({ skipped: true });
  expect(await many.batches()).toHaveLength(1);
  msal.signedIn = true;
  await fakeBrowser.storage.session.set({ signedInAt: Date.now() });
  await settle();
  await many.until(many.start + 27 * many.hour);
  expect(many.postsEach()).toEqual(many.each(1));
  expect(downloads).toHaveLength(5);
});

test('schedules that the organization forbids: none is set, none is taken', async () => {
  await startWorker();
  await many.setSchedule();
  await fakeBrowser.storage.managed.set({ schedules: false });
  expect(await many.setSchedule()).toMatchObject({ error: expect.stringContaining('not allowed') });
  await many.until(many.start + 49 * many.hour);
  expect(service.posts).toEqual([]);
});

test('another time on a day that had one: that of today, too, if it is to come, else from tomorrow on', async () => {
  await startWorker();
  await many.setSchedule();
  await many.until(many.start + 2 * many.hour);
  await many.setSchedule(many.views, { every: 'day', at: '12:00' });
  await many.until(many.start + 5 * many.hour);
  expect(many.postsEach()).toEqual(many.each(2));
  await many.setSchedule(many.views, { every: 'day', at: '11:00' });
  await many.until(many.start + 24 * many.hour);
  expect(many.postsEach()).toEqual(many.each(2));
  await many.until(many.start + 28 * many.hour);
  expect(many.postsEach()).toEqual(many.each(3));
  // Between the last time and the next one, an earlier one: it has not been missed.
  await many.setSchedule(many.views, { every: 'day', at: '20:00' });
  await many.until(many.start + 35 * many.hour);
  await many.setSchedule(many.views, { every: 'day', at: '08:30' });
  await many.until(many.start + 36 * many.hour);
  expect(many.postsEach()).toEqual(many.each(3));
});

test('set between its time and its start on this installation: taken when it is said to be', async () => {
  await local.set({ settings: { ...settings, scheduleSpread: 60 }, installation: 'mine' });
  const due = many.start + many.hour + offsetOf('mine', many.hour);
  vi.setSystemTime(due - 1000);
  await startWorker();
  await many.setSchedule();
  expect(await many.alarmTimes()).toEqual([due]);
  await many.until(due + 5 * many.hour);
  expect(many.postsEach()).toEqual(many.each(1));
});

test('set by a clock that was years ahead: it goes by the right one', async () => {
  vi.setSystemTime(many.start + 90_000 * many.hour);
  await startWorker();
  await many.setSchedule();
  die();
  await fakeBrowser.alarms.clearAll();
  vi.setSystemTime(many.start);
  await startWorker();
  await many.until(many.start + 2 * many.hour);
  expect(many.postsEach()).toEqual(many.each(1));
});

test('a policy that the browser does not tell in time is not taken for none', async () => {
  const { managed } = fakeBrowser.storage;
  await managed.set({
    views: [{ address: explorerUrl(many.views[0] as (typeof many.views)[0]), ...many.daily }],
  });
  await startWorker();
  const before = await many.scheduleOf('1');
  expect(before).toMatchObject({ byPolicy: true });
  vi.spyOn(managed, 'get').mockRejectedValue(new worker.NotInTime('storage.managed.get', 15_000));
  await many.ask('addViews', { views: many.views.slice(1), source: 'pasted' });
  await many.ask('removeView', { view: many.views[4] });
  expect(await many.scheduleOf('1')).toEqual(before);
});

test('the start is spread, and the same every time', async () => {
  await local.set({ settings: { ...settings, scheduleSpread: 60 }, installation: 'mine' });
  const due = many.start + many.hour + offsetOf('mine', many.hour);
  await startWorker();
  await many.setSchedule();
  for (const time of [due, due + 24 * many.hour]) {
    expect(await many.alarmTimes()).toEqual([time]);
    await many.until(time - 1);
    const before = service.posts.length;
    await many.until(time + many.minute);
    expect(service.posts.length - before).toBe(5);
  }
});

test.each(['before', 'after'] as const)(
  'the worker dies %s any write, over a due time: each file once',
  async (when) => {
    const schedule = { rule: many.daily, since: many.start };
    const known = { version: 1, source: 'pasted', addedAt: many.start, schedule };
    const stored = {
      settings,
      account,
      installation: 'x',
      views: Object.fromEntries(
        many.views.slice(0, 3).map((view) => [many.keyOf(view.explorerViewId), { ...known, ...view }]),
      ),
    };
    const isWrite = /^(storage|downloads)/;
    let total = Number.POSITIVE_INFINITY;
    for (let at = 1; at <= total; at++) {
      await newDay({ ...many.day, start: many.start + many.hour + 1, stored });
      dieAt(at, when, isWrite);
      await startWorker();
      for (let tries = 0; tries < 3; tries++) {
        if (!isAlive()) await startWorker();
        await many.until(Date.now() + 10 * many.minute);
      }
      const place = `died ${when} write ${at}`;
      expect(downloads.length, place).toBe(3);
      expect(new Set(service.posts).size, place).toBe(3);
      expect(await jobs(), place).toHaveLength(3);
      expect(await many.batches(), place).toMatchObject([{ finishedAt: expect.any(Number) }]);
      expect(new Set(told.map(({ id }) => id)).size, place).toBe(1);
      if (at > effects.filter((name) => isWrite.test(name)).length) total = at;
    }
    expect(total).toBeGreaterThan(15);
  },
  60_000,
);
