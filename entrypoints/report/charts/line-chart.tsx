import { t } from '../../../lib/texts/i18n.ts';
import { formatDay, formatMonth, formatNumber, formatPercent } from '../format.ts';
import { ChartCard } from './chart-card.tsx';
import { type LinePoint, lineOf, paintLine, size } from './picture.ts';

interface Props {
  title: string;
  unit: string;
  points: LinePoint[];
}

/** Values over time. */
export function LineChart({ title, unit, points }: Props) {
  if (points.length < 2) return null;
  const { path, low, high, start, end } = lineOf(points);
  const text = (value: number) =>
    unit === '%' ? formatPercent(value, 1) : `${formatNumber(value)}${unit ? ` ${unit}` : ''}`;
  return (
    <ChartCard
      title={title}
      onPicture={() => paintLine(title, points, text)}
      head={[t('report_day'), t('report_value')]}
      rowsOf={() => points.map(({ day, value }) => [formatDay(day), text(value)])}
    >
      <svg class="line-chart" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        {[low, high].map((value, at) => (
          <g key={String(at)}>
            <line
              x1={size.left}
              x2={size.width}
              y1={at ? size.top : size.bottom}
              y2={at ? size.top : size.bottom}
            />
            <text x={0} y={(at ? size.top : size.bottom) + 4}>
              {text(value)}
            </text>
          </g>
        ))}
        <polyline points={path.map((point) => point.join(',')).join(' ')} />
        <text x={size.left} y={size.height - 4}>
          {formatMonth(start)}
        </text>
        <text x={size.width} y={size.height - 4} text-anchor="end">
          {formatMonth(end)}
        </text>
      </svg>
    </ChartCard>
  );
}
