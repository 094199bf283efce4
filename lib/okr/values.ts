import type { Day, Instant, Value } from './model.ts';

/*
 * Numbers, days and instants as the files write them. What can't be read is undefined, never a guess.
 */

const dayMs = 86_400_000;
const iso =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?([AP])M)? ?(?:Z|UTC|GMT|([+-]\d{2}):?(\d{2}))?)?$/i;
const local =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?)?$/i;
/** Days since 1899-12-30 as spreadsheets count them: 1954 to 2119. */
const serial = /^(?:[2-7]\d{4})(?:\.\d+)?$/;

/** Which of two numbers is the day, where a spreadsheet has rewritten the dates (`3/4/2025`). */
export type DateOrder = 'dayFirst' | 'monthFirst';

/**
 * @param order of `3/4/2025`; without it such a date is unknown unless one number is above 12. `3.4.2025` has the day first
 * @returns `2025-01-31`, or with the time of day `2025-01-31T14:36:20Z` where the file has one
 */
export function parseInstant(text: string, order?: DateOrder): Instant | undefined {
  // As nearly every file has them; all other forms follow.
  if (text.length === 10 && isDay(text)) return text;
  if (isPlainInstant(text)) return `${text.slice(0, 10)}T${text.slice(11, 19)}Z`;
  // `6. 1. 2025`, `2025. 01. 06.`: as Slovaks and Hungarians write them.
  const trimmed = text
    .trim()
    .replace(/(\d)\. (?=\d)/g, '$1.')
    .replace(/(\d)\.$/, '$1');
  const match = iso.exec(trimmed);
  if (match) {
    const [, year, month, day, hour, minute, second, half, zone, zoneMinutes] = match;
    const offset = zone
      ? Math.sign(Number(`${zone}1`)) * (Math.abs(Number(zone)) * 60 + Number(zoneMinutes))
      : 0;
    return instantOf(Number(year), Number(month), Number(day), hourOf(hour, half), minute, second, offset);
  }
  const other = local.exec(trimmed);
  if (other) {
    const [, first, mark, second, year = '', hour, minute, seconds, half] = other;
    const dayFirst = mark === '.' || Number(first) > 12 || order === 'dayFirst';
    if (!dayFirst && Number(second) <= 12 && order !== 'monthFirst' && first !== second) return;
    const [day, month] = dayFirst ? [first, second] : [second, first];
    const whole = Number(year.length === 2 ? `20${year}` : year);
    return instantOf(whole, Number(month), Number(day), hourOf(hour, half), minute, seconds, 0);
  }
  return serial.test(trimmed) ? serialInstant(Number(trimmed)) : undefined;
}

/** Of a clock of 12 hours, as one of 24. */
const hourOf = (hour: string | undefined, half: string | undefined): string | undefined =>
  hour && half ? String((Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0)) : hour;

/** As `parseInstant`, the day alone. */
export const parseDay = (text: string, order?: DateOrder): Day | undefined =>
  parseInstant(text, order)?.slice(0, 10);

const plainTime = / (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d UTC$/;

/** Whether it is an instant as nearly every file has them, without making one of it. */
export const isPlainInstant = (text: string): boolean =>
  text.length === 23 && isDay(text) && plainTime.test(text);

/** Whether a text begins with a day of the calendar, `2025-01-31`. By hand: a large file has hundreds of thousands. */
function isDay(text: string): boolean {
  const first = text.charCodeAt(0);
  if ((first !== 49 && first !== 50) || text.charCodeAt(4) !== hyphen || text.charCodeAt(7) !== hyphen)
    return false;
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const rest = twoDigits(text, 2);
  if (Number.isNaN(month + day + rest + twoDigits(text, 0)) || month < 1 || month > 12 || day < 1)
    return false;
  return day <= 28 || day <= daysIn(100 * twoDigits(text, 0) + rest, month);
}

const hyphen = 45;

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
  offset: number,
): Instant | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return;
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (hour === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return;
  const told = `${date}T${pad(Number(hour), 2)}:${minute}:${second ?? '00'}Z`;
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

const digitsAlone = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** Whether it is a number as nearly every file has them. */
export const isPlainNumber = (text: string): boolean => digitsAlone.test(text);

const plain = /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i;
const grouped = /^[-+]?(?:\d[\d.,' \u00a0\u202f]*)$/;

/**
 * `100`, `100.0`, `1,234.5`, `42.92%` (42.92).
 * @param decimalComma the file comes from a spreadsheet that writes `42,92`
 */
export function parseNumber(text: string, decimalComma = false): number | undefined {
  if (isPlainNumber(text)) return Number(text);
  const bare = text.trim().replace(/ ?%$/, '').replace('\u2212', '-');
  if (plain.test(bare)) return finite(Number(bare));
  if (bare.length > 40 || !grouped.test(bare)) return;
  const digits = bare.replace(/[' \u00a0\u202f]/g, '');
  const comma = digits.lastIndexOf(',');
  const dot = digits.lastIndexOf('.');
  if (comma >= 0 && dot >= 0) return separated(digits, comma > dot ? ',' : '.');
  const thousands = /^[-+]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(digits);
  const several = digits.split(/[.,]/).length > 2;
  if (thousands && (several || (comma >= 0 && !decimalComma)))
    return finite(Number(digits.replace(/[.,]/g, '')));
  return several ? undefined : finite(Number(digits.replace(',', '.')));
}

function separated(digits: string, decimal: ',' | '.'): number | undefined {
  const [whole = '', ...fraction] = digits.split(decimal);
  if (fraction.length !== 1 || /[.,]/.test(fraction[0] as string)) return;
  return finite(Number(`${whole.replace(/[.,]/g, '')}.${fraction[0]}`));
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const shown =
  /^([^\d\s+-]{1,5})? ?([-+\u2212]?\d(?:[\d.,' \u00a0\u202f]{0,30}\d)?) ?([KkMB](?!\p{L}))? ?([^\d\s.,'].{0,30})?$/u;
/** A longer one shows no value. */
const longestShown = 80;
const magnitudes: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9 };

/** A check-in's display text: `25%`, `265`, `1.12 K`, `-$3.50`. */
export function parseValue(text: string): Value {
  const trimmed = text.trim();
  const signed = /^[-\u2212](?=[^\d])/.exec(trimmed) ? `${trimmed.slice(1)}` : trimmed;
  const match = signed.length > longestShown ? null : shown.exec(signed);
  const number = match?.[2] === undefined ? undefined : parseNumber(match[2]);
  if (!match || number === undefined) return { text: trimmed, unit: '' };
  const [, before, , letter, after] = match;
  const scale = letter ? (magnitudes[letter.toLowerCase()] as number) : 1;
  // 1.12 × 1000 is 1120, not 1120.0000000000002.
  const value = Number((number * scale * (signed === trimmed ? 1 : -1)).toPrecision(15));
  const unit = (before ?? after ?? '').trim();
  return letter
    ? { text: trimmed, number: value, unit, rounded: true }
    : { text: trimmed, number: value, unit };
}
