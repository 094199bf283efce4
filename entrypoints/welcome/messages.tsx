import type { ComponentChildren } from 'preact';
import { CopyButton } from '../../components/copy-button.tsx';
import { adminConsentUrl, redirectUri } from '../../lib/auth/sign-in-config.ts';
import { permission } from '../../lib/goals/hosts.ts';
import type { Settings } from '../../lib/settings/catalogue.ts';
import { t, withoutIsolates } from '../../lib/texts/i18n.ts';

/** What an administrator has to register, ready to be sent to them; and what to do with the answer. */
export function RegisterMessage() {
  return (
    <div class="message">
      <p>{t('welcome_noId_hint')}</p>
      <Message text={t('welcome_message_register', permission, redirectUri())} primary />
      <p>{t('welcome_answer')}</p>
    </div>
  );
}

/** What an administrator has to approve, where signing in asks for it. */
export function Approval({ settings }: { settings: Settings }) {
  const link = adminConsentUrl(settings);
  return (
    <details>
      <summary>{t('welcome_approval')}</summary>
      <div class="message">
        <p>{t('welcome_approval_hint', permission)}</p>
        <Message text={t('welcome_message_consent', permission, link)}>
          <CopyButton text={link} label="copyConsentLink" />
        </Message>
      </div>
    </details>
  );
}

function Message(props: { text: string; primary?: boolean; children?: ComponentChildren }) {
  const { text, primary = false, children } = props;
  const mail = `mailto:?${new URLSearchParams({ subject: t('welcome_message_subject'), body: withoutIsolates(text) })}`;
  return (
    <>
      <blockquote dir="auto">{text}</blockquote>
      <div class="actions">
        {children}
        <CopyButton text={text} label="welcome_copyMessage" primary={primary} />
        <a href={mail.replaceAll('+', '%20')}>{t('welcome_mail')}</a>
      </div>
    </>
  );
}
