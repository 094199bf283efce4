import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueOf, offsetOf, type Past } from '../../lib/schedule/due.ts';
import { dateOf, instantOf, isLastOfMonth, localDay, weekday } from '../../lib/schedule/local-time.ts';
import { lastTime, nextTime, type Rule, readRule } from '../../lib/schedule/rule.ts';
import { times } from './runs.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** With summer time in both hemispheres, of half an hour, at midnight, none, odd offsets, and a day that never was. */
const zone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/St_Johns',
  'UTC',
);
const instant = fc
  .integer({ min: Date.UTC(2011, 0) / minute, max: Date.UTC(2045, 0) / minute })
  .map((minutes) => minutes * minute);
const at = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ every: fc.constantFrom('day' as const, 'workday' as const), at }),
  fc.record({
    every: fc.constant('week' as const),
    at,
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort()),
  }),
  fc.record({
    every: fc.constant('month' as const),
    at,
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const)),
  }),
);

/** What the clock on the wall says, by another way than the code's own. */
const clock = (zoneName: string, time: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zoneName, dateStyle: 'short', timeStyle: 'short' }).format(
    time,
  );

function meansDay(each: Rule, date: string): boolean {
  const dayOfMonth = Number(date.slice(-2));
  const local = Date.parse(date);
  if (each.every === 'day') return true;
  if (each.every === 'workday') return weekday(local) < 6;
  if (each.every === 'week') return each.weekdays.includes(weekday(local));
  if (each.every === 'month') {
    const wanted = each.day === 'last' ? 31 : each.day;
    return dayOfMonth === wanted || (isLastOfMonth(local) && wanted > dayOfMonth);
  }
  return false;
}

describe('the next time of a rule', () => {
  test('lies after, shows the rule’s day and time, and none is passed over', () => {
    fc.assert(
      fc.property(rule, zone, instant, (each, zoneName, after) => {
        const next = nextTime(each, zoneName, after);
        expect(next).toBeGreaterThan(after);
        const [date = '', time] = clock(zoneName, next).split(' ');
        // Only where the clocks went forward over it is it shown as another time.
        if (time === each.at) expect(meansDay(each, date)).toBe(true);
        else
          expect(everyMinute(zoneName, next - 25 * hour, next).some(([, shown]) => shown === each.at)).toBe(
            false,
          );
        const first = everyMinute(zoneName, after, Math.min(next, after + 3 * day)).find(
          ([shownDate, shown]) => shown === each.at && meansDay(each, shownDate),
        );
        expect(first === undefined || first[2] === next).toBe(true);
      }),
      times(0.1),
    );
  });

  test('the last time is the one that the next one was', () => {
    fc.assert(
      fc.property(rule, zone, instant, (each, zoneName, after) => {
        const next = nextTime(each, zoneName, after);
        expect(lastTime(each, zoneName, next)).toBe(next);
        expect(lastTime(each, zoneName, next - 1)).toBeLessThanOrEqual(after);
      }),
    );
  });

  test.each([
    [
      'Europe/Berlin',
      '2027-03-28',
      '02:30',
      '2027-03-28T01:30:00Z',
      'clocks go forward over it: as much later',
    ],
    ['Europe/Berlin', '2027-10-31', '02:30', '2027-10-31T00:30:00Z', 'it comes twice: the first'],
    ['America/New_York', '2027-03-14', '02:30', '2027-03-14T07:30:00Z', 'the same elsewhere'],
    ['Australia/Lord_Howe', '2027-10-03', '02:15', '2027-10-02T15:45:00Z', 'by half an hour'],
    ['Europe/Berlin', '2028-02-29', '09:00', '2028-02-29T08:00:00Z', 'a leap day'],
  ])('%s %s %s', (zoneName, date, time, expected) => {
    const after = Date.parse(`${date}T00:00:00Z`) - 14 * hour;
    const found = nextTime({ every: 'day', at: time }, zoneName, after);
    const both = [found, nextTime({ every: 'day', at: time }, zoneName, found)];
    expect(both.map((each) => new Date(each).toISOString().replace('.000', ''))).toContain(expected);
  });

  test('a month that is too short has its 31st on its last day, 29 February too', () => {
    const rule31: Rule = { every: 'month', day: 31, at: '09:00' };
    const shown: string[] = [];
    for (let time = Date.UTC(2028, 0, 15); shown.length < 4; ) {
      time = nextTime(rule31, 'UTC', time);
      shown.push(dateOf('UTC', time));
    }
    expect(shown).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']);
  });

  test('a local time and its instant are each other’s', () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 0, max: 1439 }), (zoneName, time, minutes) => {
        const date = localDay(zoneName, time);
        const found = instantOf(zoneName, date, minutes);
        const shown = clock(zoneName, found);
        const wanted = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        const isGap = !everyMinute(zoneName, found - 25 * hour, found + 25 * hour).some(
          ([, clockTime, at0]) =>
            clockTime === wanted && clock(zoneName, at0).startsWith(dateOf(zoneName, time)),
        );
        if (!isGap) expect(shown).toBe(`${dateOf(zoneName, time)} ${wanted}`);
      }),
      times(0.1),
    );
  });
});

describe('what is due', () => {
  test('looked at every so often, each time is taken once, none before its time, none twice on a date', () => {
    fc.assert(
      fc.property(
        rule,
        zone,
        instant,
        fc.array(fc.integer({ min: 1, max: 5 * day }), { minLength: 1, maxLength: 60 }),
        (each, zoneName, since, pauses) => {
          let past: Past = { since };
          let now = since;
          let taken = 0;
          let missed = 0;
          for (const pause of pauses) {
            now += pause;
            const due = dueOf(each, zoneName, past, now);
            expect(due.next).toBeGreaterThan(now);
            if (!due.now) continue;
            expect(due.now.at).toBeLessThanOrEqual(now);
            expect(due.now.date).not.toBe(past.last?.date);
            taken++;
            missed += due.now.missed;
            past = { since, last: { at: due.now.at, date: due.now.date } };
            expect(dueOf(each, zoneName, past, now).now).toBeUndefined();
          }
          let all = 0;
          for (let time = nextTime(each, zoneName, since); time <= now; time = nextTime(each, zoneName, time))
            all++;
          expect(taken + missed).toBe(all);
        },
      ),
      times(0.3),
    );
  });

  test('a clock that is set back: a little, nothing comes again; a lot, it goes on from there', () => {
    fc.assert(
      fc.property(
        rule,
        zone,
        instant,
        fc.integer({ min: 0, max: 400 * day }),
        (each, zoneName, start, back) => {
          const taken = nextTime(each, zoneName, start);
          const last = { at: taken, date: dateOf(zoneName, taken) };
          const now = taken + minute - back;
          const due = dueOf(each, zoneName, { since: start, last }, now);
          // Never silent for longer than a month and the day that may have been taken already.
          expect(due.next - now).toBeLessThanOrEqual(64 * day);
          expect(due.next).toBeGreaterThan(now);
          if (back <= day) expect(due.now).toBeUndefined();
        },
      ),
    );
  });

  test('travel to another zone: once for each date', () => {
    const daily: Rule = { every: 'day', at: '09:00' };
    const berlin = nextTime(daily, 'Europe/Berlin', Date.UTC(2027, 4, 10));
    const last = { at: berlin, date: dateOf('Europe/Berlin', berlin) };
    const due = dueOf(daily, 'America/New_York', { since: 0, last }, berlin + 8 * hour);
    expect(due.now).toBeUndefined();
    expect(clock('America/New_York', due.next)).toBe('2027-05-11 09:00');
  });
});

describe('a rule as it is stored', () => {
  test('reads what was written, and nothing else', () => {
    fc.assert(
      fc.property(rule, (each) => {
        expect(readRule(JSON.parse(JSON.stringify(each)))).toEqual(each);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = readRule(value);
        if (read) expect(nextTime(read, 'UTC', 0)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the spread', () => {
  test('is stable, within its bounds, and even over installations', () => {
    const spread = 15 * minute;
    const tenths = new Array(10).fill(0);
    for (let index = 0; index < 10_000; index++) {
      const offset = offsetOf(`installation-${index}`, spread);
      expect(offset).toBe(offsetOf(`installation-${index}`, spread));
      tenths[Math.floor((offset / spread) * 10)]++;
    }
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(offsetOf('any', 0)).toBe(0);
  });
});

/** Each minute of a stretch of time: its date, its clock, itself. */
function everyMinute(zoneName: string, after: number, until: number): [string, string, number][] {
  const all: [string, string, number][] = [];
  for (let time = Math.floor(after / minute) * minute + minute; time <= until; time += minute) {
    const [date = '', shown = ''] = clockOf(zoneName).format(time).split(' ');
    all.push([date, shown, time]);
  }
  return all;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(zoneName: string): Intl.DateTimeFormat {
  const known =
    clocks.get(zoneName) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zoneName, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(zoneName, known);
  return known;
}
