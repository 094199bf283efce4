import { AccountMenu } from '../../components/account-menu.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { SiteAccess } from '../../components/site-access.tsx';
import { StorageNotices } from '../../components/storage-notices.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { useMissingSites } from '../../components/use-missing-sites.ts';
import { loadStoredFor, type Stored, useNow, useStored } from '../../components/use-stored.ts';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import { explorerUrl, readExplorerPage, readViewTitle, sameView } from '../../lib/goals/explorer-view.ts';
import type { Site } from '../../lib/goals/hosts.ts';
import { accountFor } from '../../lib/jobs/accounts.ts';
import { isOpen, isPaused, type Job } from '../../lib/jobs/job.ts';
import { elapsedOf } from '../../lib/jobs/status.ts';
import { nameIn } from '../../lib/jobs/view-names.ts';
import { send } from '../../lib/messages/messages.ts';
import type { Tab } from '../../lib/surfaces/export-tab.ts';
import { Announcer } from './announcer.tsx';
import { Invalid, OtherPage, SetUp } from './beginnings.tsx';
import { Header } from './header.tsx';
import { NotifyOffer } from './notify-offer.tsx';
import { Recent } from './recent.tsx';
import { situationOf } from './situation.ts';
import { spokenOf, spokenProblem } from './state-text.ts';
import { useTab } from './tab.ts';
import { usePrimaryFocus } from './use-primary-focus.ts';
import { View } from './view.tsx';

interface Props {
  stored: Stored;
  tab: Tab;
  /** Sites that the browser does not let us use. */
  missing?: Site[];
}

/** The popup: a function of the storage, of the tab, and of what the browser allows. */
export function Popup({ stored: first, tab: firstTab, missing: firstMissing }: Props) {
  const missing = useMissingSites(firstMissing);
  const tab = useTab(firstTab, !missing.includes('goals'));
  const page = readExplorerPage(tab.url);
  const view = page && 'view' in page ? page.view : undefined;
  const stored = useStored(first, () => loadStoredFor(view), view && explorerUrl(view));
  const { jobs, settings, account, names, notifyOffer, signInProblem } = stored;
  const now = useNow(jobs.some(isOpen));
  const { refused, tell, openOptions, setUp, signIn, signInDeeds, deedsFor } = useDeeds();

  const current = view && jobs.find((job) => sameView(job.view, view));
  const needsSetUp = settings.clientId === '';
  const situation = situationOf({ needsSetUp, locked: missing.length > 0, page, current, now });
  usePrimaryFocus(`${situation} ${current?.id}`);

  // With site access "On click", Chrome gives it for the tab in which the toolbar button was clicked; else its address stays hidden.
  const tabHidden = missing.includes('goals') && tab.url === undefined;
  const held = jobs.find((job) => isOpen(job) && job.wait.for === 'siteAccess');
  // A failed sign-in of the view's own export is told with that.
  const told = situation === 'paused' || situation === 'failed';
  const signInFailed = situation === 'setUp' || told ? undefined : signInProblem;
  const consentUrl = !needsSetUp && (told || signInFailed) ? adminConsentUrl(settings) : undefined;
  const others = situation === 'ready' ? jobs : jobs.filter((job) => job !== current);

  const onView = view && situation !== 'setUp';
  const spoken = onView && current && situation !== 'ready' ? spokenOf(current) : '';
  const offered = notifyOffer && jobs.some((job) => takesItsTime(job, now));
  const offer = offered ? <NotifyOffer tell={tell} refusable={notifyOffer === 'open'} /> : null;
  return (
    <>
      <Header openOptions={openOptions}>
        {needsSetUp ? null : (
          <AccountMenu account={account} onSignIn={signIn} onSignOut={() => tell(send('signOut', {}))} />
        )}
      </Header>
      <main>
        <Announcer text={signInFailed ? spokenProblem(signInFailed) : spoken} />
        <Refusal problem={refused} deeds={{ openOptions }} />
        {situation === 'setUp' ? <SetUp onSetUp={setUp} /> : null}
        {situation === 'otherPage' ? <OtherPage hidden={tab.url === undefined} /> : null}
        {situation === 'invalid' && page && 'invalid' in page ? <Invalid page={page} /> : null}
        {situation === 'access' ? (
          <SiteAccess
            missing={missing}
            tabHidden={tabHidden}
            waits={held !== undefined}
            primary
            onCancel={held && held === current ? deedsFor(held, now).cancel : undefined}
          />
        ) : null}
        {signInFailed ? (
          <ProblemPanel
            problem={signInFailed}
            subject={{ account }}
            deeds={signInDeeds}
            adminConsentUrl={consentUrl}
            primary
          />
        ) : null}
        <StorageNotices stored={stored} onRemoveBroken={() => tell(send('removeBroken', {}))} />
        {onView ? (
          <View
            situation={situation}
            view={view}
            name={nameIn(names, view) ?? readViewTitle(tab.title)}
            job={current}
            now={now}
            deeds={current ? deedsFor(current, now) : {}}
            account={accountFor(view.goalsOrganizationId, jobs) ?? account}
            signedIn={account}
            adminConsentUrl={consentUrl}
            second={signInFailed !== undefined}
            offer={offer}
            onExport={
              tab.id === undefined
                ? undefined
                : () => tell(send('exportTab', { tabId: tab.id as number, view }))
            }
          />
        ) : null}
        {situation === 'running' ? null : offer}
      </main>
      <Recent jobs={others} now={now} names={names} deedsFor={deedsFor} />
    </>
  );
}

/** Long enough to do something else meanwhile (ms). */
const longEnough = 5000;

const takesItsTime = (job: Job, now: number): boolean =>
  isOpen(job) && !isPaused(job) && elapsedOf(job, now) >= longEnough;
