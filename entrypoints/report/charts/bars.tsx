import { useState } from 'preact/hooks';
import { ownOf } from '../../../lib/data/data.ts';
import { facetKey } from '../../../lib/report/labels.ts';
import type { Facet, Group, Tone } from '../../../lib/report/protocol.ts';
import { formatCount, t } from '../../../lib/texts/i18n.ts';
import { formatPercent, inLine, statusesInOrder, statusText, toneOf } from '../format.ts';
import { MoreButton } from '../more-button.tsx';
import { ChartCard } from './chart-card.tsx';
import { paintBars } from './picture.ts';

interface Props {
  facet: Facet;
  groups: Group[];
  chosen: string[];
  onToggle(value: string): void;
}

/** Bars that are shown before all are asked for. */
const first = 6;

/** Nobody has one: the column is missing or empty. */
export const tellNothing = (groups: Group[]): boolean =>
  groups.every(({ count, value }) => count === 0 || (value === '' && groups.length === 1));

/** How many of each value, parted by status. */
export function Bars({ facet, groups, chosen, onToggle }: Props) {
  const [all, setAll] = useState(false);
  if (tellNothing(groups)) return null;
  const nameOf = (value: string) =>
    facet === 'pace' ? t(`report_pace_${value}` as 'report_pace_onTrack') : inLine(value) || t('report_none');
  const most = groups.reduce((found, { count }) => Math.max(found, count), 1);
  const title = t(`report_chart_${facet}` as 'report_chart_team');
  const statuses = statusesInOrder(groups.flatMap(({ byStatus }) => Object.keys(byStatus)));
  // A column without a value says nothing.
  const withProgress = groups.some(({ progress }) => progress !== undefined);
  const parts = ({ value, count, byStatus }: Group): [Tone, number][] =>
    facet === 'pace'
      ? [[value as Tone, count]]
      : statuses.flatMap((word) => {
          const part = ownOf(byStatus, word);
          return part ? [[toneOf(word), part] as [Tone, number]] : [];
        });
  return (
    <ChartCard
      title={title}
      onPicture={() =>
        paintBars(
          title,
          groups.slice(0, 20).map((group) => ({ label: nameOf(group.value), parts: parts(group) })),
          statuses.map((word): [Tone, string] => [toneOf(word), statusText(word)]),
        )
      }
      head={[
        t(facetKey(facet)),
        t('report_okrs'),
        ...(withProgress ? [t('report_column_progress')] : []),
        ...statuses.map((word) => statusText(word)),
      ]}
      rowsOf={() =>
        groups.map(({ value, count, progress, byStatus }) => [
          nameOf(value),
          formatCount(count),
          ...(withProgress ? [progress === undefined ? '' : formatPercent(progress)] : []),
          ...statuses.map((word) => formatCount(ownOf(byStatus, word) ?? 0)),
        ])
      }
    >
      <ul class="bars-list">
        {(all ? groups : groups.slice(0, first)).map((group) => (
          <li key={group.value}>
            <button
              type="button"
              class="bar-row"
              aria-pressed={chosen.includes(group.value)}
              onClick={() => onToggle(group.value)}
            >
              <bdi class="label" dir="auto">
                {nameOf(group.value)}
              </bdi>{' '}
              <span class="track" aria-hidden="true">
                {parts(group).map(([tone, number], place) => (
                  <span
                    key={place}
                    class={`tone ${tone}`}
                    style={{ inlineSize: `${(100 * number) / most}%` }}
                  />
                ))}
              </span>{' '}
              <b>{formatCount(group.count)}</b>
            </button>
          </li>
        ))}
      </ul>
      <MoreButton all={all} more={groups.length - first} onToggle={() => setAll(!all)} />
    </ChartCard>
  );
}
