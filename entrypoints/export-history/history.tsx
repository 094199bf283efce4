import emptyIcon from 'fluent-icon:history-20-regular';
import { useState } from 'preact/hooks';
import { EmptyState } from '../../components/empty-state.tsx';
import { later } from '../../components/later.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { SiteAccess } from '../../components/site-access.tsx';
import { StorageNotices } from '../../components/storage-notices.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { useMissingSites } from '../../components/use-missing-sites.ts';
import { type Stored, useNow, useStored } from '../../components/use-stored.ts';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import { showSaved } from '../../lib/files/saved.ts';
import { goalsOrigin } from '../../lib/goals/hosts.ts';
import { isOpen } from '../../lib/jobs/job.ts';
import { send } from '../../lib/messages/messages.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { useBatches } from './batches.ts';
import { Exports } from './exports.tsx';
import { type Filter, isFilter, matches, noFilter } from './filter.ts';
import { Filters } from './filters.tsx';
import { News } from './news.tsx';
import { organizationsOf } from './organizations.ts';

const Elsewhere = later(() => import('./elsewhere.tsx').then((part) => part.Elsewhere));

/** The export that the page was opened for, in its address. */
const wantedExport = () => new URLSearchParams(location.search).get('export');

/** Every export that this browser remembers: what needs the user, what runs, and the rest by days. */
export function History({ stored: first }: { stored: Stored }) {
  const stored = useStored(first);
  const missing = useMissingSites();
  const { jobs, names, settings } = stored;
  const batches = useBatches(stored);
  const now = useNow(jobs.some(isOpen));
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [elsewhere, setElsewhere] = useState(false);
  const [wanted] = useState(wantedExport);
  const { refused, tell, openOptions, signIn, deedsFor } = useDeeds();

  const organizations = organizationsOf(jobs);
  const shown = jobs.filter((job) => matches(job, names, filter));
  const consentUrl = settings.clientId ? adminConsentUrl(settings) : undefined;
  const find = (
    <button type="button" aria-expanded={elsewhere} onClick={() => setElsewhere(!elsewhere)}>
      {t('elsewhere_ask')}
    </button>
  );

  return (
    <>
      <PageHead here="export-history" />
      <main>
        <h1>{t('history')}</h1>
        <News jobs={jobs} names={names} />
        <Refusal problem={refused} deeds={{ openOptions }} />
        <SiteAccess missing={missing} />
        <StorageNotices stored={stored} onRemoveBroken={() => tell(send('removeBroken', {}))} />
        {jobs.length === 0 ? (
          <EmptyState icon={emptyIcon} title={t('history_none')} text={t('history_empty')}>
            <div class="actions">
              <a class="button primary" href={goalsOrigin} target="_blank" rel="noreferrer">
                {t('openGoals')}
              </a>
              {find}
            </div>
          </EmptyState>
        ) : (
          <Filters filter={filter} organizations={organizations} onChange={setFilter}>
            {find}
          </Filters>
        )}
        {elsewhere ? (
          <Elsewhere
            organizations={organizations}
            jobs={jobs}
            names={names}
            now={now}
            deeds={{ openOptions, switchAccount: () => signIn(true) }}
            onFetch={({ view, exportJobId }) => tell(send('fetchExport', { view, exportJobId }))}
          />
        ) : null}
        {jobs.length === 0 ? null : (
          <>
            <div class="count">
              <span role="status">{isFilter(filter) ? countText(shown.length, jobs.length) : ''}</span>
              {shown.length === 0 ? (
                <button type="button" class="link" onClick={() => setFilter(noFilter)}>
                  {t('history_showAll')}
                </button>
              ) : null}
            </div>
            {shown.length === 0 ? null : (
              <Exports
                shown={shown}
                jobs={jobs}
                batches={batches}
                names={names}
                now={now}
                adminConsentUrl={consentUrl}
                wanted={wanted}
                deedsFor={deedsFor}
                onShow={(file) => tell(showSaved(file))}
                onRename={(view, name) => tell(send('renameView', { view, name }))}
              />
            )}
          </>
        )}
      </main>
    </>
  );
}

const countText = (shown: number, all: number): string =>
  shown === 0 ? t('history_noMatch') : t('history_count', formatCount(shown), formatCount(all));
