import { beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { aroundBackground, type Day, downloadListeners } from './played-browser.ts';
import { outside, settle, startBackground } from './whole-background.ts';

/*
 * The background as a service worker, which may die at any time. Of the calls that leave it, those that change something outside
 * are its effects: what it was about to do is not done, or is done without its knowing.
 */

type Alarm = Parameters<typeof fakeBrowser.alarms.onAlarm.trigger>[0];

const isEffect = /^(fetch |host\.|storage\.local\.set$|downloads\.download$)/;

export let worker: ReturnType<typeof startBackground>;
/** What it has done, worker after worker. */
export let effects: string[] = [];
let alive = false;
let death = { left: Number.POSITIVE_INFINITY, when: 'before', of: isEffect };
const never = new Promise<never>(() => {});

export const isAlive = () => alive;

/** A worker lives from now on, and does not die by itself. */
export async function startWorker(): Promise<void> {
  outside.call = call;
  alive = true;
  worker = startBackground();
  await settle();
}

/** The browser lets an alarm go off, and starts the worker for it where none lives. */
export async function goOff(alarm: Alarm): Promise<void> {
  vi.setSystemTime(Math.max(Date.now(), alarm.scheduledTime));
  await fakeBrowser.alarms.clear(alarm.name);
  if (!alive) await startWorker();
  void fakeBrowser.alarms.onAlarm.trigger(alarm);
  await settle();
}

/** It dies once: before or after the effect whose number it is, counted from now. */
export function dieAt(number: number, when: 'before' | 'after', of = isEffect): void {
  effects = [];
  death = { left: number, when, of };
}

/** Each test begins on such a day, with a worker that is still to be started and that nothing makes die. */
export function aroundWorker(day: Day): void {
  aroundBackground(day);
  beforeEach(() => {
    alive = false;
    dieAt(Number.POSITIVE_INFINITY, 'before');
  });
}

/** Its timers and listeners are gone, its promises stay open. */
export function die(): Promise<never> {
  alive = false;
  const { runtime, alarms, storage } = fakeBrowser;
  for (const event of [
    runtime.onMessage,
    runtime.onInstalled,
    runtime.onStartup,
    alarms.onAlarm,
    storage.onChanged,
    storage.local.onChanged,
  ])
    event.removeAllListeners();
  downloadListeners.length = 0;
  // It sets the clock back, too.
  const now = Date.now();
  vi.clearAllTimers();
  vi.setSystemTime(now);
  return never;
}

function call(name: string, happen: () => unknown): unknown {
  if (!alive) return never;
  return isEffect.test(name) ? effect(name, happen) : happen();
}

async function effect(name: string, happen: () => unknown): Promise<unknown> {
  effects.push(name);
  const isLast = death.of.test(name) && --death.left === 0;
  if (isLast && death.when === 'before') return die();
  const result = await happen();
  return isLast ? die() : result;
}
