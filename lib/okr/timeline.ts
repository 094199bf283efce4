import type { CheckIn, Day, Okr } from './model.ts';
import { clamped } from './statistics.ts';
import { addDays, daysBetween } from './values.ts';

/** One line of values in one metric and one unit; a change of either begins another. */
export interface Line {
  metric: string;
  unit: string;
  points: { day: Day; value: number; rounded?: true; note?: string; status?: string }[];
}

/** An OKR's own lines out of its check-ins, oldest first; by `activityAt`, the last of a day. */
export function linesOf({ metric, checkIns }: Okr): Line[] {
  const lines: Line[] = [];
  for (let i = checkIns.length - 1; i >= 0; i--) {
    const { value, note, status, ...checkIn } = checkIns[i] as CheckIn;
    const day = dayOf(checkIn);
    if (value?.number === undefined || !day) continue;
    const name = checkIn.metric ?? metric.name ?? '';
    let line = lines.at(-1);
    if (!line || line.metric !== name || line.unit !== value.unit) {
      line = { metric: name, unit: value.unit, points: [] };
      lines.push(line);
    }
    const point: Line['points'][number] = { day, value: value.number };
    if (value.rounded) point.rounded = true;
    if (note) point.note = note;
    if (status) point.status = status.word;
    if (line.points.at(-1)?.day === day) line.points.pop();
    line.points.push(point);
  }
  // Entered in this order, but of the days that they speak of: one may be set back.
  for (const { points } of lines) points.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return lines;
}

const dayOf = ({ date, activityAt }: Pick<CheckIn, 'date' | 'activityAt'>): Day | undefined =>
  date ?? activityAt?.slice(0, 10);

/** Mean progress of all OKRs with check-ins over time, from the day of the first to that of the last. */
export interface MeanPoint {
  day: Day;
  /** Per cent, mean over those that had checked in by then; each clamped to 0…100. */
  progress: number;
  /** How many that is. */
  okrs: number;
}

/**
 * Progress over time out of the check-ins: each value counts until the next, as a share of the way from start to target;
 * values in another metric or unit than the OKR's own are left out.
 * @param steps most points, evenly over the time
 */
export function progressOverTime(okrs: readonly Okr[], steps = 100): MeanPoint[] {
  const events: { day: Day; okr: number; progress: number }[] = [];
  okrs.forEach((okr, at) => {
    for (let i = okr.checkIns.length - 1; i >= 0; i--) {
      const checkIn = okr.checkIns[i] as CheckIn;
      const day = dayOf(checkIn);
      const progress = progressAt(okr, checkIn);
      if (day && progress !== undefined) events.push({ day, okr: at, progress });
    }
  });
  // Stable: of one day the one that was entered last counts.
  events.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const first = events[0]?.day;
  const last = events.at(-1)?.day;
  if (!first || !last) return [];
  const length = daysBetween(first, last);
  const count = Math.min(Math.max(2, steps), length + 1);
  const current = new Map<number, number>();
  let sum = 0;
  let next = 0;
  return Array.from({ length: count }, (_, step) => {
    const day = count < 2 ? first : addDays(first, Math.round((length * step) / (count - 1)));
    for (let event = events[next]; event && event.day <= day; event = events[++next]) {
      sum += event.progress - (current.get(event.okr) ?? 0);
      current.set(event.okr, event.progress);
    }
    return { day, progress: clamped(sum / current.size), okrs: current.size };
  });
}

/** A check-in's value as share of the way, per cent within 0…100; undefined: it speaks of something else. */
function progressAt({ metric, checkIns }: Okr, { value, metric: name }: CheckIn): number | undefined {
  if (value?.number === undefined) return;
  if (name && metric.name && name !== metric.name) return;
  const unit = metric.unit ?? checkIns[0]?.value?.unit;
  if (value.unit !== unit) return;
  const { start = unit === '%' ? 0 : undefined, target = unit === '%' ? 100 : undefined } = metric;
  if (start === undefined || target === undefined || start === target) return;
  return clamped((100 * (value.number - start)) / (target - start));
}
