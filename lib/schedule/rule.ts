import { fieldsOf, isText } from '../data/data.ts';
import { type Day, dayMs, dayOfMonth, instantOf, isLastOfMonth, localDay, weekday } from './local-time.ts';

/** On which days, and when by the clock on the wall: "HH:MM", 24 hours. */
export type Rule = { at: string } & (
  | { every: 'day' | 'workday' }
  /** 1 (Monday) to 7 (Sunday), at least one. */
  | { every: 'week'; weekdays: number[] }
  /** 1 to 31, or the last. A month that is too short has it on its last day. */
  | { every: 'month'; day: number | 'last' }
);

type RuleOf<E extends Rule['every']> = Extract<Rule, { every: E }>;

/** Whether a rule includes a day. */
const isOn: { [E in Rule['every']]: (rule: RuleOf<E>, day: Day) => boolean } = {
  day: () => true,
  workday: (_rule, day) => weekday(day) <= 5,
  week: ({ weekdays }, day) => weekdays.includes(weekday(day)),
  month: ({ day: wanted }, day) =>
    wanted === dayOfMonth(day) || (isLastOfMonth(day) && (wanted === 'last' || wanted > dayOfMonth(day))),
};

const means = (rule: Rule, day: Day): boolean =>
  (isOn[rule.every] as (rule: Rule, day: Day) => boolean)(rule, day);

/** Two days of one month lie at most so far apart; a day more on each side for the zones. */
const reach = 64;

/** The first time (epoch ms) after `after` that a rule means, by the clocks of a zone (IANA name). Pure. */
export const nextTime = (rule: Rule, zone: string, after: number): number =>
  search(rule, zone, after, 1, (time) => time > after);

/** The last time (epoch ms) up to and including `until` that a rule means. Pure. */
export const lastTime = (rule: Rule, zone: string, until: number): number =>
  search(rule, zone, until, -1, (time) => time <= until);

function search(
  rule: Rule,
  zone: string,
  from: number,
  step: 1 | -1,
  fits: (time: number) => boolean,
): number {
  // A day early: where clocks skip a day, the time of the day before lies on the day after.
  const first = localDay(zone, from) - 2 * step * dayMs;
  for (let days = 0; days < reach; days++) {
    const day = first + days * step * dayMs;
    if (!means(rule, day)) continue;
    const time = instantOf(zone, day, minutesOf(rule.at));
    if (fits(time)) return time;
  }
  throw new Error(`no day for ${JSON.stringify(rule)}`);
}

const time = /^([01]\d|2[0-3]):([0-5]\d)$/;

function minutesOf(at: string): number {
  const [, hours, minutes] = time.exec(at) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** A rule out of whatever is stored or handed out by policy; undefined where it is none. */
export function readRule(value: unknown): Rule | undefined {
  const { every, at, weekdays, day } = fieldsOf(value);
  if (!isText(at) || !time.test(at)) return;
  switch (every) {
    case 'day':
    case 'workday':
      return { every, at };
    case 'week': {
      if (!Array.isArray(weekdays) || !weekdays.every((each) => isWhole(each, 1, 7))) return;
      const days = [...new Set(weekdays as number[])].sort((a, b) => a - b);
      return days.length > 0 ? { every, at, weekdays: days } : undefined;
    }
    case 'month':
      return day === 'last' || isWhole(day, 1, 31) ? { every, at, day } : undefined;
  }
}
