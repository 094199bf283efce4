import { browser } from 'wxt/browser';
import type messages from '../../public/_locales/en/messages.json';
import { formatLanguage, readsFromRightToLeft } from './language.ts';

export type MessageKey = keyof typeof messages;

/** A text in the browser's language; `values` fill `$1`, `$2` … */
export function t(key: MessageKey, ...values: string[]): string {
  return browser.i18n.getMessage(key as never, values.map(isolate));
}

/**
 * A path, a link or a reason in a text that reads the other way keeps its order: slashes and quotes stay where they are.
 * What holds such a value itself is a text of ours, which reads as its language does; by its first letter nobody could tell.
 */
export const isolate = (value: string): string =>
  value && readsFromRightToLeft() ? `${value.includes('\u2068') ? '\u2067' : '\u2068'}${value}\u2069` : value;

/** A text for somewhere else than the screen: without those invisible marks, which would become part of a link. */
export const withoutIsolates = (text: string): string => text.replace(/[\u2067-\u2069]/g, '');

/** Sentences in a row: behind a full-width stop stands no blank. */
export const inARow = (...sentences: string[]): string =>
  sentences.filter(Boolean).join(' ').replaceAll('。 ', '。');

const made = new Map<string, unknown>();

/** A formatter for the reader. Making one costs far more than using it, above all the first in a process: it is made once in a language. */
export function formatter<F>(key: string, make: (language: string) => F): F {
  const language = formatLanguage();
  const whole = `${language} ${key}`;
  const format = (made.get(whole) as F | undefined) ?? make(language);
  made.set(whole, format);
  return format;
}

const numbers = (options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  formatter(JSON.stringify(options), (language) => new Intl.NumberFormat(language, options));

/** A point in time: the time of day, with the date where it is not today's. */
export function formatTime(at: number, now = Date.now()): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const style: Intl.DateTimeFormatOptions = sameDay
    ? { timeStyle: 'short' }
    : { dateStyle: 'medium', timeStyle: 'short' };
  return formatter(`time ${sameDay}`, (language) => new Intl.DateTimeFormat(language, style)).format(at);
}

/** "Today", "yesterday", "tomorrow" in the middle of a sentence; undefined for any other day. */
function nearDay(at: number, now: number): string | undefined {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (Math.abs(days) > 1) return undefined;
  const make = (language: string) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return formatter('near', make).format(days, 'day');
}

/** As it begins a line. */
export function capitalized(text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase(formatLanguage()) + rest.join('');
}

/** A day as a list of days says it: `Today`, `Yesterday`, else its date. */
export const formatDay = (at: number, now = Date.now()): string =>
  capitalized(
    nearDay(at, now) ?? new Intl.DateTimeFormat(formatLanguage(), { dateStyle: 'full' }).format(at),
  );

/** The time of day. */
export const formatClock = (at: number): string => formatTime(at, at);

/** When something happened, in a sentence: `today, 08:12`, `yesterday, 17:40`, else date and time. */
export function formatWhen(at: number, now = Date.now()): string {
  const day = nearDay(at, now);
  return day === undefined ? formatTime(at, now) : t('dayAndTime', day, formatClock(at));
}

/** Elapsed time as a clock shows it: `0:07`, `12:40`, `1:02:03`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => numbers({ minimumIntegerDigits: 2 }).format(value);
  return h > 0 ? `${formatCount(h)}:${two(m)}:${two(s)}` : `${formatCount(m)}:${two(s)}`;
}

/** How long something lasts, roughly: `6 days`, `3 hours`, `1 minute`. */
export function formatDuration(ms: number): string {
  const minutes = Math.max(0, ms) / 60_000;
  const [value, unit] =
    minutes >= 2 * 24 * 60
      ? [minutes / (24 * 60), 'day']
      : minutes >= 2 * 60
        ? [minutes / 60, 'hour']
        : [Math.max(1, minutes), 'minute'];
  return numbers({
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
    roundingMode: 'floor',
  } as Intl.NumberFormatOptions).format(value);
}

/** Several things, one after the other: `a, b, c`. (As units, Chinese would put nothing between them.) */
export const formatList = (parts: string[]): string =>
  formatter('list', (language) => new Intl.ListFormat(language, { style: 'narrow' })).format(parts);

export const formatCount = (count: number): string => numbers().format(count);

/** A size with its unit: `812 byte`, `1.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)), units.length - 1);
  return numbers({
    style: 'unit',
    unit: units[power] as string,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}
