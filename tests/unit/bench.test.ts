// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { markdown } from '../../bench/report.ts';
import { inTurns, ratio, summarize } from '../../bench/stats.ts';
import { startVirtualTime } from '../../bench/virtual-time.ts';

describe('the summary of some runs', () => {
  test.each([
    ['one', [7], { median: 7, low: 7, high: 7, runs: 1 }],
    ['two', [10, 20], { median: 15, low: 12.5, high: 17.5, runs: 2 }],
    ['an odd number, in any order', [5, 1, 3, 2, 4], { median: 3, low: 2, high: 4, runs: 5 }],
    ['an even number', [4, 1, 3, 2], { median: 2.5, low: 1.75, high: 3.25, runs: 4 }],
    ['numbers that do not sort as texts', [100, 9, 10], { median: 10, low: 9.5, high: 55, runs: 3 }],
  ])('%s', (_what, values, summary) => {
    expect(summarize(values)).toEqual(summary);
  });

  test('leaves the values as they were', () => {
    const values = [3, 1, 2];
    summarize(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

test('a ratio stands before both medians', () => {
  expect(ratio(30, 20, 'ms')).toBe('1.50 (30 ms / 20 ms)');
  expect(ratio(1.234, 2, 'ms')).toBe('0.62 (1.23 ms / 2.00 ms)');
});

test('two things are measured in turns, each first as often as the other; the first two runs do not count', async () => {
  const asked: string[] = [];
  const measure = (name: string, from: number) => async () => {
    asked.push(name);
    return from + asked.filter((one) => one === name).length;
  };
  const [a, b] = await inTurns(measure('a', 0), measure('b', 100), 4);
  expect(asked.join('')).toBe('abbaabbaabba');
  expect([a.median, b.median]).toEqual([4.5, 104.5]);
  expect(a.runs).toBe(4);
});

describe('virtual time', () => {
  test('everything happens in its order; what was taken back does not', () => {
    const time = startVirtualTime(1000);
    const happened: string[] = [];
    const note = (name: string) => () => void happened.push(`${name}@${time.now()}`);
    const times = [50, 10, 30, 10, 40, 20, 5, 60];
    for (const [at, ms] of times.entries()) time.at(1000 + ms, note(String(at)));
    time.at(1025, note('never'))();
    time.at(1010, () => time.at(500, note('late')));
    while (time.next());
    expect(happened).toEqual([
      '6@1005',
      '1@1010',
      '3@1010',
      'late@1010',
      '5@1020',
      '2@1030',
      '4@1040',
      '0@1050',
      '7@1060',
    ]);
  });
});

test('the table: misses stand out, notes are numbered, cells hold', () => {
  const row = { what: 'a|b', against: 'c', figure: '2.00', goal: '≤ 1', met: false, note: 'because' };
  const text = markdown([['Node', 'v1']], [{ ...row, what: 'x', met: true, note: '' }, row]);
  expect(text).toContain('| a\\|b [1] | c | 2.00 |  | ≤ 1 | **no** |');
  expect(text).toContain('| x | c | 2.00 |  | ≤ 1 | yes |');
  expect(text).toContain('Goals missed: 1');
  expect(text).toContain('\n1. because\n');
});
