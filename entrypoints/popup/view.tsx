import exportIcon from 'fluent-icon:arrow-download-20-regular';
import type { ComponentChildren } from 'preact';
import { AfterPaint } from '../../components/after-paint.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { Icon } from '../../components/icon.tsx';
import { Ids } from '../../components/ids.tsx';
import { buttonsOf, ForSupport, ProblemPanel } from '../../components/problem-panel.tsx';
import { textsOf } from '../../components/problem-texts.ts';
import type { Deeds } from '../../components/use-deeds.ts';
import type { Account } from '../../lib/auth/account.ts';
import type { ExplorerView } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { endedLately, problemOf } from '../../lib/jobs/status.ts';
import { formatTime, formatWhen, t } from '../../lib/texts/i18n.ts';
import { Done } from './done.tsx';
import { Running } from './running.tsx';
import type { Situation } from './situation.ts';

interface Props {
  situation: Situation;
  view: ExplorerView;
  name: string | undefined;
  /** The last export of the view. */
  job: Job | undefined;
  now: number;
  deeds: Deeds;
  /** In whose name it is exported, as far as that is known, and who is signed in. */
  account: Account | undefined;
  signedIn: Account | undefined;
  adminConsentUrl: string | undefined;
  /** Something else on the page comes first. */
  second: boolean;
  onExport: (() => void) | undefined;
  /** What is offered while it runs. */
  offer: ComponentChildren;
}

/** The view of the page, and the one thing to do with it. */
export function View(props: Props) {
  const { situation, view, name, job, now, deeds, account, signedIn, adminConsentUrl, onExport } = props;
  const problem = job && problemOf(job);
  const told = situation === 'failed' || situation === 'paused';
  const panel = problem && {
    problem,
    subject: { ...view, account: job.account ?? signedIn },
    waits: situation === 'paused',
    deeds,
    adminConsentUrl,
  };
  const stuck = situation === 'failed' && panel !== undefined && buttonsOf(panel).length === 0;
  return (
    <section class="view" aria-label={t('currentView')}>
      <div>
        <h2 title={name}>
          <bdi>{name ?? t('currentView')}</bdi>
        </h2>
        {situation === 'ready' && job?.phase === 'done' ? (
          <p class="quiet">
            <AfterPaint>{() => t('lastExported', formatWhen(job.updatedAt, now))}</AfterPaint>
          </p>
        ) : null}
        {account && account.homeAccountId !== signedIn?.homeAccountId ? (
          <p class="quiet">{t('named', t('account'), account.username)}</p>
        ) : null}
      </div>
      {told && panel ? (
        <ProblemPanel heading="h3" {...panel} primary>
          {situation === 'paused' && job?.expiresAt ? (
            <p class="quiet">{t('keptUntil', formatTime(job.expiresAt, now))}</p>
          ) : null}
        </ProblemPanel>
      ) : null}
      {situation === 'running' && job ? (
        <Running job={job} now={now} deeds={deeds}>
          {props.offer}
        </Running>
      ) : null}
      {situation === 'done' && job ? <Done job={job} now={now} deeds={deeds} onExport={onExport} /> : null}
      {situation === 'ready' || stuck ? (
        <button
          type="button"
          class={props.second ? 'export' : 'export primary'}
          aria-disabled={onExport ? undefined : true}
          onClick={onExport}
        >
          <Icon path={exportIcon} />
          {t('exportView')}
        </button>
      ) : null}
      {situation === 'ready' && job?.phase === 'cancelled' && endedLately(job, now) ? (
        <p class="quiet">{t('runsOn')}</p>
      ) : null}
      {told ? null : (
        <Disclosure>
          {problem ? (
            <>
              <p>{textsOf(problem).sentence}</p>
              <p>{textsOf(problem).more}</p>
            </>
          ) : null}
          <Ids
            rows={[
              ['organizationId', view.goalsOrganizationId],
              ['viewId', view.explorerViewId],
              ['account', account?.username],
            ]}
          />
          {problem ? <ForSupport problem={problem} /> : null}
        </Disclosure>
      )}
    </section>
  );
}
