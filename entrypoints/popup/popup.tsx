import { JobCard } from '../../components/job-card.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { SiteAccess } from '../../components/site-access.tsx';
import { StoreNotices } from '../../components/store-notices.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { useMissingSites } from '../../components/use-missing-sites.ts';
import { loadStoredFor, type Stored, useNow, useStored } from '../../components/use-stored.ts';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import { explorerUrl, readExplorerPage, readViewTitle, sameView } from '../../lib/explorer-view.ts';
import type { Site } from '../../lib/hosts.ts';
import { t } from '../../lib/i18n.ts';
import { accountFor } from '../../lib/jobs/accounts.ts';
import { isOpen, isPaused, type Job } from '../../lib/jobs/job.ts';
import { elapsedOf } from '../../lib/jobs/status.ts';
import { send } from '../../lib/messages.ts';
import { nameIn } from '../../lib/view-names.ts';
import { AccountLine } from './account-line.tsx';
import { CurrentView } from './current-view.tsx';
import { NotifyOffer } from './notify-offer.tsx';
import { type ShownTab, useTab } from './tab.ts';

/** Ended exports of other views than the one on the page: how many are shown. */
const recentShown = 3;

interface Props {
  stored: Stored;
  tab: ShownTab;
  /** Sites that the browser does not let us use. */
  missing?: Site[];
}

/** The popup: a function of the store, of the tab, and of what the browser allows. */
export function Popup({ stored: first, tab: firstTab, missing: firstMissing }: Props) {
  const missing = useMissingSites(firstMissing);
  const tab = useTab(firstTab, !missing.includes('goals'));
  const page = readExplorerPage(tab.url);
  const view = page && 'view' in page ? page.view : undefined;
  const stored = useStored(first, () => loadStoredFor(view), view && explorerUrl(view));
  const { jobs, settings, account, names, notify, signInProblem } = stored;
  const now = useNow(jobs.some(isOpen));
  const { refused, tell, openOptions, setUp, signIn, signInDeeds, deedsFor } = useDeeds();

  const current = view && jobs.find((job) => sameView(job.view, view));
  const others = jobs.filter((job) => job !== current);
  const listed = [...others.filter(isOpen), ...others.filter((job) => !isOpen(job)).slice(0, recentShown)];
  // Where the browser gives access on a click, that on the toolbar button was one for this tab.
  const tabHidden = missing.includes('goals') && tab.url === undefined;
  const needsSetUp = settings.clientId === '';
  const consentUrl = needsSetUp ? undefined : adminConsentUrl(settings);

  const card = (job: Job) => (
    <JobCard
      key={job.id}
      job={job}
      now={now}
      names={names}
      deeds={deedsFor(job, now)}
      adminConsentUrl={consentUrl}
      named={job === current}
      signedIn={account}
    />
  );

  return (
    <>
      <header>
        <h1>{t('exportView')}</h1>
        <nav>
          <a href="/report.html" target="_blank" rel="noreferrer">
            {t('report_open')}
          </a>
          <a href="/views.html" target="_blank" rel="noreferrer">
            {t('views')}
          </a>
          <a href="/export-history.html" target="_blank" rel="noreferrer">
            {t('history')}
          </a>
          <button type="button" class="link" onClick={openOptions}>
            {t('options')}
          </button>
        </nav>
      </header>
      <main>
        {needsSetUp ? (
          <section class="card" aria-label={t('setUpNeeded')}>
            <h2>{t('setUpNeeded')}</h2>
            <p>{t('setUpNeeded_todo')}</p>
            <button type="button" class="primary" onClick={setUp} autofocus>
              {t('setUp')}
            </button>
          </section>
        ) : null}
        <SiteAccess missing={missing} tabHidden={tabHidden} />
        {tabHidden ? null : (
          <CurrentView
            page={page}
            hidden={tab.url === undefined}
            name={view && (nameIn(names, view) ?? readViewTitle(tab.title))}
            account={view && (accountFor(view.goalsOrganizationId, jobs) ?? account)}
            busy={current !== undefined && isOpen(current)}
            onExport={
              needsSetUp || tab.id === undefined || !view
                ? undefined
                : () => tell(send('exportTab', { tabId: tab.id as number, view }))
            }
          />
        )}
        <Refusal problem={refused} openOptions={openOptions} />
        <StoreNotices stored={stored} onRemoveBroken={() => tell(send('removeBroken', {}))} />
        {current ? card(current) : null}
        {notify === undefined && jobs.some((job) => takesItsTime(job, now)) ? (
          <NotifyOffer tell={tell} />
        ) : null}
        {signInProblem ? (
          <ProblemPanel
            heading="h2"
            problem={signInProblem}
            subject={{ account }}
            waits={false}
            deeds={signInDeeds}
            adminConsentUrl={consentUrl}
          />
        ) : null}
        {listed.length > 0 ? (
          <section class="others" aria-label={t(view ? 'otherExports' : 'exports')}>
            <h2>{t(view ? 'otherExports' : 'exports')}</h2>
            {listed.map(card)}
          </section>
        ) : null}
      </main>
      {needsSetUp ? null : (
        <AccountLine account={account} onSignIn={signIn} onSignOut={() => tell(send('signOut', {}))} />
      )}
    </>
  );
}

/** Long enough to do something else meanwhile (ms). */
const longEnough = 5000;

const takesItsTime = (job: Job, now: number): boolean =>
  isOpen(job) && !isPaused(job) && elapsedOf(job, now) >= longEnough;
