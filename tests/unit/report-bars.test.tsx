import { render, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { Bars } from '../../entrypoints/report/charts/bars.tsx';
import type { Group } from '../../lib/report/protocol.ts';

const group = (value: string, byStatus: Group['byStatus']): Group => ({
  value,
  count: Object.values(byStatus).reduce((sum, one) => sum + one, 0),
  byStatus,
});
const bars = (groups: Group[]) => (
  <Bars facet="team" groups={groups} chosen={[]} onToggle={() => undefined} />
);

test('each status has its part, several of the file’s own words too, whatever was shown before', () => {
  const { rerender } = render(bars([group('R&D', { 'Our own': 1, 'Another one': 2, 'At Risk': 3 })]));
  rerender(bars([group('R&D', { 'A third': 4, 'At Risk': 3, 'Our own': 1, 'Another one': 2 })]));
  const widths = [
    ...screen.getByRole('button', { name: /R&D/ }).querySelectorAll<HTMLElement>('.track span'),
  ].map(({ style }) => style.inlineSize);
  expect(widths).toEqual(['40%', '30%', '10%', '20%']);
});
