import { expect, test } from 'vitest';
import { chaos } from './chaos.ts';
import { makePlan } from './plan.ts';
import { tableOf } from './table.ts';

/* A few of the runs of which docs/reliability.md tells, in each test run; many by `npm run chaos`. */

test('the same seed makes the same plan, another one another', () => {
  expect(makePlan(7)).toEqual(makePlan(7));
  const plans = Array.from({ length: 50 }, (_, seed) => JSON.stringify(makePlan(seed)));
  expect(new Set(plans).size).toBe(50);
});

test('whatever happens on the way, each export ends in its file or in a reason', async () => {
  // Begins no run that would not end in time: a slow machine makes fewer.
  const result = await chaos({ runs: 4, seed: 1, parallel: 2, beginWithin: 60_000 });
  expect(result.failed, tableOf(result)).toEqual([]);
  expect(result.total.saved).toBeGreaterThan(0);
}, 900_000);
