import { useState } from 'preact/hooks';
import { CopyButton } from '../../components/copy-button.tsx';
import { adminConsentUrl, permission } from '../../lib/auth/sign-in-config.ts';
import { t } from '../../lib/i18n.ts';
import { send } from '../../lib/messages.ts';
import {
  type SettingKey,
  type Settings,
  settingKeys,
  validateSetting,
} from '../../lib/settings/catalogue.ts';
import { Field } from './field.tsx';
import { RedirectUri } from './redirect-uri.tsx';

const signInKeys: SettingKey[] = ['clientId', 'tenant'];
const fileKeys: SettingKey[] = settingKeys.filter((key) => !signInKeys.includes(key));

type Saving = 'unchanged' | 'changed' | 'saved' | { refused: string };

/** The options page: every setting of the catalogue, checked while typing, kept with Save. */
export function Options({ settings }: { settings: Settings }) {
  const [draft, setDraft] = useState(settings);
  const [saving, setSaving] = useState<Saving>('unchanged');
  const reasons = Object.fromEntries(settingKeys.map((key) => [key, validateSetting(key, draft[key])]));
  const invalid = settingKeys.filter((key) => reasons[key]);

  const change = (key: SettingKey, value: string | boolean) => {
    setDraft({ ...draft, [key]: value });
    setSaving('changed');
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const [first] = invalid;
    if (first) return document.getElementById(first)?.focus();
    await send('saveSettings', { settings: draft }).then(
      () => setSaving('saved'),
      (error: unknown) => setSaving({ refused: String(error) }),
    );
  };
  const field = (key: SettingKey) => (
    <Field
      key={key}
      name={key}
      value={draft[key]}
      reason={reasons[key]}
      onChange={(value) => change(key, value)}
    />
  );

  return (
    <main>
      <h1>{t('optionsTitle')}</h1>
      {settings.clientId === '' && saving !== 'saved' ? <p class="notice">{t('options_start')}</p> : null}
      <form onSubmit={save} noValidate>
        <section aria-labelledby="sign-in">
          <h2 id="sign-in">{t('options_signIn')}</h2>
          <p>{t('options_signIn_hint')}</p>
          {signInKeys.map(field)}
          <RedirectUri />
          <p class="quiet">{t('options_consent_hint', permission)}</p>
          {draft.clientId && !reasons.clientId && !reasons.tenant ? (
            <div class="actions">
              <CopyButton text={adminConsentUrl(draft)} label="copyConsentLink" />
            </div>
          ) : null}
        </section>
        <section aria-labelledby="files">
          <h2 id="files">{t('options_files')}</h2>
          {fileKeys.map(field)}
        </section>
        <div class="actions save">
          <button type="submit" class="primary">
            {t('save')}
          </button>
          <span role="status">{statusText(saving, invalid.length)}</span>
        </div>
      </form>
    </main>
  );
}

function statusText(saving: Saving, invalid: number): string {
  if (invalid > 0 && saving !== 'unchanged') return t('options_invalid');
  if (saving === 'saved') return t('options_saved');
  if (saving === 'changed') return t('options_changed');
  return typeof saving === 'object' ? t('options_refused', saving.refused) : '';
}
