import lockIcon from 'fluent-icon:lock-closed-16-filled';
import type { ComponentChildren } from 'preact';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import { permission } from '../../lib/goals/hosts.ts';
import type { Settings } from '../../lib/settings/catalogue.ts';
import { t } from '../../lib/texts/i18n.ts';
import { RedirectUri } from './redirect-uri.tsx';

interface Props {
  /** As they stand in the fields; absent while they are wrong. */
  application: Settings | undefined;
  /** The organization has set it: there is nothing to do here. */
  managed: boolean;
  /** The fields. */
  children: ComponentChildren;
}

/** Which application signs in. Where the organization has settled that, one line, which opens. */
export function SignIn({ application, managed, children }: Props) {
  const all = (
    <div class="sign-in">
      <p>{t('options_signIn_hint')}</p>
      {children}
      <RedirectUri />
      <p class="quiet">{t('options_consent_hint', permission)}</p>
      {application ? (
        <div class="actions">
          <CopyButton text={adminConsentUrl(application)} label="copyConsentLink" />
        </div>
      ) : null}
    </div>
  );
  return (
    <section class="card" aria-labelledby="sign-in">
      <h2 id="sign-in">{t('options_signIn')}</h2>
      {managed ? (
        <details>
          <summary>
            <Icon path={lockIcon} size={16} /> {t('options_signIn_managed')}
          </summary>
          {all}
        </details>
      ) : (
        all
      )}
    </section>
  );
}
