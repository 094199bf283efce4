/* Local times of a zone, by the browser's own table of zones (Intl). */

/** A day of the Gregorian calendar, in no zone: its midnight as if it were UTC (epoch ms). */
export type Day = number;

export const dayMs = 24 * 60 * 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

/** What the clocks of a zone show at an instant (epoch ms), as if it were UTC: epoch ms, whole seconds. */
function wallClock(zone: string, instant: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offsetAt = (zone: string, instant: number): number =>
  wallClock(zone, instant) - Math.floor(instant / 1000) * 1000;

/** The day that it is in a zone. */
export const localDay = (zone: string, instant: number): Day =>
  Math.floor(wallClock(zone, instant) / dayMs) * dayMs;

/** The same as "2026-11-25". */
export const dateOf = (zone: string, instant: number): string =>
  new Date(localDay(zone, instant)).toISOString().slice(0, 10);

/**
 * The instant (epoch ms) of a local time, `minutes` after midnight by the clock on the wall.
 *
 * Where clocks go back it comes twice: the first. Where they go forward it does not come at all: as much later as they
 * were moved, as calendars do (the "compatible" rule of Temporal and RFC 5545).
 */
export function instantOf(zone: string, day: Day, minutes: number): number {
  const wall = day + minutes * 60_000;
  const before = wall - offsetAt(zone, wall - dayMs);
  const after = wall - offsetAt(zone, wall + dayMs);
  const real = [before, after].filter((instant) => wallClock(zone, instant) === wall);
  return real.length > 0 ? Math.min(...real) : before;
}

/** 1 (Monday) to 7 (Sunday), as ISO 8601 counts. */
export const weekday = (day: Day): number => new Date(day).getUTCDay() || 7;

export const dayOfMonth = (day: Day): number => new Date(day).getUTCDate();

export const isLastOfMonth = (day: Day): boolean => dayOfMonth(day + dayMs) === 1;
