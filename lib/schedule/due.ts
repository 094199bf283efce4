import { dateOf } from './local-time.ts';
import { lastTime, nextTime, type Rule } from './rule.ts';

/** The state of a schedule. */
export interface Past {
  /** When it was set (epoch ms): what lay before is not missed. */
  since: number;
  /** The time that was last taken or skipped (epoch ms), and its local date ("2026-11-25"). An empty date: that day may have another time. */
  last?: { at: number; date: string };
}

export interface Due {
  /** The time to take now (epoch ms), once, however many were missed. */
  now?: { at: number; date: string; missed: number };
  /** When to look again (epoch ms). */
  next: number;
}

/** A clock that goes back by more than this was wrong before: the times that it showed then come again (ms). */
const setBack = 25 * 60 * 60_000;
/** Missed times are counted up to this number; above it, "many" is enough. */
const countedAtMost = 100;

/**
 * Which time of a schedule is due. Pure.
 *
 * A time is never taken twice: not after a small correction of the clock, and not on the same date of the calendar after
 * travelling to another zone. Of those that were missed the latest is taken, and how many there were is said.
 */
export function dueOf(rule: Rule, zone: string, { since, last }: Past, now: number): Due {
  const known = last && last.at <= now + setBack ? last : undefined;
  const done = Math.max(known?.at ?? 0, Math.min(since, now));
  const next = nextOf(rule, zone, Math.max(done, now), known);
  const at = lastTime(rule, zone, now);
  const date = dateOf(zone, at);
  if (at <= done || date === known?.date) return { next };
  let missed = -1;
  for (let time = at; time > done && missed < countedAtMost; time = lastTime(rule, zone, time - 1)) missed++;
  return { now: { at, date, missed }, next: nextOf(rule, zone, now, { at, date }) };
}

/** The next time that does not lie on the date of the last. */
function nextOf(rule: Rule, zone: string, after: number, last: Past['last']): number {
  const next = nextTime(rule, zone, after);
  return dateOf(zone, next) === last?.date ? nextTime(rule, zone, next) : next;
}

/**
 * How much later (ms) than its schedule this installation starts: ten thousand browsers with the same schedule are not to
 * come at once. The same every time; for installations evenly between 0 and `spread`.
 * @param installation a random id of this installation
 */
export function offsetOf(installation: string, spread: number): number {
  // FNV-1a with a final mix (murmur3), so that similar ids get unrelated offsets.
  let hash = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(installation)) hash = Math.imul(hash ^ unit, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * spread);
}
