import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { JobCard } from '../../components/job-card.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { type Stored, useNow, useStored } from '../../components/use-stored.ts';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import { readExplorerPage, sameView } from '../../lib/explorer-view.ts';
import { t } from '../../lib/i18n.ts';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { send } from '../../lib/messages.ts';
import type { Problem } from '../../lib/problems.ts';
import { Refused } from '../../lib/refused.ts';
import { AccountLine } from './account-line.tsx';
import { CurrentView } from './current-view.tsx';
import { StoreNotices } from './store-notices.tsx';
import { type ShownTab, useTab } from './tab.ts';

/** Ended exports of other views than the one on the page: how many are shown. */
const recentShown = 3;

/** The popup: a function of the store and of the tab. */
export function Popup({ stored: first, tab: firstTab }: { stored: Stored; tab: ShownTab }) {
  const stored = useStored(first);
  const { jobs, settings, account, signInProblem } = stored;
  const tab = useTab(firstTab);
  const now = useNow(jobs.some(isOpen));
  const [refused, setRefused] = useState<Problem>();
  const tell = (sent: Promise<unknown>) =>
    void sent.then(
      () => setRefused(undefined),
      (reason) => setRefused(problemFrom(reason)),
    );

  const page = readExplorerPage(tab.url);
  const view = page && 'view' in page ? page.view : undefined;
  const current = view && jobs.find((job) => sameView(job.view, view));
  const others = jobs.filter((job) => job !== current);
  const listed = [...others.filter(isOpen), ...others.filter((job) => !isOpen(job)).slice(0, recentShown)];
  const needsSetUp = settings.clientId === '';
  const consentUrl = needsSetUp ? undefined : adminConsentUrl(settings);

  const openOptions = () => tell(browser.runtime.openOptionsPage());
  const signIn = (choose: boolean) => tell(send('signIn', { choose }));
  const deedsFor = (job: Job, { id, file } = job) => ({
    // It would not cut short a wait that the service asked for.
    ...(isOpen(job) && (job.notBefore ?? 0) > now ? {} : { retry: () => tell(send('retry', { jobId: id })) }),
    signIn: () => tell(send('retry', { jobId: id })),
    switchAccount: () => signIn(true),
    openOptions,
    cancel: () => tell(send('cancel', { jobId: id })),
    remove: () => tell(send('remove', { jobId: id })),
    ...(file?.downloadId === undefined
      ? {}
      : { showFile: () => browser.downloads.show(file.downloadId as number) }),
  });
  const card = (job: Job) => (
    <JobCard
      key={job.id}
      job={job}
      now={now}
      deeds={deedsFor(job)}
      adminConsentUrl={consentUrl}
      named={job === current}
      signedIn={account}
    />
  );

  return (
    <>
      <header>
        <h1>{t('exportView')}</h1>
        <button type="button" class="link" onClick={openOptions}>
          {t('options')}
        </button>
      </header>
      <main>
        {needsSetUp ? (
          <section class="card" aria-label={t('setUpNeeded')}>
            <h2>{t('setUpNeeded')}</h2>
            <p>{t('setUpNeeded_todo')}</p>
            <button type="button" class="primary" onClick={openOptions}>
              {t('openOptions')}
            </button>
          </section>
        ) : null}
        <CurrentView
          page={page}
          title={tab.title}
          busy={current !== undefined && isOpen(current)}
          onExport={
            needsSetUp || tab.id === undefined || !view
              ? undefined
              : () => tell(send('exportTab', { tabId: tab.id as number, view }))
          }
        />
        {refused ? (
          <div role="alert">
            <ProblemPanel problem={refused} subject={{}} deeds={{ openOptions }} />
          </div>
        ) : null}
        <StoreNotices stored={stored} onRemoveBroken={() => tell(send('removeBroken', {}))} />
        {current ? card(current) : null}
        {signInProblem ? (
          <ProblemPanel
            problem={signInProblem}
            subject={{ account }}
            waits={false}
            deeds={{ signIn: () => signIn(false), switchAccount: () => signIn(true), openOptions }}
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

/** What can be told of a deed that failed. Of the store's own problems there is a panel already. */
function problemFrom(reason: unknown): Problem | undefined {
  const code = reason instanceof Refused ? reason.code : 'internal';
  return code === 'storageFailed' ? undefined : { code, at: Date.now(), value: String(reason) };
}
