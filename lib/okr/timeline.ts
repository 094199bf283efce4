import { sortCheckIns } from './check-in.ts';
import type { CheckIn, Day, Metric, Okr } from './model.ts';
import { clamped } from './statistics.ts';

/** One line of values in one metric and one unit; a change of either begins another. */
export interface Line {
  metric: string;
  unit: string;
  points: { day: Day; value: number }[];
}

/** An OKR's own lines out of its check-ins, oldest first; by `activityAt`, the last of a day. */
export function linesOf({ metric, checkIns }: Okr): Line[] {
  const lines: Line[] = [];
  for (let i = checkIns.length - 1; i >= 0; i--) {
    const { value, ...checkIn } = checkIns[i] as CheckIn;
    const day = dayOf(checkIn);
    if (value?.number === undefined || !day) continue;
    const name = checkIn.metric ?? metric.name ?? '';
    let line = lines.at(-1);
    if (!line || line.metric !== name || line.unit !== value.unit) {
      line = { metric: name, unit: value.unit, points: [] };
      lines.push(line);
    }
    if (line.points.at(-1)?.day === day) line.points.pop();
    line.points.push({ day, value: value.number });
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
}

/** What each check-in says of its OKR's progress, in the order of the days that they speak of. */
export interface Progresses {
  /** Days since 1970. */
  days: Int32Array;
  /** The OKR's number. */
  okrs: Int32Array;
  /** Per cent. */
  values: Float64Array;
}

/** Gathers them, OKR by OKR: values in another metric or unit than the OKR's own are left out. */
export function startProgresses() {
  const days: number[] = [];
  const okrs: number[] = [];
  const values: number[] = [];
  const known = new Map<Day, number>();
  const numberOf = (day: Day): number => {
    const number = known.get(day) ?? Math.floor(Date.parse(day) / dayMs);
    known.set(day, number);
    return number;
  };
  return {
    /** @param checkIns newest first, but for those that the file has elsewhere */
    add(okr: Okr, at: number, checkIns: CheckIn[]): void {
      if (checkIns.length === 0) return;
      sortCheckIns(checkIns);
      const { metric } = okr;
      for (let i = checkIns.length - 1; i >= 0; i--) {
        const checkIn = checkIns[i] as CheckIn;
        const day = dayOf(checkIn);
        const progress = progressAt(metric, checkIns[0], checkIn);
        if (!day || progress === undefined) continue;
        days.push(numberOf(day));
        okrs.push(at);
        values.push(progress);
      }
    },
    done(): Progresses {
      // Stable: of one day the one that was entered last counts.
      const order = Int32Array.from(days.keys()).sort(
        (a, b) => (days[a] as number) - (days[b] as number) || a - b,
      );
      return {
        days: Int32Array.from(order, (at) => days[at] as number),
        okrs: Int32Array.from(order, (at) => okrs[at] as number),
        values: Float64Array.from(order, (at) => values[at] as number),
      };
    },
  };
}

const dayMs = 86_400_000;

/**
 * The mean over time: each value counts until the next, as a share of the way from start to target.
 * @param wanted of which OKRs: 1 at the place of each
 * @param steps most points, evenly over the time
 */
export function meanOverTime(
  { days, okrs, values }: Progresses,
  steps: number,
  wanted: Uint8Array,
): MeanPoint[] {
  const isWanted = (at: number) => wanted[okrs[at] as number] === 1;
  let from = 0;
  while (from < days.length && !isWanted(from)) from++;
  let to = days.length - 1;
  while (to >= from && !isWanted(to)) to--;
  if (to < from) return [];
  const first = days[from] as number;
  const length = (days[to] as number) - first;
  const count = Math.min(Math.max(2, steps), length + 1);
  const current = new Map<number, number>();
  let sum = 0;
  let next = from;
  return Array.from({ length: count }, (_, step) => {
    const day = first + (count < 2 ? 0 : Math.round((length * step) / (count - 1)));
    for (; next <= to && (days[next] as number) <= day; next++) {
      if (!isWanted(next)) continue;
      const [okr, value] = [okrs[next] as number, values[next] as number];
      sum += value - (current.get(okr) ?? 0);
      current.set(okr, value);
    }
    const iso = new Date(day * dayMs).toISOString().slice(0, 10);
    return { day: iso, progress: clamped(sum / current.size) };
  });
}

/** A check-in's value as share of the way, per cent within 0…100; undefined: it speaks of something else. */
function progressAt(
  metric: Metric,
  newest: CheckIn | undefined,
  { value, metric: name }: CheckIn,
): number | undefined {
  if (value?.number === undefined) return;
  if (name && metric.name && name !== metric.name) return;
  const unit = metric.unit ?? newest?.value?.unit;
  if (value.unit !== unit) return;
  const { start = unit === '%' ? 0 : undefined, target = unit === '%' ? 100 : undefined } = metric;
  if (start === undefined || target === undefined || start === target) return;
  return clamped((100 * (value.number - start)) / (target - start));
}
