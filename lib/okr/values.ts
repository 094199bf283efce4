import { plainSigns } from './characters.ts';
import type { Day, Instant } from './model.ts';
import { wordsIn, wordsOfDates } from './month-names.ts';

/*
 * Days and instants as the files write them. What can't be read is undefined, never a guess.
 */

const dayMs = 86_400_000;
const time = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?: ?([AP])M)?`;
const iso = new RegExp(
  String.raw`^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:(?:T|,? )${time} ?(?:Z|UTC|GMT|([+-]\d{2}):?(\d{2})?)?)?$`,
  'i',
);
const local = new RegExp(
  String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:,?(?: \p{L}{1,3}\.?)? ${time})?(?: UTC| ?([+-]\d{2}):?(\d{2}))?$`,
  'iu',
);
/** Days since 1899-12-30 as spreadsheets count them: 1954 to 2119. */
const serial = /^(?:[2-7]\d{4})(?:[.,]\d+)?$/;

/** Which of two numbers is the day, where a spreadsheet has rewritten the dates (`3/4/2025`). */
export type DateOrder = 'dayFirst' | 'monthFirst' | 'yearFirst';
/** Of two digits: OKRs of an earlier year are in no file. */
export const firstYear = 13;
/** Others are no years of OKRs: other calendars (2568, 1403), what stands for none (0001, 9999). */
const isYear = (year: number): boolean => year >= 1900 && year < 2200;

/**
 * @param order of `3/4/2025`; without it such a date is unknown unless one number is above 12. `3.4.2025` has the day first
 * @returns `2025-01-31`, or with the time of day `2025-01-31T14:36:20Z` where the file has one
 */
export function parseInstant(text: string, order?: DateOrder): Instant | undefined {
  // As nearly every file has them; all other forms follow.
  if (text.length === 10 && isDay(text)) return text;
  if (isPlainInstant(text)) return `${text.slice(0, 10)}T${text.slice(11, 19)}Z`;
  const trimmed = plainDate(text);
  const match = iso.exec(trimmed);
  if (match) {
    const [, year, mark, month = '', day = '', hour, minute, second, half, ...zone] = match;
    if (!mark && (month + day).length < 4) return;
    return instantOf(Number(year), Number(month), Number(day), hourOf(hour, half), minute, second, zone);
  }
  const other = local.exec(withoutWeekday(trimmed));
  if (other) {
    const [, first = '', mark, second = '', year = '', hour, minute, seconds, half, ...zone] = other;
    const short = year.length === 2;
    const yearFirst = short && order === 'yearFirst' && mark !== '.';
    if (short && !yearFirst && Number(year) < firstYear) return;
    const dayFirst = mark === '.' || Number(first) > 12 || order === 'dayFirst';
    const known = yearFirst || dayFirst || order === 'monthFirst' || first === second;
    if (!known && Number(second) <= 12) return;
    const [y, month, day] = yearFirst
      ? [first, second, year]
      : dayFirst
        ? [year, second, first]
        : [year, first, second];
    return instantOf(wholeYear(y), Number(month), Number(day), hourOf(hour, half), minute, seconds, zone);
  }
  if (serial.test(trimmed)) return serialInstant(Number(trimmed.replace(',', '.')));
  const [, ms, seconds, zone] = epoch.exec(trimmed) ?? [];
  if (ms || seconds) return epochInstant(ms ? Number(ms) : 1000 * Number(seconds), zone);
  return /\p{L}/u.test(trimmed) ? worded(trimmed) : undefined;
}

/** Before a date in numbers: `Fri 31/01/2025`, `Fr., 31.01.2025`, `vendredi 31/01/2025`. Of words that nobody knows only short ones do. */
const withoutWeekday = (text: string): string =>
  text.replace(/^(\p{L}[\p{L}\p{M}]*)\.?,? (?=\d{1,2}[./-]\d)/u, (all, word: string) =>
    word.length < 4 || wordsOfDates().get(word.toLowerCase()) === 0 ? '' : all,
  );

/** As programs count, from 1970: milliseconds, seconds; in JSON of .NET `/Date(1738281600000+0100)/`. */
const epoch = /^(?:\\?\/Date\((?=\d))?(?:(1\d{12})|(1\d{9}))(?:\.0+)?([+-]\d{4})?(?:\)\\?\/)?$/;

/** @param zone of the clock that it was read from, which says what day it was */
function epochInstant(ms: number, zone = '+0000'): Instant {
  const minutes = Number(`${zone[0]}1`) * (60 * Number(zone.slice(1, 3)) + Number(zone.slice(3)));
  const there = new Date(ms + 60_000 * minutes).toISOString().slice(0, 19);
  return there.endsWith('T00:00:00') ? there.slice(0, 10) : `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** A month in words: `12 Nov 2026`, `Nov 12, 2026`, `12. November 2026 14:36`, `jueves, 12 de noviembre de 2026`, `12-Nov-26`. */
function worded(text: string): Instant | undefined {
  const clock = clockIn.exec(text);
  const date = clock ? text.slice(0, clock.index) : text;
  const numbers = date.match(/\d+/g) ?? [];
  // Of words that nobody knows only short ones stand in dates: "at", "kl.", "um".
  const meant = wordsIn(date).map(
    (word) =>
      wordsOfDates().get(word) ?? wordsOfDates().get(word.replace(/^ב/, '')) ?? (word.length < 4 ? 0 : -1),
  );
  const [month, ...more] = meant.filter((word) => word !== 0);
  if (!month || month < 0 || more.length > 0 || numbers.length !== 2 || meant.length > 7) return;
  const [one = '', two = ''] = numbers;
  const [day, year] = one.length === 4 ? [two, one] : [one, two];
  if (day.length > 2 || (year.length !== 4 && year.length !== 2)) return;
  const [, hour, minute, second, half, ...zone] = clock ?? [];
  return instantOf(wholeYear(year), month, Number(day), hourOf(hour, half), minute, second, zone);
}

const clockIn = new RegExp(String.raw`(?<![\d.])${time}(?: UTC| GMT)?(?: ?([+-]\d{2}):?(\d{2}))?$`, 'i');

const wholeYear = (year: string): number => Number(year.length === 2 ? `20${year}` : year);

const beforeNoon = String.raw`午前|上午|오전|ص|a\.? ?m\.?|π\.?μ\.?`;
const afterNoon = String.raw`午後|下午|오후|م|p\.? ?m\.?|μ\.?μ\.?`;
const halves = (words: string) =>
  new RegExp(String.raw`(?:${words}) ?(\d{1,2}:[\d:]+)|(?<=\d) ?(?:${words})$`, 'i');
const [before, after] = [halves(beforeNoon), halves(afterNoon)];

/** One spelling of what is only spelled in another way, above all in East Asia. */
function plainDate(text: string): string {
  const plain = zoneAsNumber(plainSigns(text.trim()).replace(/^'/, ''));
  const spelled = /[^ -~]/.test(plain) ? eastAsian(plain) : plain;
  return (
    spelled
      .replace(before, ' $1 AM')
      .replace(after, ' $1 PM')
      .replace(/ +/g, ' ')
      // `6. 1. 2025`, `2025. 01. 06.`: as Slovaks and Hungarians write them.
      .replace(/(\d)\. (?=\d{1,4}(?![\d:]))/g, '$1.')
      .replace(/(\d\.\d{1,2}\.\d{4}|\d{4}\.\d{1,2}\.\d{1,2})\.?(?: г\.)?(?= |,|$)/, '$1')
      .trim()
  );
}

const eastAsian = (text: string): string =>
  text
    .replace(/(\d) ?[時时시] ?(\d{1,2}) ?[分분](?: ?(\d{1,2}) ?[秒초])?/, '$1:$2:$3')
    .replace(/:(?=$|\D)/, '')
    .replace(/(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/, '$1-$2-$3 ')
    .replace(
      / \(?(?:[日月火水木金土](?:曜日?)?|(?:星期|[周週])[日一二三四五六天]|[일월화수목금토](?:요일)?)\)?(?= |$)/,
      '',
    );

/** Of a clock of 12 hours, as one of 24. */
const hourOf = (hour: string | undefined, half: string | undefined): string | undefined =>
  hour && half ? String((Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0)) : hour;

/** Programs name a zone beside its offset, and put the year last: `14:36:20 GMT+0100 (…)`, `14:36:20Z[UTC]`, `14:36:20 UTC 2025`. */
const zoneAsNumber = (text: string): string =>
  text.length > longestDate
    ? text
    : text
        .replace(/(:\d{2}.*?) ?(?:\(.*\)|\[.*\])$/, '$1')
        .replace(/ (\d\d:\d\d:\d\d)( UTC| GMT| [+-]\d{4})? (\d{4})$/, ' $3 $1$2')
        .replace(/(:\d{2}(?:\.\d+)?) ?(?:UTC|GMT)?([+-]\d{2}):?(\d{2})(?: [A-Z]{2,5})?$/, '$1 $2:$3');
const longestDate = 120;

/** As `parseInstant`, the day alone, as it is told: midnight somewhere is that day, whatever the day in UTC. */
export const parseDay = (text: string, order?: DateOrder): Day | undefined =>
  parseInstant(
    text.length > 15 ? zoneAsNumber(text).replace(zoneAtEnd, '$1').replace(endOfDay, '') : text,
    order,
  )?.slice(0, 10);

const zoneAtEnd = /(:\d{2}(?:\.\d+)?) ?[+-]\d{2}:?\d{2}$/;
/** Which is the next day's beginning, too. */
const endOfDay = /[T ]24:00(?::00(?:\.0+)?)?Z?$/;

/** Whether an instant stands there as nearly every file has them, `2025-01-31 14:36:20 UTC`, without making one of it. */
export const isPlainInstant = (text: string, begin = 0, end = text.length): boolean =>
  end - begin === 23 &&
  isDay(text, begin) &&
  twoDigits(text, begin + 11) < 24 &&
  twoDigits(text, begin + 14) < 60 &&
  twoDigits(text, begin + 17) < 60 &&
  text.charCodeAt(begin + 10) === space &&
  text.charCodeAt(begin + 13) === colon &&
  text.charCodeAt(begin + 16) === colon &&
  text.startsWith(' UTC', begin + 19);

/** Whether a day of the calendar begins there, `2025-01-31`. By hand: a large file has hundreds of thousands. */
function isDay(text: string, begin = 0): boolean {
  if (text.charCodeAt(begin + 4) !== hyphen || text.charCodeAt(begin + 7) !== hyphen) return false;
  const month = twoDigits(text, begin + 5);
  const day = twoDigits(text, begin + 8);
  const rest = twoDigits(text, begin + 2);
  const year = 100 * twoDigits(text, begin) + rest;
  if (Number.isNaN(month + day) || !isYear(year) || month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysIn(year, month);
}

const space = 32;
const hyphen = 45;
const colon = 58;

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

function instantOf(
  year: number,
  month: number,
  day: number,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  [zone, zoneMinutes = '0']: string[],
): Instant | undefined {
  if (!isYear(year) || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return;
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (hour === undefined) return date;
  const atEnd = Number(hour) === 24 && !(Number(minute) + Number(second ?? 0));
  const hours = atEnd ? 0 : Number(hour);
  if (hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return;
  const told = `${date}T${pad(hours, 2)}:${minute}:${second ?? '00'}Z`;
  const east = zone ? Math.sign(Number(`${zone}1`)) * (Math.abs(Number(zone)) * 60 + Number(zoneMinutes)) : 0;
  // No zone is further away: `14:36-15:36` is from when to when.
  if (Math.abs(east) > 14 * 60) return;
  const offset = east - (atEnd ? 1440 : 0);
  if (!offset) return told;
  const moved = new Date(Date.parse(told) - offset * 60_000);
  return Number.isNaN(moved.getTime()) ? undefined : moved.toISOString().replace('.000Z', 'Z');
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/**
 * A spreadsheet's date.
 * @param days since 1899-12-30
 */
export function serialInstant(days: number): Instant | undefined {
  if (!(days >= 1 && days < 2_958_466)) return;
  const iso = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace('.000Z', 'Z');
}

/** Days from one day to another; negative if it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs);

/** The day so many days later. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
