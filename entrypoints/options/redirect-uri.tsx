import { CopyButton } from '../../components/copy-button.tsx';
import { Field } from '../../components/field.tsx';
import { redirectUri } from '../../lib/auth/sign-in-config.ts';
import { t } from '../../lib/texts/i18n.ts';

/** What has to be registered in Microsoft Entra, ready to copy. */
export function RedirectUri() {
  return (
    <Field id="redirect-uri" label={t('redirectUri')} hint={t('redirectUri_hint')}>
      <div class="with-button">
        <input
          id="redirect-uri"
          type="text"
          dir="ltr"
          readOnly
          value={redirectUri()}
          aria-describedby="redirect-uri-hint"
        />
        <CopyButton text={redirectUri()} label="copyRedirectUri" />
      </div>
    </Field>
  );
}
