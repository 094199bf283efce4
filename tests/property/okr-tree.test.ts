import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../lib/okr/compare.ts';
import { fitsTo } from '../../lib/okr/filter.ts';
import type { Okr, Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { summarize } from '../../lib/okr/statistics.ts';
import { lastCheckInOf, passingCheckIns } from '../../lib/okr/table-okr.ts';
import { meanOverTime, startProgresses } from '../../lib/okr/timeline.ts';
import { treeOf, walk } from '../../lib/okr/tree.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { columnNames, type MadeOkr, viewRows } from '../fixtures/okr/organization.ts';
import { organization } from './okr-made.ts';

const read = async (okrs: readonly MadeOkr[], names = columnNames): Promise<Report> => {
  const bytes = new TextEncoder().encode(csvOf(viewRows(okrs, names)));
  return (await readFiles([{ name: 'view.csv', bytes }])).reports[0] as Report;
};
const today = '2025-05-12';

test('the tree has every OKR once, below one of its parents or as a root, whatever circles there are', () =>
  fc.assert(
    fc.asyncProperty(organization, async (okrs) => {
      const report = await read(okrs);
      const nodes = [...walk(treeOf(report))];
      expect(nodes.map(({ okr }) => okr.key).sort()).toEqual(report.okrs.map(({ key }) => key).sort());
      for (const { okr, parent, level, children } of nodes) {
        if (parent) expect(okr.parents.map(({ key }) => key)).toContain(parent.okr.key);
        expect(level).toBe(parent ? parent.level + 1 : 1);
        for (const child of children) expect(child.parent?.okr).toBe(okr);
      }
    }),
  ));

test('every number of the summary is that of the filter it stands for', () =>
  fc.assert(
    fc.asyncProperty(organization, async (okrs) => {
      const report = await read(okrs);
      const summary = summarize(report.okrs, today);
      expect(summary.okrs).toBe(okrs.length);
      expect(summary.checkIns).toBe(okrs.reduce((sum, { checkIns }) => sum + checkIns.length, 0));
      for (const [groups, field] of [
        [summary.statuses, 'status'],
        [summary.kinds, 'kind'],
        [summary.teams, 'team'],
        [summary.owners, 'owner'],
        [summary.periods, 'period'],
      ] as const)
        for (const { name, count, progress, statuses } of groups) {
          expect(report.okrs.filter(fitsTo({ [field]: [name] }))).toHaveLength(count);
          expect([...statuses.values()].reduce((sum, times) => sum + times, 0)).toBe(count);
          if (progress !== undefined) expect(progress >= 0 && progress <= 100).toBe(true);
        }
      const isOpen = ({ status }: Okr) => !/^(closed|postponed)$/.test(status?.known ?? '');
      const places = (isOne: (okr: Okr) => boolean) =>
        report.okrs.flatMap((okr, at) => (isOpen(okr) && isOne(okr) ? [at] : []));
      expect(summary.overdue).toEqual(places(({ due }) => due !== undefined && due < today));
      expect(summary.withoutCheckIn.find(({ days }) => days === 7)?.places).toEqual(
        places((okr) => (lastCheckInOf(okr) ?? '') < '2025-05-05'),
      );
      expect(summary.statuses.reduce((sum, { count }) => sum + count, 0)).toBe(okrs.length);
    }),
  ));

test('means over time stay within their bounds, and each day comes once', () =>
  fc.assert(
    fc.asyncProperty(organization, fc.integer({ min: 1, max: 50 }), async (okrs, steps) => {
      const progresses = startProgresses();
      for (const [at, okr] of (await read(okrs)).okrs.entries())
        progresses.add(okr, at, [...passingCheckIns(okr)]);
      const points = meanOverTime(progresses.done(), steps, new Uint8Array(okrs.length).fill(1));
      expect(points.every(({ progress }) => progress >= 0 && progress <= 100)).toBe(true);
      expect(new Set(points.map(({ day }) => day)).size).toBe(points.length);
      expect(points.map(({ day }) => day)).toEqual(points.map(({ day }) => day).sort());
    }),
  ));

test('with itself nothing is different, with or without ids', () =>
  fc.assert(
    fc.asyncProperty(organization, fc.boolean(), async (okrs, ids) => {
      const names = ids ? columnNames : columnNames.filter((name) => name !== 'Id');
      const { added, gone, changed, unchanged, ambiguous } = compare(
        await read(okrs, names),
        await read(okrs, names),
      );
      expect(changed).toEqual([]);
      expect(added.length).toBe(gone.length);
      if (ids) expect([added.length, unchanged]).toEqual([0, okrs.length]);
      else expect(unchanged + added.length).toBe(okrs.length);
      expect(ambiguous >= 0 && (ids ? ambiguous === 0 : true)).toBe(true);
    }),
  ));

test('seen from the other side what was added is gone, and as much has changed', () =>
  fc.assert(
    fc.asyncProperty(
      organization,
      organization,
      fc.integer({ min: 0, max: 12 }),
      async (first, second, shared) => {
        const taken = new Set(first.slice(0, shared).map(({ id }) => id));
        // Some are the same OKRs with everything else changed.
        const mixed = [
          ...first.slice(0, shared).map((okr, i) => ({ ...(second[i] ?? okr), id: okr.id })),
          ...second.slice(shared).filter(({ id }) => !taken.has(id)),
        ];
        if (mixed.length === 0) return;
        const [before, after] = [await read(first), await read(mixed)];
        const there = compare(before, after);
        const back = compare(after, before);
        const keys = (okrs: { key: string }[]) => okrs.map(({ key }) => key).sort();
        expect(keys(there.added)).toEqual(keys(back.gone));
        expect(keys(there.gone)).toEqual(keys(back.added));
        expect([there.changed.length, there.unchanged]).toEqual([back.changed.length, back.unchanged]);
        expect([...there.counts].sort()).toEqual([...back.counts].sort());
        expect(there.added.length + there.changed.length + there.unchanged).toBe(mixed.length);
        expect(there.gone.length + there.changed.length + there.unchanged).toBe(first.length);
      },
    ),
  ));
