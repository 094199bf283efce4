// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { backoff, pollDelay, readRetryAfter } from '../../lib/graph/retry.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const httpDate = (ms: number) => new Date(ms).toUTCString();

describe('Retry-After', () => {
  test.each([
    ['60', 60_000],
    ['0', 0],
    [' 7 ', 7000],
    ['1.5', 1500],
    ['86400', 86_400_000],
    ['-3', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    ['9'.repeat(400), 365 * 86_400_000],
    ['0,120', 120_000],
    ['120, 0', 120_000],
    ['soon, 7', 7000],
    ['7; soon', 7000],
    ['7 seconds', 7000],
    ['5m', 300_000],
    ['500 ms', 500],
    ['3 minutes', 180_000],
    ['2h', 7_200_000],
    ['1 Hour, 60', 3_600_000],
    ['24 Nov 2026', undefined],
    [`5, ${httpDate(now + 90_000)}`, 90_000],
    [`${httpDate(now + 90_000)}, 300`, 300_000],
    ['2026', 2_026_000],
  ])('%s is %s ms', (value, expected) => {
    expect(readRetryAfter(value, null, now)).toBe(expected);
  });

  test('a date is measured against the service’s clock, where it tells its time', () => {
    const serverNow = now - 3_600_000;
    expect(readRetryAfter(httpDate(serverNow + 90_000), httpDate(serverNow), now)).toBe(90_000);
    expect(readRetryAfter(httpDate(now + 90_000), null, now)).toBe(90_000);
    expect(readRetryAfter(httpDate(now + 90_000), 'nonsense', now)).toBe(90_000);
  });

  test('a date that has passed means now', () => {
    expect(readRetryAfter(httpDate(now - 5000), httpDate(now), now)).toBe(0);
  });
});

describe('waits', () => {
  const randoms = [0, 0.3, 0.999];

  test('never undercut what the service asked for', () => {
    for (const random of randoms)
      for (const asked of [0, 1, 500, 60_000, 86_400_000]) {
        expect(backoff(3, asked, random)).toBeGreaterThanOrEqual(asked);
        expect(pollDelay(3, asked, random)).toBeGreaterThanOrEqual(asked);
      }
  });

  test('are a second at least, even where the service asks for none', () => {
    expect(backoff(1, 0, 0)).toBe(1000);
    expect(pollDelay(0, 0, 0)).toBe(1000);
  });

  test('grow with the failures, to five minutes at most, and differ between clients', () => {
    expect(backoff(1, undefined, 0)).toBe(1000);
    expect(backoff(2, undefined, 0)).toBeGreaterThan(backoff(1, undefined, 0));
    for (const failures of [1, 5, 50, 5000])
      expect(backoff(failures, undefined, 0.999)).toBeLessThanOrEqual(300_000);
    expect(backoff(4, undefined, 0.1)).not.toBe(backoff(4, undefined, 0.9));
  });

  test('between polls grow to about a minute', () => {
    expect(pollDelay(0, undefined, 0)).toBe(2000);
    expect(pollDelay(5, undefined, 0)).toBeGreaterThan(pollDelay(2, undefined, 0));
    expect(pollDelay(10_000, undefined, 0)).toBe(60_000);
  });
});
