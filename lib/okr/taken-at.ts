import { wordsOfDates } from './month-names.ts';

/** When a file was exported, as its name says. */
export interface Taken {
  /** Epoch ms; noon where the name has no more than a day. */
  takenAt?: number | undefined;
  /** The day alone is known. */
  takenDay?: true | undefined;
}

const view = /_(\d{4})_(\d{2})_(\d{2})_(\d{9,11})(?!\d)/;
const archive = /_(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.|$|\s|\()/;

/** A time behind a day, as this extension's own names have it. */
const clock = '(?:[ T_]+(\\d{2})[.:\\-_h]?(\\d{2})(?:[.:\\-_]?(\\d{2}))?(?!\\d))?';
const yearFirst = `(?<!\\d)(?<y>20\\d\\d)(?:(?<s>[-_.])(?<m>\\d{1,2})\\k<s>(?<d>\\d{1,2})|(?<s3> ?)(?<m3>\\d\\d)\\k<s3>(?<d3>\\d\\d)|\\s?[年년]\\s?(?<m2>\\d{1,2})\\s?[月월]\\s?(?<d2>\\d{1,2}))(?!\\d)`;
const yearLast = '(?<!\\d)(?<a>\\d{1,2})(?<t>[-_.])(?<b>\\d{1,2})\\k<t>(?<y3>20\\d\\d)(?!\\d)';
const gap = '[\\s._-]{0,2}';
const withName = `(?<!\\d)(?<d4>\\d{1,2})(?:st|nd|rd|th|er|º)?${gap}(?:de )?(?<n4>\\p{L}{3,12})${gap}(?:de )?(?<y4>20\\d\\d)(?!\\d)`;
const nameFirst = `(?<!\\p{L})(?<n5>\\p{L}{3,12})${gap}(?<d5>\\d{1,2})(?:st|nd|rd|th)?,?${gap}(?<y5>20\\d\\d)(?!\\d)`;
const days = new RegExp(`(?:${yearFirst}|${yearLast}|${withName}|${nameFirst})${clock}`, 'giu');

/** Between the two days of a span (`2025-07-01 to 2025-09-30`) stands no more than this. */
const spanWord = 6;

/**
 * `…_2025_05_05_1746435600.csv` (Unix seconds), an archive's `…_20250505120000.json` (UTC), and days as people and this
 * extension write them (local time); the last one, since a view's own name may hold another. A span of days, a day to come
 * and one that could be in March or in April say nothing.
 */
export function takenAtOf(name: string): Taken {
  if (!/\d{4}/.test(name)) return {};
  const seconds = view.exec(name);
  if (seconds) return within(Number(seconds[4]) * 1000);
  const stamp = archive.exec(name);
  if (stamp) {
    const [year, month, day, hour, minute, second] = stamp.slice(1).map(Number) as [number, ...number[]];
    const ms = Date.UTC(year, (month ?? 1) - 1, day, hour, minute, second);
    // Fourteen digits may be anything: no month 13.
    const real = new Date(ms).toISOString().replace(/\D/g, '').startsWith(stamp.slice(1).join(''));
    return real ? within(ms) : {};
  }
  const found = [...name.matchAll(days)];
  const [before, last] = [found.at(-2), found.at(-1)];
  if (!last || (before && last.index - before.index - before[0].length <= spanWord && !same(before, last)))
    return {};
  const day = dayIn(last.groups ?? {});
  if (!day) return {};
  const [hour, minute = 0, second = 0] = last.slice(-3).map((part) => part && Number(part)) as number[];
  if (hour === undefined || hour > 23 || minute > 59) {
    const noon = within(new Date(...day, 12).getTime());
    return noon.takenAt === undefined ? {} : { ...noon, takenDay: true };
  }
  return within(new Date(...day, hour, minute, second).getTime());
}

const same = (one: RegExpExecArray, other: RegExpExecArray) =>
  `${dayIn(one.groups ?? {})}` === `${dayIn(other.groups ?? {})}`;

type YearMonthDay = [year: number, month: number, day: number];

function dayIn(found: Record<string, string | undefined>): YearMonthDay | undefined {
  const { y, m, m2, m3, d, d2, d3, a, b, t, y3, d4, n4, y4, d5, n5, y5 } = found;
  if (y) return real(y, Number(m ?? m2 ?? m3), d ?? d2 ?? d3);
  if (y3) {
    const [first, second] = [Number(a), Number(b)];
    // With points the day comes first everywhere.
    if (t === '.' || first > 12 || first === second) return real(y3, second, a);
    return second > 12 ? real(y3, first, b) : undefined;
  }
  return real(y4 ?? y5, monthNamed(n4 ?? n5 ?? ''), d4 ?? d5);
}

/** No 31 February. */
function real(year: string | undefined, month: number, day: string | undefined): YearMonthDay | undefined {
  const date = new Date(Number(year), month - 1, Number(day), 12);
  return date.getMonth() === month - 1 ? [date.getFullYear(), month - 1, date.getDate()] : undefined;
}

let months: Map<string, number> | undefined;

/** From 1; NaN for a word that is no month. Names of files often lack the accents. */
function monthNamed(word: string): number {
  months ??= new Map(
    [...wordsOfDates()].filter(([, month]) => month > 0).map(([name, month]) => [plain(name), month]),
  );
  return months.get(plain(word)) ?? Number.NaN;
}

const plain = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();

/** Clocks and places differ by that much (ms). */
const dayAndHalf = 36 * 3_600_000;

/** From the year in which Ally.io began until now: nobody exports what is to come. */
const within = (ms: number): Taken =>
  ms > Date.UTC(2013, 0, 1) && ms < Date.now() + dayAndHalf ? { takenAt: ms } : {};

/** For a file that tells it: the day where no more is known (local time), else the instant. */
export function takenText({ takenAt, takenDay }: Taken): string | undefined {
  if (takenAt === undefined) return undefined;
  return takenDay ? dayOf(takenAt) : new Date(takenAt).toISOString();
}

/** What `takenText` wrote. */
export function takenIn(text: string): Taken {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return within(Date.parse(text));
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? takenAtOf(text) : {};
}

/** A point in time as a day of the reader's. */
export function dayOf(ms: number): string {
  const at = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
