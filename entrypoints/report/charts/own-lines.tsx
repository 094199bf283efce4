import type { Line } from '../../../lib/okr/timeline.ts';
import { LineChart } from './line-chart.tsx';

/** An OKR's own lines: one for each metric and unit. */
export const OwnLines = ({ lines, title }: { lines: Line[]; title: string }) => (
  <>
    {lines.map(({ metric, unit, points }, at) => (
      <LineChart
        key={`${metric} ${unit} ${String(at)}`}
        title={metric || title}
        unit={unit}
        points={points}
      />
    ))}
  </>
);
