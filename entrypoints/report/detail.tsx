import dismiss from 'fluent-icon:dismiss-20-regular';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';
import type { CheckIn } from '../../lib/okr/model.ts';
import type { Ask } from '../../lib/report/client.ts';
import type { Detail, Opened } from '../../lib/report/protocol.ts';
import { formatCount, formatList, t } from '../../lib/texts/i18n.ts';
import { ChangeText } from './changes.tsx';
import { OwnLines } from './charts/own-lines.tsx';
import { formatDay, formatNumber, formatPercent, kindText } from './format.ts';
import { Progress, Status } from './grid/cell.tsx';

interface Props {
  at: number;
  ask: Ask;
  opened: Opened;
  onOpen(at: number): void;
  onClose(): void;
}

/** All that is known of one OKR. It takes the focus, and gives it back to its row. */
export function DetailPanel({ at, ask, opened, onOpen, onClose }: Props) {
  const [detail, setDetail] = useState<Detail>();
  const panel = useRef<HTMLElement>(null);
  const from = useRef(document.activeElement);
  useEffect(() => {
    let wanted = true;
    ask('detail', { at }).then(
      (found) => wanted && setDetail(found),
      () => wanted && onClose(),
    );
    return () => {
      wanted = false;
    };
  }, [at, ask, onClose]);
  const shown = detail?.at === at ? detail : undefined;
  useEffect(() => {
    if (shown) panel.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [shown]);
  const close = () => {
    onClose();
    (from.current as HTMLElement | null)?.focus?.();
  };
  if (!shown) return null;
  return (
    <article
      class="card detail"
      ref={panel}
      aria-labelledby="detail"
      onKeyDown={({ key }) => key === 'Escape' && close()}
    >
      <header>
        <h2 id="detail" tabIndex={-1} dir="auto">
          {shown.okr.title || t('report_untitled')}
        </h2>
        <button type="button" class="plain" aria-label={t('report_close')} onClick={close}>
          <Icon path={dismiss} />
        </button>
      </header>
      <Facts detail={shown} />
      {shown.changes.length > 0 ? (
        <section>
          <h3>{t('report_changes')}</h3>
          <ul>
            {shown.changes.map((change) => (
              <li key={change.kind}>
                <ChangeText change={change} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {shown.okr.description ? (
        <section>
          <h3>{t('report_column_description')}</h3>
          <p class="prose" dir="auto">
            {shown.okr.description}
          </p>
        </section>
      ) : null}
      <OwnLines lines={shown.lines} title={shown.okr.title} />
      <Family detail={shown} opened={opened} onOpen={onOpen} />
      <CheckIns checkIns={shown.okr.checkIns} />
    </article>
  );
}

function Facts({ detail: { okr, others } }: { detail: Detail }) {
  const { metric } = okr;
  const number = (value: number | undefined) =>
    value === undefined ? '' : `${formatNumber(value)}${metric.unit ? ` ${metric.unit}` : ''}`;
  const facts: [string, string | undefined][] = [
    [t('report_column_objectType'), kindText(okr.kindWord)],
    [t('report_column_owner'), formatList(okr.owners.map(({ name }) => name))],
    [t('report_column_team'), formatList(okr.teams)],
    [t('report_column_period'), okr.period],
    [t('report_column_startDate'), okr.start && formatDay(okr.start)],
    [t('report_column_endDate'), okr.due && formatDay(okr.due)],
    [t('report_column_metricName'), metric.name],
    [t('report_column_start'), number(metric.start)],
    [t('report_column_current'), number(metric.current)],
    [t('report_column_target'), number(metric.target)],
    [t('report_column_score'), okr.score === undefined ? '' : formatNumber(okr.score)],
    [t('report_column_goalType'), okr.goalType],
    [t('report_column_tag'), formatList(okr.tags)],
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
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
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

function Family({ detail, onOpen }: { detail: Detail; opened: Opened; onOpen(at: number): void }) {
  const { parents, children } = detail;
  return (
    <>
      {parents.length > 0 ? (
        <section>
          <h3>{t('report_column_alignedTo')}</h3>
          <ul class="family">
            {parents.map(({ at, title, weight }) => (
              <li key={title}>
                {at === undefined ? (
                  <bdi>{title}</bdi>
                ) : (
                  <button type="button" class="link" onClick={() => onOpen(at)}>
                    <bdi>{title}</bdi>
                  </button>
                )}{' '}
                {weight === undefined ? null : (
                  <span class="quiet">{t('report_weight', formatPercent(weight, 2))}</span>
                )}
                {at === undefined ? <span class="quiet"> {t('report_notInFile')}</span> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {children.length > 0 ? (
        <section>
          <h3>{t('report_below')}</h3>
          <ul class="family">
            {children.map(({ at, title, status, progress }) => (
              <li key={at}>
                <button type="button" class="link" onClick={() => onOpen(at)}>
                  <bdi>{title}</bdi>
                </button>{' '}
                {status ? <Status word={status} /> : null}{' '}
                {progress === undefined ? null : formatPercent(progress)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function CheckIns({ checkIns }: { checkIns: CheckIn[] }) {
  if (checkIns.length === 0) return null;
  return (
    <section>
      <h3>
        {t('report_checkIns')} <span class="quiet">{formatCount(checkIns.length)}</span>
      </h3>
      <ol class="check-ins">
        {checkIns.map((one, at) => (
          <li key={at}>
            <p class="line">
              <b>{formatDay(one.date ?? one.activityAt ?? '')}</b>
              {one.value ? <span>{one.value.text}</span> : null}
              {one.status ? <Status word={one.status.word} /> : null}
              <bdi class="quiet">{one.user?.name ?? ''}</bdi>
            </p>
            {one.note || one.unread ? (
              <p class="prose" dir="auto">
                {one.unread ? (one.raw ?? one.note) : one.note}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
