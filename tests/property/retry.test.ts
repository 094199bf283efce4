import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff, pollDelay, readRetryAfter } from '../../lib/graph/retry.ts';
import { anyText, textOf } from './arbitraries.ts';
import { times } from './runs.ts';

const year = 365 * 24 * 3600 * 1000;
const fiveMinutes = 5 * 60_000;
const now = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** A time that HTTP can write (four digits of year), in whole seconds. */
const instant = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) / 1000 }).map((seconds) => seconds * 1000);
const httpDate = (ms: number) => new Date(ms).toUTCString();
/** What `readRetryAfter` can give. */
const asked = fc.oneof(
  fc.constantFrom(0, 1, 999, 1000, 1001, 60_000, year),
  fc.integer({ min: 0, max: year }),
  fc.integer({ min: 0, max: 120_000 }),
);
const count = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

describe('Retry-After', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 400 });
  const pieces = [
    'Mon',
    'Tue, ',
    '24 ',
    'Nov',
    ' 2026',
    ' 99999',
    ' 00:00:60',
    ' 12:00:00',
    ' GMT',
    ' -2400',
    '-',
    '+',
    '.',
    'e9',
    '0x10',
    'Infinity',
    'NaN',
    ',',
    ' 5',
    '5',
  ];
  const header = fc.oneof(
    digits,
    fc.tuple(digits, digits).map((parts) => parts.join('.')),
    fc.double().map(String),
    instant.map(httpDate),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    textOf(pieces),
    anyText,
  );

  test('whatever it says: nothing, or whole ms from none to a year', () => {
    fc.assert(
      fc.property(fc.option(header), fc.option(header), now, (value, date, at) => {
        const wait = readRetryAfter(value, date, at);
        if (wait === undefined) return;
        expect(Number.isInteger(wait)).toBe(true);
        expect(Object.is(wait, -0)).toBe(false);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(year);
      }),
      times(10),
    );
  });

  test('seconds, decimals too, are never cut short', () => {
    const seconds = fc.tuple(fc.integer({ min: 0, max: year / 1000 - 1 }), fc.integer({ min: 0, max: 999 }));
    fc.assert(
      fc.property(seconds, fc.constantFrom('', ' ', '\t'), now, ([whole, thousandth], space, at) => {
        expect(readRetryAfter(space + whole + space, null, at)).toBe(whole * 1000);
        const decimal = `${whole}.${String(thousandth).padStart(3, '0')}`;
        const wait = readRetryAfter(decimal, null, at) as number;
        expect(wait).toBeGreaterThanOrEqual(whole * 1000 + thousandth);
        expect(wait).toBeLessThanOrEqual(whole * 1000 + thousandth + 1);
      }),
    );
  });

  test('a date is as far away as the service’s own clock says, whatever ours shows', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: -year / 1000, max: 2 * (year / 1000) }),
        now,
        (date, seconds, at) => {
          const until = date + seconds * 1000;
          fc.pre(until >= 0 && until < Date.UTC(9999, 11, 31));
          const expected = Math.min(Math.max(0, seconds * 1000), year);
          expect(readRetryAfter(httpDate(until), httpDate(date), at)).toBe(expected);
        },
      ),
    );
  });
});

describe('a wait', () => {
  test('never undercuts what the service asked for, nor exceeds it by much', () => {
    fc.assert(
      fc.property(count, asked, random, (number, retryAfter, spread) => {
        const least = Math.max(retryAfter, 1000);
        for (const [wait, more] of [
          [backoff(number, retryAfter, spread), 120_000],
          [backoff(1, retryAfter, spread), Math.min(least / 2, 60_000)],
          [pollDelay(number, retryAfter, spread), 1000],
        ] as const) {
          expect(wait).toBeGreaterThanOrEqual(retryAfter);
          expect(wait).toBeLessThanOrEqual(least + more + 1);
        }
      }),
      times(3),
    );
  });

  test('spreads a crowd that is refused together: wider from refusal to refusal, over two minutes in the end', () => {
    const width = (failures: number, retryAfter: number) =>
      backoff(failures, retryAfter, 1) - backoff(failures, retryAfter, 0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), asked, (failures, retryAfter) => {
        const now = width(failures, retryAfter);
        expect(now).toBeGreaterThanOrEqual(Math.min(retryAfter / 2, 60_000));
        expect(width(failures + 1, retryAfter)).toBeCloseTo(Math.min(2 * now, 120_000), 3);
        expect(width(10, retryAfter)).toBe(120_000);
      }),
    );
  });

  test('of our own choice is at least a second, and five minutes at most', () => {
    fc.assert(
      fc.property(count, random, (number, spread) => {
        for (const wait of [backoff(number, undefined, spread), pollDelay(number - 1, undefined, spread)]) {
          expect(wait).toBeGreaterThanOrEqual(1000);
          expect(wait).toBeLessThanOrEqual(fiveMinutes);
        }
      }),
    );
  });

  test('is never none, even where the service says so: no request follows the last one at once', () => {
    fc.assert(
      fc.property(count, fc.option(asked, { nil: undefined }), random, (number, retryAfter, spread) => {
        expect(backoff(number, retryAfter, spread)).toBeGreaterThanOrEqual(1000);
        expect(pollDelay(number, retryAfter, spread)).toBeGreaterThanOrEqual(1000);
      }),
    );
  });

  test('grows with the count, with what was asked, and with the spread', () => {
    fc.assert(
      fc.property(
        fc.tuple(count, count),
        fc.option(fc.tuple(asked, asked), { nil: undefined }),
        fc.tuple(random, random),
        (counts, waits, spreads) => {
          const ascending = (pair: [number, number]) => pair.toSorted((a, b) => a - b) as [number, number];
          const [fewer, more] = ascending(counts);
          const [calm, wide] = ascending(spreads);
          const [sooner, later] = waits ? ascending(waits) : [undefined, undefined];
          for (const wait of [backoff, pollDelay]) {
            expect(wait(more, sooner, calm)).toBeGreaterThanOrEqual(wait(fewer, sooner, calm));
            expect(wait(fewer, later, calm)).toBeGreaterThanOrEqual(wait(fewer, sooner, calm));
            expect(wait(fewer, sooner, wide)).toBeGreaterThanOrEqual(wait(fewer, sooner, calm));
          }
        },
      ),
    );
  });
});
