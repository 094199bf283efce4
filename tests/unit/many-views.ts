import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Rule } from '../../lib/schedule/rule.ts';
import type { Batch } from '../../lib/views/batch.ts';
import type { View } from '../../lib/views/view.ts';
import { goOff, isAlive } from './dying-worker.ts';
import { type Day, nextAlarm, send } from './played-browser.ts';
import { service } from './played-service.ts';
import { view } from './samples.ts';
import { settle } from './whole-background.ts';

/* Five views that are exported together, by a click or every day at nine. */

const { goalsOrganizationId } = view;
export const views = Array.from({ length: 5 }, (_, id) => ({
  goalsOrganizationId,
  explorerViewId: `${id + 1}`,
}));
export const start = new Date(2026, 10, 23, 8).getTime();
export const minute = 60_000;
export const hour = 60 * minute;
export const daily: Rule = { every: 'day', at: '09:00' };
/** Their exports need no time at the service, nor do their downloads. */
export const day: Day = { start, service: { statuses: ['succeeded'] }, savesAtOnce: true };

const stored = async () => (await fakeBrowser.storage.local.get(null)) as Record<string, unknown>;
export const batches = async () => Object.values(((await stored()).batches ?? {}) as Record<string, Batch>);
export const keyOf = (explorerViewId: string) => `${goalsOrganizationId}/${explorerViewId}`;
export const scheduleOf = async (id: string) =>
  (((await stored()).views ?? {}) as Record<string, View>)[keyOf(id)]?.schedule;

/** As one of the extension's own pages. */
export async function ask(name: string, input: object): Promise<unknown> {
  const answer = send({ name, input }, { url: fakeBrowser.runtime.getURL('/views.html' as never) });
  await settle();
  return isAlive() ? answer : undefined;
}

export const setSchedule = (which = views, rule: Rule | null = daily) =>
  ask('setSchedule', { views: which, rule });

/** Lets alarms go off, starting the worker for them, until a time. */
export async function until(time: number): Promise<void> {
  for (let turns = 0; turns < 200; turns++) {
    const alarm = await nextAlarm();
    if (!alarm || alarm.scheduledTime > time) break;
    await goOff(alarm);
  }
  vi.setSystemTime(Math.max(Date.now(), time));
}

export const alarmTimes = async () =>
  (await fakeBrowser.alarms.getAll()).map(({ scheduledTime }) => scheduledTime);

/** How often the service was asked for each view. */
export const postsEach = () =>
  Object.fromEntries(
    views.map(({ explorerViewId: id }) => [id, service.posts.filter((one) => one === id).length]),
  );
export const each = (times: number) =>
  Object.fromEntries(views.map(({ explorerViewId }) => [explorerViewId, times]));
