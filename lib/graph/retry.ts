/** Waiting: when a step is tried again. All times in ms. */

const second = 1000;
const minute = 60 * second;

/** However the service answers, nothing is followed longer than this (ms). */
export const longestExport = 24 * 60 * minute;

/** Longer waits would overflow what a date can hold. */
const longestWait = 365 * 24 * 60 * minute;

/** The three forms of an HTTP date (RFC 9110, 5.6.7); these hold commas and spaces. */
const httpDate =
  /\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s[^,;]{4,24}?\d\d:\d\d(?::\d\d)?(?:\s\d{4}\b)?(?:\s(?:gmt|utc|[+-]\d{4})\b)?/gi;
/** Not of HTTP, but sent all the same. */
const isoDate = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/gi;
/** A number, whatever words stand behind it; never part of a longer one, of a date say. */
const number = /^"?\+?(\d+(?:\.\d+)?)"?(?:\s*(ms|[^\d.:-])[^\d]*)?$/;
/** HTTP allows no units here; where one is sent, it is respected. */
const units: Record<string, number> = { ms: 1 / second, m: 60, h: 3600 };

/**
 * Reads `Retry-After`: seconds, or an HTTP date (RFC 9110, 10.2.3). Proxies and services each add one: of a list the largest
 * counts that can be read, and what can't does not unmake it.
 *
 * @param value the header; several are joined by commas
 * @param date the answer's `Date` header: measures an HTTP date against the service's clock instead of ours
 * @param now epoch ms
 * @returns ms to wait, a year at most, 0 for a date that has passed, undefined when it says nothing readable
 */
export function readRetryAfter(value: string | null, date: string | null, now: number): number | undefined {
  const text = value ?? '';
  const serverNow = Date.parse(date ?? '');
  const from = Number.isNaN(serverNow) ? now : serverNow;
  const dates = text.match(httpDate) ?? [];
  const isoDates = text.match(isoDate) ?? [];
  return largest([
    ...dates.map((one) => Math.max(0, readHttpDate(one) - from)),
    ...isoDates.map((one) => Math.max(0, Date.parse(one) - from)),
    ...numbersIn(text.replace(httpDate, ',').replace(isoDate, ',')).map((seconds) => seconds * second),
  ]);
}

/** How long an answer asks to wait, ms, by any of the headers that Microsoft's services use; undefined: it does not. */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  return largest([
    readRetryAfter(headers.get('retry-after'), headers.get('date'), now) ?? Number.NaN,
    ...numbersIn(headers.get('retry-after-ms') ?? ''),
    ...numbersIn(headers.get('x-ms-retry-after-ms') ?? ''),
  ]);
}

/** A date without a zone is in GMT, too. */
const readHttpDate = (text: string): number =>
  Date.parse(/(gmt|utc|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`);

const numbersIn = (list: string): number[] =>
  list.split(/[,;]/).map((one) => {
    const [, value, unit = ''] = number.exec(one.trim().toLowerCase()) ?? [];
    return Number(value) * (units[unit] ?? 1);
  });

function largest(waits: number[]): number | undefined {
  const read = waits.filter((wait) => !Number.isNaN(wait));
  return read.length > 0 ? Math.ceil(Math.min(Math.max(...read), longestWait)) : undefined;
}

/** How far those are spread that were told to wait at the same moment, at most: at first, and at last (ms). */
const firstSpread = minute;
const lastSpread = 2 * minute;

/**
 * How long to wait after a failure that may pass.
 *
 * Where the service says how long, a crowd of browsers hears the same: with less spread they all come back together and are
 * refused together, again and again (bench/fleet). So the spread doubles from refusal to refusal. It begins with the first:
 * without that, all come at once where a `Retry-After` ends with an outage, thirty times as many as before it.
 *
 * @param failures how many in a row, 1 for the first
 * @param retryAfter what the service asked for; never undercut
 * @param random 0 to 1: spreads clients that failed at the same moment
 */
export function backoff(failures: number, retryAfter: number | undefined, random: number): number {
  const doubled = 2 ** Math.min(failures - 1, 20);
  if (retryAfter !== undefined) {
    const least = Math.max(retryAfter, second);
    return least + random * Math.min(Math.min(least / 2, firstSpread) * doubled, lastSpread);
  }
  const longest = Math.min(2 * second * doubled, 5 * minute);
  return longest / 2 + (longest / 2) * random;
}

/**
 * How long to wait before asking for a job's status again. Up to a second more than was asked keeps those apart who asked at
 * the same moment; more is not needed, and would tell users later that their file is ready.
 *
 * @param polls how often it was asked so far
 * @param retryAfter what the service asked for; never undercut
 */
export function pollDelay(polls: number, retryAfter: number | undefined, random: number): number {
  if (retryAfter !== undefined) return Math.ceil(Math.max(retryAfter, second) + random * second);
  return Math.ceil(Math.min(2 * second * 1.5 ** Math.min(polls, 20), minute) * (1 + random * 0.1));
}
