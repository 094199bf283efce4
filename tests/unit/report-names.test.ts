// @vitest-environment node
import { expect, test } from 'vitest';
import { shortNames } from '../../entrypoints/report/alike.ts';
import { fitting } from '../../entrypoints/report/fitting.ts';
import type { Opened, Query } from '../../lib/report/protocol.ts';

test.each([
  [
    [
      'OKRs_Company_2026-11-23_final_version_for_the_board',
      'OKRs_Company_2026-11-30_final_version_for_the_board',
    ],
  ],
  [
    [
      'Goals of the whole group, subsidiaries too, week 19',
      'Goals of the whole group, subsidiaries too, week 20',
    ],
  ],
  [[`${'A'.repeat(60)}1`, `${'A'.repeat(60)}2`, 'short']],
  [['Company objectives and key results of all teams', 'Marketing objectives and key results of all teams']],
])('of long names that are alike, what differs is seen: %j', (names) => {
  const short = shortNames(names);
  expect(new Set(short).size).toBe(names.length);
  for (const name of short) expect(name.length).toBeLessThanOrEqual(40);
});

test('a short name stays, a long one without others loses its middle', () => {
  expect(shortNames(['board review'])).toEqual(['board review']);
  expect(shortNames(['Everything that all teams of the company do in 2026'])).toEqual([
    'Everything that all team… in 2026',
  ]);
});

test('a query goes on with another file: columns by their names, no changes without a comparison', () => {
  const query: Query = {
    search: '',
    chosen: { change: ['added'], status: ['Behind'] },
    shape: 'tree',
    sort: { by: 'x:3', descending: true },
    columns: ['title', 'x:3', 'x:4'],
    language: 'en',
  };
  const file = (columns: Opened['columns'], comparison?: object) => ({ columns, comparison }) as Opened;
  const before = file([
    { key: 'x:3', name: 'Budget' },
    { key: 'x:4', name: 'Region' },
  ]);
  const next = fitting(query, before, file([{ key: 'x:7', name: 'Budget' }]));
  expect(next).toMatchObject({
    columns: ['title', 'x:7'],
    sort: { by: 'x:7', descending: true },
    chosen: { change: [], status: ['Behind'] },
  });
  expect(fitting(query, before, file(before.columns, {}))).toBe(query);
});
