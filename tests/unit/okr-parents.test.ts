// @vitest-environment node
import { expect, test } from 'vitest';
import { parseParents } from '../../lib/okr/parents.ts';

test('several parents in one cell, titles with parentheses and commas', () => {
  expect(
    parseParents(
      'Grow (north), fast(weight: 14.29%, Id: 10), Other(x)(weight: 50%, Id: 11)\nThird(weight: %, Id: 12)',
    ),
  ).toEqual([
    { id: '10', title: 'Grow (north), fast', weight: 14.29 },
    { id: '11', title: 'Other(x)', weight: 50 },
    { id: '12', title: 'Third' },
  ]);
  expect(parseParents('')).toEqual([]);
  expect(parseParents('only a title')).toBeUndefined();
});

test('a cell of very many parents is read in time', async () => {
  const parents = Array.from({ length: 30_000 }, (_, at) => `P(weight: 1%, Id: ${at})`).join('');
  const begun = performance.now();
  expect(parseParents(parents)).toHaveLength(30_000);
  expect(performance.now() - begun).toBeLessThan(5000);
});
