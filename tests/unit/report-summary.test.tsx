import { cleanup, render, screen } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { Bars } from '../../entrypoints/report/charts/bars.tsx';
import { filterTexts } from '../../entrypoints/report/filter-texts.ts';
import { columnText, kindText, toneOf } from '../../entrypoints/report/format.ts';
import { SummaryOf } from '../../entrypoints/report/summary.tsx';
import type { Opened, Preset } from '../../lib/report/protocol.ts';

beforeEach(cleanup);
const filters = { toggle: () => undefined, preset: () => undefined, clear: () => undefined };
const query = { search: '', chosen: {}, shape: 'tree' as const, columns: [], language: 'en' };

test.each<[Partial<Record<Preset, number>>, string[]]>([
  [{ noCheckIn7: 5, noCheckIn14: 5, noCheckIn30: 5 }, ['No check-in for 30 days 5']],
  [
    { noCheckIn7: 9, noCheckIn14: 5, noCheckIn30: 5 },
    ['No check-in for 7 days 9', 'No check-in for 30 days 5'],
  ],
  [{ noCheckIn7: 5, overdue: 5 }, ['Overdue 5', 'No check-in for 7 days 5']],
])('a number is told once, of the longest time: %o', (presets, told) => {
  const opened = { okrs: 9, checkIns: 0, groups: { kind: [], status: [] }, presets } as unknown as Opened;
  render(<SummaryOf opened={opened} query={query} filters={filters} />);
  const chips = screen.getAllByRole('button').slice(1);
  expect(chips.map(({ textContent }) => textContent)).toEqual(told);
});

test('of a column that is missing nothing is told: no status, no chart of those without', () => {
  const none = [{ value: '', count: 9, byStatus: { '': 9 } }];
  const groups = { kind: none, status: none };
  const opened = { okrs: 9, checkIns: 0, groups, presets: {} } as unknown as Opened;
  render(<SummaryOf opened={opened} query={query} filters={filters} />);
  expect(screen.getByRole('region').textContent).not.toMatch(/Status|None/);
  const { container } = render(
    <Bars facet="team" groups={groups.status} chosen={[]} onToggle={() => undefined} />,
  );
  expect(container.textContent).toBe('');
});

test('kinds of OKRs and of goals are told in the reader’s language, others in the file’s word', () => {
  expect(kindText('KEY_RESULT')).toBe('Key result');
  expect(columnText('goalType', 'committed goal')).toBe('Committed Goal');
  expect(columnText('okrType', 'individual')).toBe('Individual');
  expect(columnText('goalType', 'Moonshot')).toBe('Moonshot');
  expect(columnText('title', 'team')).toBe('team');
});

test('no status is drawn as another than one that nobody knows', () => {
  expect([toneOf(''), toneOf('Parked'), toneOf('at risk')]).toEqual(['none', 'other', 'atRisk']);
});

test('a chart’s table has no column without a value', () => {
  const groups = [{ value: 'onTrack', count: 3, byStatus: {} }];
  render(<Bars facet="pace" groups={groups} chosen={[]} onToggle={() => undefined} />);
  const heads = screen.getAllByRole('columnheader', { hidden: true });
  expect(heads.map(({ textContent }) => textContent)).not.toContain('Progress');
});

test('a chart’s bars have the statuses in one order; where nothing matches there is none', () => {
  const groups = [
    { value: 'a', count: 3, byStatus: { '': 1, 'At Risk': 1, Parked: 1 } },
    { value: 'b', count: 2, byStatus: { 'On Track': 1, 'At Risk': 1 } },
  ];
  const { container, rerender } = render(
    <Bars facet="team" groups={groups} chosen={[]} onToggle={() => undefined} />,
  );
  const bars = [...container.querySelectorAll('.track')].map((track) =>
    [...track.children].map(({ className }) => className),
  );
  expect(bars).toEqual([
    ['tone atRisk', 'tone other', 'tone none'],
    ['tone onTrack', 'tone atRisk'],
  ]);
  rerender(
    <Bars
      facet="team"
      groups={[{ value: 'a', count: 0, byStatus: {} }]}
      chosen={[]}
      onToggle={() => undefined}
    />,
  );
  expect(container.textContent).toBe('');
});

test('what is filtered by is told with its names', () => {
  const chosen = { status: ['At Risk', ''], kind: ['KeyResult'], pace: ['onTrack'] };
  const texts = filterTexts({ ...query, search: 'x', preset: 'overdue', chosen }, {} as Opened);
  expect(texts.join(' · ')).toBe(
    'Search: x · Overdue · Status: At Risk · Status: None · Kind: Key result · Pace: On time',
  );
});
