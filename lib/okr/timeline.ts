import type { Day, Okr } from './model.ts';

/** One line of values in one metric and one unit; a change of either begins another. */
export interface Line {
  metric: string;
  unit: string;
  points: { day: Day; value: number; rounded?: true; note?: string; status?: string }[];
}

/** An OKR's own lines out of its check-ins, oldest first; by `activityAt`, the last of a day. */
export function linesOf(_okr: Okr): Line[] {
  return [];
}

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
export function progressOverTime(_okrs: readonly Okr[], _steps = 100): MeanPoint[] {
  return [];
}
