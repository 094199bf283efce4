// @vitest-environment node
import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import { offsetOf } from '../../lib/schedule/due.ts';
import { aroundWorker, die, dieAt, effects, isAlive, startWorker, worker } from './dying-worker.ts';
import {
  alarmTimes,
  ask,
  batches,
  daily,
  day,
  each,
  hour,
  keyOf,
  minute,
  postsEach,
  scheduleOf,
  setSchedule,
  start,
  until,
  views,
} from './many-views.ts';
import { downloads, jobs, newDay, settings, told } from './played-browser.ts';
import { msal } from './played-offscreen.ts';
import { service } from './played-service.ts';
import { account } from './samples.ts';
import { settle } from './whole-background.ts';

/* The whole background with schedules, in a browser that is closed, opened and killed. */

aroundWorker(day);

const { local } = fakeBrowser.storage;

test('on a schedule; in between nothing wakes the browser; without one there is no alarm', async () => {
  await startWorker();
  await setSchedule();
  expect(await alarmTimes()).toEqual([start + hour]);
  await until(start + hour - 1);
  expect(service.posts).toEqual([]);
  await until(start + 25 * hour + 10 * minute);
  expect(postsEach()).toEqual(each(2));
  expect(await batches()).toMatchObject([{ by: 'schedule' }, { by: 'schedule' }]);
  expect((await batches()).flatMap(({ items }) => items).every(({ missed }) => missed === undefined)).toBe(
    true,
  );
  await setSchedule(views, null);
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
});

test('missed while the browser was closed: once, at the next start, and said so', async () => {
  await startWorker();
  await setSchedule();
  die();
  await fakeBrowser.alarms.clearAll();
  vi.setSystemTime(start + 73 * hour + 1);
  await startWorker();
  await until(start + 74 * hour);
  expect(postsEach()).toEqual(each(1));
  expect(await scheduleOf('1')).toMatchObject({ missed: 3 });
  expect((await batches())[0]?.items[0]).toMatchObject({ missed: 3 });
});

test('the clock set back, and forward again: not twice', async () => {
  await startWorker();
  await setSchedule();
  await until(start + 2 * hour);
  die();
  vi.setSystemTime(start);
  await startWorker();
  await until(start + 3 * hour);
  expect(postsEach()).toEqual(each(1));
});

test('a person is needed: it pauses, tells once, skips the next date, and goes on after the sign-in', async () => {
  await startWorker();
  await setSchedule();
  msal.signedIn = false;
  await until(start + 26 * hour);
  expect(service.posts).toEqual([]);
  expect((await jobs()).every(({ wait }) => wait?.problem?.code === 'signInRequired')).toBe(true);
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  expect(await scheduleOf('1')).toMatchObject({ skipped: true });
  expect(await batches()).toHaveLength(1);
  msal.signedIn = true;
  await fakeBrowser.storage.session.set({ signedInAt: Date.now() });
  await settle();
  await until(start + 27 * hour);
  expect(postsEach()).toEqual(each(1));
  expect(downloads).toHaveLength(5);
});

test('schedules that the organization forbids: none is set, none is taken', async () => {
  await startWorker();
  await setSchedule();
  await fakeBrowser.storage.managed.set({ schedules: false });
  expect(await setSchedule()).toMatchObject({ error: expect.stringContaining('not allowed') });
  await until(start + 49 * hour);
  expect(service.posts).toEqual([]);
});

test('another time on a day that had one: that of today, too, if it is to come, else from tomorrow on', async () => {
  await startWorker();
  await setSchedule();
  await until(start + 2 * hour);
  await setSchedule(views, { every: 'day', at: '12:00' });
  await until(start + 5 * hour);
  expect(postsEach()).toEqual(each(2));
  await setSchedule(views, { every: 'day', at: '11:00' });
  await until(start + 24 * hour);
  expect(postsEach()).toEqual(each(2));
  await until(start + 28 * hour);
  expect(postsEach()).toEqual(each(3));
  // Between the last time and the next one, an earlier one: it has not been missed.
  await setSchedule(views, { every: 'day', at: '20:00' });
  await until(start + 35 * hour);
  await setSchedule(views, { every: 'day', at: '08:30' });
  await until(start + 36 * hour);
  expect(postsEach()).toEqual(each(3));
});

test('set between its time and its start on this installation: taken when it is said to be', async () => {
  await local.set({ settings: { ...settings, scheduleSpread: 60 }, installation: 'mine' });
  const due = start + hour + offsetOf('mine', hour);
  vi.setSystemTime(due - 1000);
  await startWorker();
  await setSchedule();
  expect(await alarmTimes()).toEqual([due]);
  await until(due + 5 * hour);
  expect(postsEach()).toEqual(each(1));
});

test('set by a clock that was years ahead: it goes by the right one', async () => {
  vi.setSystemTime(start + 90_000 * hour);
  await startWorker();
  await setSchedule();
  die();
  await fakeBrowser.alarms.clearAll();
  vi.setSystemTime(start);
  await startWorker();
  await until(start + 2 * hour);
  expect(postsEach()).toEqual(each(1));
});

test('a policy that the browser does not tell in time is not taken for none', async () => {
  const { managed } = fakeBrowser.storage;
  await managed.set({ views: [{ address: explorerUrl(views[0] as (typeof views)[0]), ...daily }] });
  await startWorker();
  const before = await scheduleOf('1');
  expect(before).toMatchObject({ byPolicy: true });
  vi.spyOn(managed, 'get').mockRejectedValue(new worker.NotInTime('storage.managed.get', 15_000));
  await ask('addViews', { views: views.slice(1), source: 'pasted' });
  await ask('removeView', { view: views[4] });
  expect(await scheduleOf('1')).toEqual(before);
});

test('the start is spread, and the same every time', async () => {
  await local.set({ settings: { ...settings, scheduleSpread: 60 }, installation: 'mine' });
  const due = start + hour + offsetOf('mine', hour);
  await startWorker();
  await setSchedule();
  for (const time of [due, due + 24 * hour]) {
    expect(await alarmTimes()).toEqual([time]);
    await until(time - 1);
    const before = service.posts.length;
    await until(time + minute);
    expect(service.posts.length - before).toBe(5);
  }
});

test.each(['before', 'after'] as const)(
  'the worker dies %s any write, over a due time: each file once',
  async (when) => {
    const schedule = { rule: daily, since: start };
    const known = { version: 1, source: 'pasted', addedAt: start, schedule };
    const stored = {
      settings,
      account,
      installation: 'x',
      views: Object.fromEntries(
        views.slice(0, 3).map((view) => [keyOf(view.explorerViewId), { ...known, ...view }]),
      ),
    };
    const isWrite = /^(storage|downloads)/;
    let total = Number.POSITIVE_INFINITY;
    for (let at = 1; at <= total; at++) {
      await newDay({ ...day, start: start + hour + 1, stored });
      dieAt(at, when, isWrite);
      await startWorker();
      for (let tries = 0; tries < 3; tries++) {
        if (!isAlive()) await startWorker();
        await until(Date.now() + 10 * minute);
      }
      const place = `died ${when} write ${at}`;
      expect(downloads.length, place).toBe(3);
      expect(new Set(service.posts).size, place).toBe(3);
      expect(await jobs(), place).toHaveLength(3);
      expect(await batches(), place).toMatchObject([{ finishedAt: expect.any(Number) }]);
      expect(new Set(told.map(({ id }) => id)).size, place).toBe(1);
      if (at > effects.filter((name) => isWrite.test(name)).length) total = at;
    }
    expect(total).toBeGreaterThan(15);
  },
  60_000,
);
