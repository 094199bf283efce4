import { Ids } from '../../components/ids.tsx';
import { formatTime, t } from '../../lib/i18n.ts';
import { reportUrl } from '../../lib/report-url.ts';
import type { ListedView } from '../../lib/views/list.ts';
import { ViewName } from '../export-history/view-name.tsx';
import { ruleText } from './schedule.tsx';

interface Props {
  view: ListedView;
  name: string;
  href: string;
  checked: boolean;
  onToggle(): void;
  onRename(name: string): void;
  onRemove(): void;
}

/** One view: chosen or not, what became of its last export, when it is exported next. */
export function Row({ view, name, href, checked, onToggle, onRename, onRemove }: Props) {
  const { last, schedule, nextAt } = view;
  return (
    <li class="view">
      <input type="checkbox" aria-label={name} checked={checked} onChange={onToggle} />
      <div class="what">
        <ViewName name={name} onRename={onRename} />
        <details class="quiet">
          <summary>{t('details')}</summary>
          <Ids
            rows={[
              ['organizationId', view.view.goalsOrganizationId],
              ['viewId', view.view.explorerViewId],
            ]}
          />
        </details>
      </div>
      <div>
        <p>{last ? lastText(last) : t('views_never')}</p>
        <p class="quiet">
          {schedule ? ruleText(schedule.rule) : t('views_noSchedule')}
          {nextAt === undefined ? '' : ` · ${t('views_next', formatTime(nextAt))}`}
        </p>
        {schedule?.skipped ? <p class="quiet">{t('views_skipped')}</p> : null}
        {schedule?.missed ? <p class="quiet">{t('views_missed')}</p> : null}
      </div>
      <div class="actions">
        {last?.phase === 'done' ? (
          <a href={reportUrl({ id: last.jobId })} target="_blank" rel="noreferrer">
            {t('openReport')}
          </a>
        ) : null}
        <a href={href} target="_blank" rel="noreferrer">
          {t('openView')}
        </a>
        {view.source === 'policy' ? <span class="quiet">{t('options_managed')}</span> : null}
        {view.source === 'pasted' || view.source === 'service' ? (
          <button type="button" class="link" onClick={onRemove}>
            {t('remove')}
          </button>
        ) : null}
      </div>
    </li>
  );
}

function lastText({ phase, at }: NonNullable<ListedView['last']>): string {
  const known = phase === 'done' || phase === 'failed' || phase === 'cancelled';
  return known ? `${t(`status_${phase}`)} · ${formatTime(at)}` : t('views_underWay');
}
