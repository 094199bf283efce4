import './problem-panel.css';
import type { ComponentChildren } from 'preact';
import { explorerUrl } from '../lib/explorer-view.ts';
import { formatTime, type MessageKey, plain, t } from '../lib/i18n.ts';
import type { Account } from '../lib/jobs/job.ts';
import { kindOf, type Problem, type ProblemAction } from '../lib/problems.ts';
import { CopyButton } from './copy-button.tsx';
import { Ids } from './ids.tsx';

/** What a problem happened to. */
export interface ProblemSubject {
  goalsOrganizationId?: string;
  explorerViewId?: string;
  account?: Account | undefined;
}

interface Props {
  problem: Problem;
  subject: ProblemSubject;
  /** The export goes on by itself, or does not. Absent: it concerns no single export. */
  waits?: boolean;
  /** What the buttons do; a button stands where there is a deed. */
  deeds: Partial<Record<ProblemAction, () => void>>;
  adminConsentUrl?: string | undefined;
  /** Of the title; `h2` where it stands for itself. */
  heading?: 'h2' | 'h3';
  /** More than the problem's own texts say. */
  children?: ComponentChildren;
}

const actionText: Partial<Record<ProblemAction, MessageKey>> = {
  retry: 'retry',
  signIn: 'signIn',
  allowAccess: 'allowAccess',
  allowHost: 'downloadFrom',
  switchAccount: 'switchAccount',
  openOptions: 'openOptions',
  removeBroken: 'removeBroken',
};

/** Says what went wrong, to what, what to do, and whether it is tried again. The only place that does. */
export function ProblemPanel({
  problem,
  subject,
  waits,
  deeds,
  adminConsentUrl,
  heading: Heading = 'h3',
  children,
}: Props) {
  const { code, retryAt, value = '' } = problem;
  const { action, retryFrom } = kindOf(code);
  const values = [value, ...(retryAt ? [formatTime(retryAt)] : [])];
  const { goalsOrganizationId, explorerViewId, account } = subject;
  // Retry stands beside an action that has to come first; signing in retries by itself, a waiting export needs no Retry.
  const alone = action === 'retry' || action === 'signIn' || !retryFrom || waits;
  const actions: ProblemAction[] = alone ? [action] : [action, 'retry'];
  const consent = code === 'adminConsentRequired' || code === 'forbidden' || code === 'signInCancelled';

  return (
    <section class={waits ? 'problem waits' : 'problem'} aria-label={t(`problem_${code}_title`, ...values)}>
      <Heading>{t(`problem_${code}_title`, ...values)}</Heading>
      <p>{t(`problem_${code}_happened`, ...values)}</p>
      <Ids
        rows={[
          ['organization', goalsOrganizationId],
          ['view', explorerViewId],
          ['account', account?.username],
        ]}
      />
      <p>{t(`problem_${code}_todo`, ...values)}</p>
      {waits === undefined ? null : (
        <p class="quiet">
          {retryAt
            ? t('triedAgainAt', formatTime(retryAt))
            : t(waits ? goesOnAfter(action) : 'notTriedAgain')}
        </p>
      )}
      {children}
      <div class="actions">
        {actions.map((name) => {
          const label = actionText[name];
          const deed = deeds[name];
          return label && deed ? (
            <button type="button" key={name} onClick={deed}>
              {t(label, value)}
            </button>
          ) : null;
        })}
        {action === 'openView' && goalsOrganizationId && explorerViewId ? (
          <a href={explorerUrl({ goalsOrganizationId, explorerViewId })} target="_blank" rel="noreferrer">
            {t('openView')}
          </a>
        ) : null}
        {consent && adminConsentUrl ? <CopyButton text={adminConsentUrl} label="copyConsentLink" /> : null}
      </div>
      <ProblemDetailsDisclosure problem={problem} />
    </section>
  );
}

const goesOnAfter = (action: ProblemAction): MessageKey => {
  if (action === 'allowHost') return 'goesOnAfterAgreement';
  return action === 'allowAccess' ? 'goesOnAfterAccess' : 'goesOnAfterSignIn';
};

function ProblemDetailsDisclosure({ problem: { code, at, details = {} } }: { problem: Problem }) {
  const { requestId, clientRequestId, date, status, serviceCode, serviceMessage } = details;
  const time = date ?? new Date(at).toISOString();
  const rows: [MessageKey, string | undefined][] = [
    ['details_problem', code],
    ['details_requestId', requestId],
    ['details_clientRequestId', clientRequestId],
    ['details_time', time],
    ['details_status', status ? String(status) : undefined],
    ['details_serviceCode', serviceCode],
    ['details_serviceMessage', serviceMessage],
  ];
  const text = rows
    .filter(([, value]) => value)
    .map(([label, value]) => plain(t('named', t(label), String(value))))
    .join('\n');
  return (
    <details>
      <summary>{t('details')}</summary>
      <div>
        <Ids rows={rows} />
        <div class="actions">
          <CopyButton text={text} label="copyDetails" />
        </div>
      </div>
    </details>
  );
}
