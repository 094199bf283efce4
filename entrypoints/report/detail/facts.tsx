import type { Detail } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';
import { formatDay, formatNumber, kindText, listText } from '../format.ts';
import { Progress, Status } from '../grid/cell.tsx';

/** What the columns say of it: how it stands, and each value with its name. */
export function Facts({ detail: { okr, others } }: { detail: Detail }) {
  const { metric } = okr;
  const number = (value: number | undefined) =>
    value === undefined ? '' : `${formatNumber(value)}${metric.unit ? ` ${metric.unit}` : ''}`;
  const facts: [string, string | undefined][] = [
    [t('report_column_objectType'), kindText(okr.kindWord)],
    [t('report_column_owner'), listText(okr.owners.map(({ name }) => name))],
    [t('report_column_team'), listText(okr.teams)],
    [t('report_column_period'), okr.period],
    [t('report_column_startDate'), okr.start && formatDay(okr.start)],
    [t('report_column_endDate'), okr.due && formatDay(okr.due)],
    [t('report_column_metricName'), metric.name],
    [t('report_column_start'), number(metric.start)],
    [t('report_column_current'), number(metric.current)],
    [t('report_column_target'), number(metric.target)],
    [t('report_column_score'), okr.score === undefined ? '' : formatNumber(okr.score)],
    [t('report_column_goalType'), okr.goalType && kindText(okr.goalType)],
    [t('report_column_tag'), listText(okr.tags)],
    [t('report_column_creator'), okr.creator?.name],
    [t('report_column_id'), okr.id],
    ...others.map(({ name, value }): [string, string] => [name, value]),
  ];
  return (
    <>
      <div class="standing">
        {okr.status ? <Status word={okr.status.word} /> : null}
        <Progress value={okr.progress} />
      </div>
      <dl class="facts">
        {facts.map(([label, value], place) =>
          value ? (
            // Columns may have the same name.
            <div key={place}>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {okr.link ? (
        <p>
          <a href={okr.link} target="_blank" rel="noreferrer">
            {t('report_openInGoals')}
          </a>
        </p>
      ) : null}
    </>
  );
}
