import { defined } from '../data/data.ts';
import { type ExplorerView, sameView } from '../goals/explorer-view.ts';
import { type Due, dueOf, offsetOf } from '../schedule/due.ts';
import type { Settings } from '../settings/catalogue.ts';
import type { BatchItem } from './batch.ts';
import type { Known } from './known.ts';
import { idsOf, type Schedule, type View } from './view.ts';

type Scheduled = View & { schedule: Schedule };
type Wanted = Pick<Settings, 'schedules' | 'scheduleSpread'>;

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How much later than its schedules this installation starts (ms). */
const delayOf = ({ installation = '' }: Known, { scheduleSpread }: Wanted): number =>
  offsetOf(installation, scheduleSpread * 60_000);

/** What is due, shifted by that offset. A schedule set between its time and its shifted start is still due at that start, as the page says. */
const dueLater = (schedule: Schedule, zone: string, now: number, delay: number): Due =>
  dueOf(schedule.rule, zone, { ...schedule, since: schedule.since - delay }, now - delay);

const scheduledIn = ({ views }: Known, { schedules }: Wanted): Scheduled[] =>
  schedules ? views.filter((view): view is Scheduled => view.schedule !== undefined) : [];

/**
 * What is due by the schedules. Pure, except for the time zone.
 * @param open views with an export under way: they skip this time, so that exports do not pile up
 * @returns the views as they are to be written, and what is to be exported
 */
export function dueSchedules(
  known: Known,
  wanted: Wanted,
  now: number,
  open: ExplorerView[],
  zone = zoneHere(),
): { changed: View[]; items: BatchItem[] } {
  const delay = delayOf(known, wanted);
  const underWay = known.batches.filter(({ finishedAt }) => finishedAt === undefined);
  const notBegun = underWay.flatMap(({ items }) => items.filter(({ begun }) => !begun));
  const waiting = [...open, ...notBegun.map(({ view }) => view)];
  const changed: View[] = [];
  const items: BatchItem[] = [];
  for (const view of scheduledIn(known, wanted)) {
    const { rule, byPolicy, oneFile } = view.schedule;
    const taken = dueLater(view.schedule, zone, now, delay).now;
    // Set by a clock that was wrong: until then nothing would be due.
    const since = Math.min(view.schedule.since, now);
    if (!taken) {
      if (since < view.schedule.since) changed.push({ ...view, schedule: { ...view.schedule, since } });
      continue;
    }
    const { at, date, missed } = taken;
    const skipped = waiting.some((other) => sameView(other, view)) || undefined;
    const told = { oneFile, missed: missed || undefined };
    const schedule = defined({ rule, since, last: { at, date }, byPolicy, skipped, ...told });
    changed.push({ ...view, schedule });
    if (!skipped) items.push(defined({ view: idsOf(view), jobId: crypto.randomUUID(), ...told }));
  }
  return { changed, items };
}

/** When a view is next exported by itself on this installation (epoch ms). */
export function nextTimeOf(
  { schedule }: View,
  known: Known,
  wanted: Wanted,
  now: number,
  zone = zoneHere(),
): number | undefined {
  if (!schedule || !wanted.schedules) return;
  const delay = delayOf(known, wanted);
  return dueLater(schedule, zone, now, delay).next + delay;
}

/** When to look at the schedules again (epoch ms); undefined without one. */
export function nextSchedule(known: Known, wanted: Wanted, now: number): number | undefined {
  const times = scheduledIn(known, wanted).flatMap((view) => nextTimeOf(view, known, wanted, now) ?? []);
  return times.length > 0 ? Math.max(now + 1, Math.min(...times)) : undefined;
}
