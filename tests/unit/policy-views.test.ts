// @vitest-environment node
import { expect, test } from 'vitest';
import { explorerUrl, keyOf } from '../../lib/goals/explorer-view.ts';
import type { Known } from '../../lib/views/known.ts';
import { policyItems, readPolicyViews } from '../../lib/views/policy.ts';
import { readView, type View } from '../../lib/views/view.ts';
import { noon, otherView, view } from './samples.ts';

/* Views that administrators hand out. */

const address = explorerUrl(view);
const other = explorerUrl(otherView);

test('the list is read; what can’t be used is told by its place', () => {
  const { views, wrong } = readPolicyViews([
    { address, name: ' Board ', every: 'week', at: '09:00', weekdays: [1], oneFile: true },
    { address: 'https://example.com/' },
    { address: other, every: 'month', at: '08:30', day: '31' },
    { address: other, every: 'week', at: '9' },
    'x',
  ]);
  expect(views).toEqual([
    { view, name: 'Board', rule: { every: 'week', at: '09:00', weekdays: [1] }, oneFile: true },
    { view: otherView, rule: { every: 'month', at: '08:30', day: 31 } },
  ]);
  expect(wrong).toEqual([2, 4, 5]);
  expect(readPolicyViews(undefined)).toEqual({ views: [], wrong: [] });
  expect(
    readPolicyViews([{ address, every: 'month', at: '08:30', day: 'last' }]).views[0]?.rule,
  ).toMatchObject({
    day: 'last',
  });
});

const knownWith = (...views: View[]): Known => ({
  views,
  batches: [],
  installation: 'i',
  stored: { views: Object.fromEntries(views.map((one) => [keyOf(one), one])) },
});
const daily = readPolicyViews([{ address, name: 'Board', every: 'day', at: '09:00' }]).views;
const viewsIn = (items: object | undefined) =>
  Object.values((items as { views: Record<string, unknown> }).views).map(readView) as View[];

test('followed once, and not written again; a new schedule counts from then, a taken time is not taken twice', () => {
  const items = policyItems(knownWith(), daily, {}, noon);
  const [first] = viewsIn(items) as [View];
  expect(first).toMatchObject({
    source: 'policy',
    schedule: { rule: { every: 'day', at: '09:00' }, since: noon, byPolicy: true },
  });
  expect(items?.names).toEqual({ [keyOf(view)]: 'Board' });
  expect(policyItems(knownWith(first), daily, items?.names as never, noon + 1)).toBeUndefined();
  const last = { at: noon, date: '2026-11-23' };
  const taken = readView({ ...first, schedule: { ...first.schedule, last } }) as View;
  expect(policyItems(knownWith(taken), daily, {}, noon + 1)).toBeUndefined();
  const later = readPolicyViews([{ address, name: 'Board', every: 'day', at: '10:00' }]).views;
  const [changed] = viewsIn(policyItems(knownWith(taken), later, {}, noon + 5));
  expect(changed?.schedule).toMatchObject({ since: noon + 5, last, rule: { at: '10:00' } });
});

test('the user’s own name and schedule stay; what is taken off the list goes, unless the user scheduled it', () => {
  const schedule = { rule: { every: 'workday', at: '07:00' } as const, since: noon };
  const own: View = { version: 1, ...view, source: 'pasted', addedAt: noon, schedule };
  const plain = readPolicyViews([{ address, name: 'Board' }]).views;
  const items = policyItems(knownWith(own), plain, { [keyOf(view)]: 'Mine' }, noon + 1);
  expect(items?.names).toEqual({ [keyOf(view)]: 'Mine' });
  const [listed] = viewsIn(items) as [View];
  expect(listed).toMatchObject({ source: 'policy', schedule });
  expect(viewsIn(policyItems(knownWith(listed), [], {}, noon))).toMatchObject([
    { source: 'pasted', schedule },
  ]);
  const [theirs] = viewsIn(policyItems(knownWith(), daily, {}, noon)) as [View];
  expect(viewsIn(policyItems(knownWith(theirs), [], {}, noon))).toEqual([]);
});
