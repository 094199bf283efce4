import { browser } from '../browser/browser.ts';
import { report } from '../problems/refused.ts';

/* The one alarm of all exports, and a timer where that is soon. */

const alarmName = 'next-step';
/** Within this time (ms) the worker stays awake by itself and a timer is exact; an alarm takes over if it does not. */
const timerReach = 30_000;
/** Should the background end in the middle of a step, the export goes on after this time (ms). */
export const watchdog = 60_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let work: () => Promise<void> = async () => {};

export const isNextStep = (alarm: { name: string }): boolean => alarm.name === alarmName;

/** What the timer does. */
export function whenDue(runDue: () => Promise<void>): void {
  work = runDue;
}

/** Sets the alarm as if the step under way would never end; `setNext` sets it right when it has. */
export async function watch(): Promise<void> {
  // Without it the work goes on as long as the background lives: better than not at all.
  await browser.alarms.create(alarmName, { when: Date.now() + watchdog }).catch((error) => {
    report(error);
    runLater(watchdog);
  });
}

/** Sets alarm and timer. @param at epoch ms; infinite: nothing is to come */
export async function setNext(at: number): Promise<void> {
  const now = Date.now();
  clearTimeout(timer);
  if (!Number.isFinite(at)) return void (await browser.alarms.clear(alarmName));
  if (at - now <= timerReach) runLater(Math.max(0, at - now));
  await browser.alarms.create(alarmName, { when: Math.max(at, now + 1) });
}

/** By the timer alone, as where the alarm can't be set. @param ms from now */
export function runLater(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void work().catch(report), ms);
}
