import { buttonsOf, ProblemPanel } from '../../components/problem-panel.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import type { Problem } from '../../lib/problems/problems.ts';
import type { Settings } from '../../lib/settings/catalogue.ts';
import { t } from '../../lib/texts/i18n.ts';
import { Approval } from './messages.tsx';

/** Buttons of a problem that sign in. */
const waysIn = new Set(['signIn', 'retry', 'switchAccount']);

interface Props {
  settings: Settings;
  /** Why the last try failed. */
  problem: Problem | undefined;
  deeds: Deeds;
  /** It is the one thing to do here. */
  next: boolean;
}

/** The way to sign in, and what is in it. A problem comes with its own way; two would be one too many. */
export function SignIn({ settings, problem, deeds, next }: Props) {
  const connected = settings.clientId !== '';
  const consentUrl = connected ? adminConsentUrl(settings) : undefined;
  const mended =
    problem && buttonsOf({ problem, deeds, adminConsentUrl: consentUrl }).some((name) => waysIn.has(name));
  return (
    <>
      <p>{t('welcome_signIn_hint')}</p>
      {connected && !mended ? (
        <div class="actions">
          <button type="button" class={next ? 'primary' : ''} onClick={deeds.signIn}>
            {t('signIn')}
          </button>
        </div>
      ) : null}
      {problem ? (
        <ProblemPanel
          heading="h3"
          problem={problem}
          waits={false}
          deeds={deeds}
          adminConsentUrl={consentUrl}
          primary={next}
        />
      ) : null}
      {connected ? <Approval settings={settings} /> : null}
    </>
  );
}
