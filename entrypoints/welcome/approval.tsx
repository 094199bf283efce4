import { CopyButton } from '../../components/copy-button.tsx';
import { adminConsentUrl, redirectUri } from '../../lib/auth/sign-in-config.ts';
import { permission } from '../../lib/hosts.ts';
import { plain, t } from '../../lib/i18n.ts';
import type { Settings } from '../../lib/settings/catalogue.ts';

/** What an administrator has to do once, ready to be sent to them: to whom, what for, and what it grants. */
export function Approval({ settings }: { settings: Settings }) {
  const known = settings.clientId !== '';
  const message = known
    ? t('welcome_message_consent', permission, adminConsentUrl(settings))
    : t('welcome_message_register', permission, redirectUri());
  const mail = `mailto:?${new URLSearchParams({ subject: t('welcome_message_subject'), body: plain(message) })}`;
  return (
    <details open={!known}>
      <summary>{t(known ? 'welcome_approval' : 'welcome_noId')}</summary>
      <div class="approval">
        <p>{t(known ? 'welcome_approval_hint' : 'welcome_noId_hint', permission)}</p>
        <blockquote dir="auto">{message}</blockquote>
        <div class="actions">
          {known ? <CopyButton text={adminConsentUrl(settings)} label="copyConsentLink" /> : null}
          <CopyButton text={message} label="welcome_copyMessage" />
          <a href={mail.replaceAll('+', '%20')}>{t('welcome_mail')}</a>
        </div>
      </div>
    </details>
  );
}
