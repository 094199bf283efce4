import { useEffect, useRef } from 'preact/hooks';
import { MessageBar } from '../../components/message-bar.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { SiteAccess } from '../../components/site-access.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { useMissingSites } from '../../components/use-missing-sites.ts';
import { type Stored, useStored } from '../../components/use-stored.ts';
import { goalsOrigin } from '../../lib/goals/hosts.ts';
import { send } from '../../lib/messages/messages.ts';
import { t } from '../../lib/texts/i18n.ts';
import { Connect } from './connect.tsx';
import { ExportHint } from './export-hint.tsx';
import { Permissions } from './permissions.tsx';
import { SignIn } from './sign-in.tsx';
import { Step } from './step.tsx';

/** The way to the first export in three steps; each shows what came of it. */
export function Welcome({ stored: first }: { stored: Stored }) {
  const { settings, managed, account, jobs, signInProblem } = useStored(first);
  const { refused, tell, openOptions, signInDeeds } = useDeeds();
  const missing = useMissingSites();
  const connected = settings.clientId !== '';
  const exported = jobs.some(({ phase }) => phase === 'done');
  const next = [connected, account !== undefined, exported].indexOf(false);
  const way = useFocusOnNext(next);

  return (
    <>
      <PageHead />
      <main>
        <header>
          <h1>{t('welcomeTitle')}</h1>
          {next === -1 ? null : <p>{t('welcome_intro')}</p>}
        </header>
        <Refusal problem={refused} deeds={{ openOptions }} />
        <SiteAccess missing={missing} />
        {next === -1 ? (
          <div role="status">
            <MessageBar intent="success" title={t('welcome_done')} />
          </div>
        ) : null}
        <ol class="way" ref={way}>
          <Step
            number={1}
            title={t('welcome_connect')}
            next={next === 0}
            done={
              managed.clientId ? (
                <span>{t('options_managed')}</span>
              ) : connected ? (
                <>
                  <span>{t('options_saved')}</span>
                  <button type="button" class="link" onClick={openOptions}>
                    {t('openOptions')}
                  </button>
                </>
              ) : undefined
            }
          >
            <Connect
              settings={settings}
              lockedTenant={managed.tenant !== undefined}
              onConnect={(application) => tell(send('saveSettings', { settings: application }))}
            />
          </Step>
          <Step
            number={2}
            title={t('welcome_signIn')}
            next={next === 1}
            done={
              account ? (
                <span>
                  {t('signedInAs')} <bdi>{account.username}</bdi>
                </span>
              ) : undefined
            }
          >
            <SignIn settings={settings} problem={signInProblem} deeds={signInDeeds} next={next === 1} />
          </Step>
          <Step
            number={3}
            title={t('welcome_export')}
            next={next === 2}
            done={exported ? <span>{t('welcome_exported')}</span> : undefined}
          >
            <ExportHint tell={tell} />
            <div class="actions">
              <a
                class={next === 2 ? 'button primary' : 'button'}
                href={goalsOrigin}
                target="_blank"
                rel="noreferrer"
              >
                {t('openGoals')}
              </a>
            </div>
          </Step>
        </ol>
        <section class="card files" aria-labelledby="files">
          <h2 id="files">{t('report_empty')}</h2>
          <p>{t('report_empty_private')}</p>
          <div class="actions">
            <a class="button" href="/report.html">
              {t('report_open')}
            </a>
          </div>
        </section>
        <Permissions />
      </main>
    </>
  );
}

/** When a step is done, what the focus was on is gone: it goes on to what the next one asks for. */
function useFocusOnNext(next: number) {
  const way = useRef<HTMLOListElement>(null);
  const before = useRef(next);
  useEffect(() => {
    if (before.current !== next && document.activeElement === document.body)
      way.current?.querySelector<HTMLElement>('[aria-current] :is(input, .primary)')?.focus();
    before.current = next;
  }, [next]);
  return way;
}
