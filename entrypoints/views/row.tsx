import { useState } from 'preact/hooks';
import { ActionMenu, type MenuItem } from '../../components/action-menu.tsx';
import { Ids } from '../../components/ids.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { problemText } from '../../components/problem-texts.ts';
import type { Deeds } from '../../components/use-deeds.ts';
import { useFocusBack } from '../../components/use-focus-back.ts';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { problemOf } from '../../lib/jobs/status.ts';
import { reportUrl } from '../../lib/surfaces/report-url.ts';
import { formatWhen, t } from '../../lib/texts/i18n.ts';
import type { ListedView } from '../../lib/views/list.ts';
import { NameForm } from '../export-history/name-form.tsx';
import { firstOffer } from '../export-history/offer.ts';
import { ruleText } from './rule-text.ts';

interface Props {
  view: ListedView;
  name: string;
  organization: string;
  href: string;
  checked: boolean;
  /** What can be done with its last export. */
  deeds: Deeds;
  adminConsentUrl?: string | undefined;
  onToggle(): void;
  onRename(name: string): void;
  onRemove(): void;
}

/** One view: chosen or not, what became of its last export and what to do about it, when it is exported next. */
export function Row(props: Props) {
  const { view, name, organization, href, checked, deeds, adminConsentUrl, onToggle, onRename, onRemove } =
    props;
  const { last, schedule, nextAt, source } = view;
  const [renaming, setRenaming] = useState(false);
  const [details, setDetails] = useState(false);
  const problem = last && problemOf(last);
  const offer = problem && firstOffer(last, deeds);
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
          <p class="title">
            <span class="two-lines" title={name}>
              <bdi>{name}</bdi>
            </span>
            {view.name === undefined ? (
              <button
                type="button"
                class="link"
                aria-label={t('named', t('history_rename'), name)}
                onClick={() => setRenaming(true)}
              >
                {t('history_rename')}
              </button>
            ) : null}
          </p>
        )}
        {organization ? (
          <p class="quiet">
            <bdi>{organization}</bdi>
          </p>
        ) : null}
        {source === 'policy' ? <p class="quiet">{t('options_managed')}</p> : null}
      </div>
      <div>
        {problem ? (
          <p>
            <button
              type="button"
              class="link problem-of"
              aria-expanded={details}
              onClick={() => setDetails(!details)}
            >
              {problemText(problem, 'title')}
            </button>{' '}
            <span class="quiet">· {formatWhen(last.updatedAt)}</span>
          </p>
        ) : (
          <p>{last ? lastText(last) : t('views_never')}</p>
        )}
        {schedule ? (
          <p class="quiet">
            {ruleText(schedule.rule)}
            {nextAt === undefined ? '' : ` · ${t('views_next', formatWhen(nextAt))}`}
          </p>
        ) : null}
        {schedule?.skipped ? <p class="quiet">{t('views_skipped')}</p> : null}
        {schedule?.missed ? <p class="quiet">{t('views_missed')}</p> : null}
      </div>
      <div class="actions">
        {last?.phase === 'done' ? (
          <a href={reportUrl(last)} target="_blank" rel="noreferrer">
            {t('openReport')}
          </a>
        ) : null}
        {offer ? (
          <button type="button" onClick={deeds[offer[0]]}>
            {t(offer[1], problem?.value ?? '')}
          </button>
        ) : null}
        <ActionMenu label={t('history_more', name)} items={items} />
      </div>
      {details ? (
        <div class="more">
          {problem ? (
            <ProblemPanel problem={problem} waits={isOpen(last)} adminConsentUrl={adminConsentUrl} />
          ) : null}
          <Ids
            rows={[
              ['organizationId', view.view.goalsOrganizationId],
              ['viewId', view.view.explorerViewId],
            ]}
          />
        </div>
      ) : null}
    </li>
  );
}

const lastText = (job: Job): string =>
  isOpen(job) ? t('views_underWay') : `${t(`status_${job.phase as 'done'}`)} · ${formatWhen(job.updatedAt)}`;
