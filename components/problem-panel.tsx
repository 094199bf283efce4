import type { ComponentChildren } from 'preact';
import type { Account } from '../lib/auth/account.ts';
import { explorerUrl } from '../lib/goals/explorer-view.ts';
import { kindOf, type Problem, type ProblemAction } from '../lib/problems/problems.ts';
import { formatTime, inARow, type MessageKey, t, withoutIsolates } from '../lib/texts/i18n.ts';
import { CopyButton } from './copy-button.tsx';
import { Disclosure } from './disclosure.tsx';
import { Ids } from './ids.tsx';
import { MessageBar } from './message-bar.tsx';
import { intentOf, textsOf } from './problem-texts.ts';

/** What a problem happened to. */
interface ProblemSubject {
  goalsOrganizationId?: string;
  explorerViewId?: string;
  account?: Account | undefined;
}

interface Props {
  problem: Problem;
  /** Absent: it concerns no view. */
  subject?: ProblemSubject;
  /** The export goes on by itself, or does not. Absent: it concerns no single export. */
  waits?: boolean | undefined;
  /** What the buttons do; a button stands where there is a deed. */
  deeds?: Partial<Record<ProblemAction | 'cancel', () => void>>;
  adminConsentUrl?: string | undefined;
  /** Of the title: `h2` unless told otherwise. */
  heading?: 'h2' | 'h3' | undefined;
  /** Its first button is the one thing to do here. */
  primary?: boolean;
  /** More than the problem's own texts say, in sight and in the details. */
  children?: ComponentChildren;
  details?: ComponentChildren;
}

const actionText: Partial<Record<ProblemAction | 'cancel', MessageKey>> = {
  retry: 'retry',
  signIn: 'signIn',
  allowAccess: 'allowAccess',
  allowHost: 'downloadFrom',
  switchAccount: 'switchAccount',
  openOptions: 'openOptions',
  removeBroken: 'removeBroken',
  cancel: 'stopFollowing',
};
const withConsentLink = new Set<string>(['adminConsentRequired', 'forbidden', 'signInCancelled']);

/** The buttons of a problem, at most two, each of which does something. */
export function buttonsOf({
  problem,
  waits,
  deeds = {},
  adminConsentUrl,
  subject = {},
}: Pick<Props, 'problem' | 'waits' | 'deeds' | 'adminConsentUrl' | 'subject'>): string[] {
  const { action, retryFrom } = kindOf(problem.code);
  // Retry stands beside an action that has to come first; signing in retries by itself, a waiting export needs no Retry.
  const again = action !== 'retry' && action !== 'signIn' && retryFrom && !waits;
  const wanted = [
    action,
    ...(withConsentLink.has(problem.code) ? ['consent'] : []),
    ...(again ? ['retry'] : []),
    ...(waits ? ['cancel'] : []),
  ];
  const can = (name: string) =>
    name === 'consent'
      ? adminConsentUrl !== undefined
      : name === 'openView'
        ? subject.goalsOrganizationId !== undefined && subject.explorerViewId !== undefined
        : deeds[name as 'retry'] !== undefined;
  return [...new Set(wanted)].filter(can).slice(0, 2);
}

/** Says what went wrong and what to do; all else stands in its details. The only place that does. */
export function ProblemPanel(props: Props) {
  const { problem, subject = {}, waits, deeds = {}, adminConsentUrl = '', heading, primary = false } = props;
  const { title, sentence, more } = textsOf(problem);
  const { goalsOrganizationId = '', explorerViewId = '', account } = subject;
  const button = (name: string, first: boolean) => {
    if (name === 'consent')
      return <CopyButton key={name} text={adminConsentUrl} label="copyConsentLink" primary={first} />;
    if (name === 'openView')
      return (
        <a
          key={name}
          class={first ? 'button primary' : 'button'}
          href={explorerUrl({ goalsOrganizationId, explorerViewId })}
          target="_blank"
          rel="noreferrer"
        >
          {t('openView')}
        </a>
      );
    const action = name as ProblemAction;
    return (
      <button key={name} type="button" class={first ? 'primary' : ''} onClick={deeds[action]}>
        {t(actionText[action] as MessageKey, problem.value ?? '')}
      </button>
    );
  };
  return (
    <MessageBar intent={intentOf(problem.code, waits)} title={title} heading={heading} class="problem">
      <p>{inARow(sentence, waits ? goesOn(problem) : '')}</p>
      {props.children}
      <div class="actions">
        {buttonsOf(props).map((name, at) => button(name, primary && at === 0 && name !== 'cancel'))}
      </div>
      <Disclosure>
        <p>{more}</p>
        {props.details}
        <Ids
          rows={[
            ['organization', goalsOrganizationId],
            ['view', explorerViewId],
            ['account', account?.username],
          ]}
        />
        <ForSupport problem={problem} />
      </Disclosure>
    </MessageBar>
  );
}

const goesOnAfter: Partial<Record<ProblemAction, MessageKey>> = {
  allowAccess: 'goesOnAfterAccess',
  allowHost: 'goesOnAfterAgreement',
};

/** By itself at a time, or once the user did what the button is for. */
function goesOn({ code, retryAt }: Problem): string {
  if (retryAt) return t('continuesAt', formatTime(retryAt));
  return t(goesOnAfter[kindOf(code).action] ?? 'goesOnAfterSignIn');
}

/** What support asks for. */
export function ForSupport({ problem: { code, at, details = {} } }: { problem: Problem }) {
  const { requestId, clientRequestId, date, status, serviceCode, serviceMessage } = details;
  const rows: [MessageKey, string | undefined][] = [
    ['details_problem', code],
    ['details_requestId', requestId],
    ['details_clientRequestId', clientRequestId],
    ['details_time', date ?? new Date(at).toISOString()],
    ['details_status', status ? String(status) : undefined],
    ['details_serviceCode', serviceCode],
    ['details_serviceMessage', serviceMessage],
  ];
  const text = rows
    .filter(([, value]) => value)
    .map(([label, value]) => withoutIsolates(t('named', t(label), String(value))))
    .join('\n');
  return (
    <>
      <Ids rows={rows} />
      <div class="actions">
        <CopyButton text={text} label="copyDetails" />
      </div>
    </>
  );
}
