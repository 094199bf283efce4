import { CopyButton } from '../../components/copy-button.tsx';
import { redirectUri } from '../../lib/auth/sign-in-config.ts';
import { t } from '../../lib/i18n.ts';

/** What has to be registered in Microsoft Entra, ready to copy. */
export function RedirectUri() {
  return (
    <div class="field">
      <label for="redirect-uri">{t('redirectUri')}</label>
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
      <p id="redirect-uri-hint" class="quiet">
        {t('redirectUri_hint')}
      </p>
    </div>
  );
}
