import { useState } from 'preact/hooks';
import { ActionMenu, type MenuItem } from '../../components/action-menu.tsx';
import { Ids } from '../../components/ids.tsx';
import { useFocusBack } from '../../components/use-focus-back.ts';
import { reportUrl } from '../../lib/surfaces/report-url.ts';
import { formatTime, t } from '../../lib/texts/i18n.ts';
import type { ListedView } from '../../lib/views/list.ts';
import { NameForm } from '../export-history/name-form.tsx';
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
  const { last, schedule, nextAt, source } = view;
  const [renaming, setRenaming] = useState(false);
  const [details, setDetails] = useState(false);
  const row = useFocusBack<HTMLLIElement>(renaming);
  const items: MenuItem[] = [
    { label: t('openView'), href },
    { label: t('history_rename'), deed: () => setRenaming(true) },
    { label: t('details'), deed: () => setDetails(!details) },
  ];
  if (source === 'pasted' || source === 'service') items.push({ label: t('remove'), deed: onRemove });
  return (
    <li class="view" ref={row}>
      <input type="checkbox" aria-label={name} checked={checked} onChange={onToggle} />
      <div class="what">
        {renaming ? (
          <NameForm name={name} onRename={onRename} onClose={() => setRenaming(false)} />
        ) : (
          <p class="title" dir="auto">
            {name}
          </p>
        )}
        {source === 'policy' ? <p class="quiet">{t('options_managed')}</p> : null}
        {details ? (
          <Ids
            rows={[
              ['organizationId', view.view.goalsOrganizationId],
              ['viewId', view.view.explorerViewId],
            ]}
          />
        ) : null}
      </div>
      <div>
        <p>{last ? lastText(last) : t('views_never')}</p>
        {schedule ? (
          <p class="quiet">
            {ruleText(schedule.rule)}
            {nextAt === undefined ? '' : ` · ${t('views_next', formatTime(nextAt))}`}
          </p>
        ) : null}
        {schedule?.skipped ? <p class="quiet">{t('views_skipped')}</p> : null}
        {schedule?.missed ? <p class="quiet">{t('views_missed')}</p> : null}
      </div>
      <div class="actions">
        {last?.phase === 'done' ? (
          <a href={reportUrl({ id: last.jobId })} target="_blank" rel="noreferrer">
            {t('openReport')}
          </a>
        ) : null}
        <ActionMenu label={t('history_more', name)} items={items} />
      </div>
    </li>
  );
}

function lastText({ phase, at }: NonNullable<ListedView['last']>): string {
  const known = phase === 'done' || phase === 'failed' || phase === 'cancelled';
  return known ? `${t(`status_${phase}`)} · ${formatTime(at)}` : t('views_underWay');
}
