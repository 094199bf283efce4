import type { Charts, Facet, Opened, Query } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';
import type { Filters } from '../use-filters.ts';
import { Bars, tellNothing } from './bars.tsx';
import { LineChart } from './line-chart.tsx';

interface Props {
  charts: Charts | undefined;
  query: Query;
  filters: Filters;
}

const shown: Facet[] = ['team', 'owner', 'period', 'pace'];

/** Whether a file has anything to draw, whatever is filtered. */
export const hasCharts = ({ groups, checkIns }: Opened): boolean =>
  checkIns > 1 || shown.some((facet) => !tellNothing(groups[facet]));

/** What matches, in bars and a line; each bar is a filter. */
export function ChartsOf({ charts, query, filters }: Props) {
  if (!charts) return null;
  return (
    <>
      {shown.map((facet) => (
        <Bars
          key={facet}
          facet={facet}
          groups={charts.groups[facet]}
          chosen={query.chosen[facet] ?? []}
          onToggle={(value) => filters.toggle(facet, value)}
        />
      ))}
      <LineChart
        title={t('report_chart_timeline')}
        unit="%"
        points={charts.timeline.map(({ day, progress }) => ({ day, value: progress }))}
      />
    </>
  );
}
