// @vitest-environment node
import { expect, test } from 'vitest';
import { dayOf, takenAtOf, takenIn, takenText } from '../../lib/okr/taken-at.ts';

test.each([
  ['VivaGoals_15999_board_review_2025_05_05_1746435600.csv', 1_746_435_600_000],
  ['objectives_export_file_1_2_Organization_1_20251124101500.json', Date.UTC(2025, 10, 24, 10, 15)],
  ['view 2025-05-12 14.05.25.csv', new Date(2025, 4, 12, 14, 5, 25).getTime()],
])('to the second: %s', (name, takenAt) => {
  expect(takenAtOf(name)).toEqual({ takenAt });
  expect(takenIn(takenText({ takenAt }) ?? '')).toEqual({ takenAt });
});

test.each([
  'OKRs 2025-05-12',
  'OKRs_Company_2025-05-12_final (1)',
  'OKRs_20250512',
  '2025_5_12 OKRs',
  '2025.05.12',
  'OKRs 12.05.2025',
  'OKRs 12.5.2025',
  'OKRs 12 May 2025',
  'OKRs May 12, 2025',
  '12May2025',
  'OKRs 12. Mai 2025',
  'OKR 12 mai 2025',
  'OKR 12 de mayo de 2025',
  'OKR 2025年5月12日',
  // The last one: a view may have a day in its own name.
  'Board of 2025-01-15 (all) 2025-05-12',
])('the day: %s', (name) => {
  const taken = takenAtOf(`${name}.csv`);
  expect(taken).toMatchObject({ takenDay: true });
  expect(dayOf(taken.takenAt ?? 0)).toBe('2025-05-12');
  expect(takenText(taken)).toBe('2025-05-12');
  expect(takenIn('2025-05-12')).toEqual(taken);
});

test.each([
  'Q3 goals.csv',
  'OKRs 2025.csv',
  'OKRs 2025 Q3 10.csv',
  // In May or in December.
  'OKRs 05-12-2025.csv',
  'OKRs 2025-02-31.csv',
  'objectives_export_file_1_2_Organization_1_20251399000000.json',
  'OKRs 20251332.csv',
  // A span, and what is to come.
  'OKRs 2025-07-01 to 2025-09-30.csv',
  'Q4, ends 2090-12-31.csv',
  'Marching 12, 2025.csv',
])('none: %s', (name) => {
  expect(takenAtOf(name)).toEqual({});
});

test.each(['', 'nonsense', '2025-13-01', '2090-01-01', '2025-05-12T99Z'])(
  'what nobody wrote says nothing: %s',
  (text) => {
    expect(takenIn(text)).toEqual({});
  },
);
