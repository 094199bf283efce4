import { useState } from 'preact/hooks';
import { Refusal } from '../../components/refusal.tsx';
import { SiteAccess } from '../../components/site-access.tsx';
import { StoreNotices } from '../../components/store-notices.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { useMissingSites } from '../../components/use-missing-sites.ts';
import { type Stored, useNow, useStored } from '../../components/use-stored.ts';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import { goalsOrigin } from '../../lib/explorer-view.ts';
import { formatCount, t } from '../../lib/i18n.ts';
import { isOpen } from '../../lib/jobs/job.ts';
import { send } from '../../lib/messages.ts';
import { Elsewhere } from './elsewhere.tsx';
import { Entry } from './entry.tsx';
import { type Filter, matches, noFilter } from './filter.ts';
import { Filters } from './filters.tsx';

/** Every export that this browser remembers, newest first. */
export function History({ stored: first }: { stored: Stored }) {
  const stored = useStored(first);
  const missing = useMissingSites();
  const { jobs, names, settings } = stored;
  const now = useNow(jobs.some(isOpen));
  const [filter, setFilter] = useState<Filter>(noFilter);
  const { refused, tell, openOptions, signIn, deedsFor } = useDeeds();

  const organizations = [...new Set(jobs.map(({ view }) => view.goalsOrganizationId))];
  const shown = jobs.filter((job) => matches(job, names, filter));
  const consentUrl = settings.clientId ? adminConsentUrl(settings) : undefined;

  return (
    <main>
      <h1>{t('historyTitle')}</h1>
      <p>
        <a href="/report.html">{t('report_open')}</a> · <a href="/views.html">{t('views')}</a>
      </p>
      <Refusal problem={refused} openOptions={openOptions} />
      <SiteAccess missing={missing} />
      <StoreNotices stored={stored} onRemoveBroken={() => tell(send('removeBroken', {}))} />
      {jobs.length === 0 ? (
        <section class="empty">
          <p>{t('history_empty')}</p>
          <p>
            <a href={goalsOrigin} target="_blank" rel="noreferrer">
              {t('openGoals')}
            </a>
          </p>
        </section>
      ) : (
        <>
          <Filters filter={filter} organizations={organizations} onChange={setFilter} />
          <p role="status" class="quiet">
            {t('history_count', formatCount(shown.length), formatCount(jobs.length))}
          </p>
          {shown.length === 0 ? (
            <p>
              {t('history_noMatch')}{' '}
              <button type="button" class="link" onClick={() => setFilter(noFilter)}>
                {t('history_showAll')}
              </button>
            </p>
          ) : null}
          <ul class="entries">
            {shown.map((job) => (
              <li key={job.id}>
                <Entry
                  job={job}
                  now={now}
                  names={names}
                  deeds={deedsFor(job, now)}
                  adminConsentUrl={consentUrl}
                  onRename={(name) => tell(send('renameView', { view: job.view, name }))}
                />
              </li>
            ))}
          </ul>
          <Elsewhere
            organizations={organizations}
            jobs={jobs}
            names={names}
            now={now}
            deeds={{ openOptions, switchAccount: () => signIn(true) }}
            onFetch={({ view, exportJobId }) => tell(send('fetchExport', { view, exportJobId }))}
          />
        </>
      )}
    </main>
  );
}
