import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { SiteAccess } from '../../components/site-access.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { useMissingSites } from '../../components/use-missing-sites.ts';
import { type Stored, useStored } from '../../components/use-stored.ts';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import { goalsOrigin } from '../../lib/hosts.ts';
import { t } from '../../lib/i18n.ts';
import { send } from '../../lib/messages.ts';
import { Approval } from './approval.tsx';
import { Connect } from './connect.tsx';
import { ExportHint } from './export-hint.tsx';
import { Permissions } from './permissions.tsx';

/** The way to the first export in three steps; each shows whether it is done. */
export function Welcome({ stored: first }: { stored: Stored }) {
  const { settings, account, jobs, signInProblem } = useStored(first);
  const { refused, tell, openOptions, signIn, signInDeeds } = useDeeds();
  const missing = useMissingSites();
  const connected = settings.clientId !== '';
  const done = jobs.find(({ phase }) => phase === 'done');
  const steps = [connected, account !== undefined, done !== undefined];
  const next = steps.indexOf(false);
  const way = useFocusOnNext(next);
  const step = (index: number, title: string, children: ComponentChildren) => (
    <Step number={index + 1} title={title} done={steps[index] === true} next={index === next}>
      {children}
    </Step>
  );

  return (
    <main>
      <header>
        <img src="/icon/128.png" alt="" width="48" height="48" />
        <div>
          <h1>{t('welcomeTitle')}</h1>
          <p>{t('welcome_intro')}</p>
        </div>
      </header>
      <p>
        <a href="/report.html">{t('report_open')}</a>. {t('report_empty_private')}
      </p>
      <Refusal problem={refused} openOptions={openOptions} />
      <SiteAccess missing={missing} />
      <ol class="way" ref={way}>
        {step(
          0,
          t('welcome_connect'),
          <>
            <Connect
              settings={settings}
              onConnect={(application) => tell(send('saveSettings', { settings: application }))}
              onOpenOptions={openOptions}
            />
            <Approval settings={settings} />
          </>,
        )}
        {step(
          1,
          t('welcome_signIn'),
          account ? (
            <p>
              {t('signedInAs')} <bdi>{account.username}</bdi>
            </p>
          ) : (
            <>
              <p>{t('welcome_signIn_hint')}</p>
              {connected ? (
                <div class="actions">
                  <button type="button" class={next === 1 ? 'primary' : ''} onClick={() => signIn(false)}>
                    {t('signIn')}
                  </button>
                </div>
              ) : null}
              {signInProblem ? (
                <ProblemPanel
                  problem={signInProblem}
                  subject={{}}
                  waits={false}
                  deeds={signInDeeds}
                  adminConsentUrl={connected ? adminConsentUrl(settings) : undefined}
                />
              ) : null}
            </>
          ),
        )}
        {step(
          2,
          t('welcome_export'),
          <>
            {done ? <p>{t('welcome_exported')}</p> : <ExportHint tell={tell} />}
            <div class="actions">
              <a href={goalsOrigin} target="_blank" rel="noreferrer">
                {t('openGoals')}
              </a>
              {done ? <a href="/export-history.html">{t('history')}</a> : null}
            </div>
          </>,
        )}
      </ol>
      {next === -1 ? (
        <p class="notice" role="status">
          {t('welcome_done')}
        </p>
      ) : null}
      <Permissions />
    </main>
  );
}

/** When a step is done, what the focus was on is gone: it goes on to what the next one asks for. */
function useFocusOnNext(next: number) {
  const way = useRef<HTMLOListElement>(null);
  const before = useRef(next);
  useEffect(() => {
    if (before.current !== next && document.activeElement === document.body)
      way.current?.querySelector<HTMLElement>('[aria-current] :is(input, button.primary, a)')?.focus();
    before.current = next;
  }, [next]);
  return way;
}

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  /** It is the first one that is not done. */
  next: boolean;
  children: ComponentChildren;
}

function Step({ number, title, done, next, children }: StepProps) {
  const id = useId();
  return (
    <li class={done ? 'done' : ''} aria-labelledby={id} aria-current={next ? 'step' : undefined}>
      <span class="number" aria-hidden="true">
        {done ? '✓' : number}
      </span>
      <div class="body">
        <h2 id={id}>
          {title} {done ? <span class="quiet">{t('step_done')}</span> : null}
        </h2>
        {children}
      </div>
    </li>
  );
}
