import type { CheckIn } from './model.ts';
import { parseValue } from './numbers.ts';
import { parseDay, parseInstant } from './values.ts';
import { statusOf } from './words.ts';

/*
 * One check-in in one cell:
 *   Checkin Date: 2025-03-10; User: <name>; Note: <text>; Metric Name: Progress; Status: On Track; Current Value: 25%;
 *   Activity Date: 2025-03-10 20:57:08 UTC;
 * A note holds semicolons, line breaks and even these keys: the leading keys are looked for from the left, the trailing
 * ones from the right.
 */

const leading = /^\s*Check-?in Date:\s*([^;]*?)\s*;\s*User:\s*/i;
const noteKey = /;\s*Note:[ \t]?/gi;
/** From the right; with what its value can't hold. */
const trailing: readonly [key: string, breaks: RegExp][] = [
  ['Activity Date:', /[;\n\r]/],
  ['Current Value:', /[;\n\r]/],
  ['Status:', /[;\n\r]/],
  ['Metric Name:', /[\n\r]/],
];

const plainStart = 'Checkin Date: ';
const plainNote = ' Note: ';
const plainEnd = '; Activity Date: ';
const zoneEnd = ' UTC;';
const semicolon = 59;
/** What follows that: `2025-03-10 20:57:08 UTC;` */
const stampLength = 24;

/** Where the stamp of a cell begins that is written as nearly all are, so that it can be read; -1: it has to be read to know. */
export function plainStamp(text: string, begin: number, end: number): number {
  const stamp = end - stampLength;
  return standsAt(text, plainStart, begin) &&
    standsAt(text, plainEnd, stamp - plainEnd.length) &&
    standsAt(text, zoneEnd, end - zoneEnd.length) &&
    noteWithin(text, begin + plainStart.length, stamp)
    ? stamp
    : -1;
}

/** Whether the key of the note stands where it is after a date and a name. */
function noteWithin(text: string, begin: number, end: number): boolean {
  const last = Math.min(end, begin + 200);
  for (let at = begin; at < last; at++)
    if (text.charCodeAt(at) === semicolon && standsAt(text, plainNote, at + 1)) return true;
  return false;
}

/** By hand: a large file has hundreds of thousands, and `startsWith` takes several times as long. */
function standsAt(text: string, what: string, from: number): boolean {
  for (let at = 0; at < what.length; at++)
    if (text.charCodeAt(from + at) !== what.charCodeAt(at)) return false;
  return true;
}

/** Whether a cell may be one at all. */
export const looksLikeCheckIn = (cell: string): boolean => leading.test(cell) || allyStamp.test(cell);

/** Reads a cell; what has no known form is marked `unread` and keeps its text. */
export function parseCheckIn(cell: string): CheckIn {
  const head = leading.exec(cell);
  if (!head) return parseAlly(cell);
  // "User: ; Note:" too: the search begins right behind the key.
  const from = cell.slice(0, head[0].length).trimEnd().length;
  noteKey.lastIndex = from;
  const note = noteKey.exec(cell);
  if (!note) return parseAlly(cell);
  const checkIn: CheckIn = { note: '', raw: cell };
  const date = parseDay(head[1] as string);
  if (date) checkIn.date = date;
  const user = cell.slice(from, note.index).trim();
  if (user) checkIn.user = { name: user };

  const start = note.index + note[0].length;
  let end = cell.trimEnd().length;
  if (cell[end - 1] === ';') end--;
  const values: (string | undefined)[] = [];
  for (const [key, breaks] of trailing) {
    const at = keyBefore(cell, key, end, start);
    const value = at && cell.slice(at.value, end).trim();
    const found = at && value !== undefined && !breaks.test(value);
    values.push(found ? value : undefined);
    if (found) end = at.semicolon;
  }
  const [activity, value, status, metric] = values;
  checkIn.note = cell.slice(start, Math.max(start, end)).trim();
  const activityAt = activity && parseInstant(activity);
  if (activityAt) checkIn.activityAt = activityAt;
  if (value) checkIn.value = parseValue(value);
  const word = status && statusOf(status);
  if (word) checkIn.status = word;
  if (metric) checkIn.metric = metric;
  // Cut off, or in a form of another program: what else stands there is read all the same.
  if ((activity && !activityAt) || values.every((part) => part === undefined)) checkIn.unread = true;
  return checkIn;
}

/** Where `; <key>` last stands before `end`; it may begin at `start`, where an empty note leaves nothing before. */
function keyBefore(text: string, key: string, end: number, start: number) {
  for (let at = text.lastIndexOf(key, end - key.length); at >= start; at = text.lastIndexOf(key, at - 1)) {
    let before = at - 1;
    while (before >= start && at - before < 4 && /\s/.test(text[before] as string)) before--;
    if (text[before] === ';' && before >= start - 1) return { semicolon: before, value: at + key.length };
  }
  return;
}

const allyStamp = /\[([^\]\n]{0,80}?UTC[^\]\n]{0,40})\]/;
const dateTime = /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?/;

/** Before it was Viva Goals. Known in parts: a stamp `[… UTC …]`, `Note: …` up to `Metric Name:`, `Status: …`. */
function parseAlly(cell: string): CheckIn {
  const checkIn: CheckIn = { note: '', raw: cell, unread: true };
  const stamp = dateTime.exec(allyStamp.exec(cell)?.[1] ?? '')?.[0];
  const activityAt = stamp && parseInstant(stamp);
  if (activityAt) {
    checkIn.activityAt = activityAt;
    checkIn.date = activityAt.slice(0, 10);
  }
  const note = cell.indexOf('Note:');
  const metric = cell.lastIndexOf('Metric Name:');
  const status = cell.lastIndexOf('Status:');
  if (note >= 0 && metric > note) checkIn.note = trimmedPart(cell.slice(note + 5, metric));
  const word =
    status >= 0 && status > metric
      ? statusOf(trimmedPart(cell.slice(status + 7).split(/[;\n\r]/)[0] as string))
      : undefined;
  if (word) checkIn.status = word;
  return checkIn;
}

const trimmedPart = (text: string): string => text.trim().replace(/[;,]$/, '').trim();

/** Newest first, by when they were entered; those without a time keep their place among their neighbours. */
export function sortCheckIns(checkIns: CheckIn[]): CheckIn[] {
  if (checkIns.every((one, i) => i === 0 || when(one) <= when(checkIns[i - 1] as CheckIn))) return checkIns;
  return checkIns.sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : 0));
}

const when = (checkIn: CheckIn): string => checkIn.activityAt ?? checkIn.date ?? '';
