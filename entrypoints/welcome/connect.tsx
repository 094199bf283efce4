import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n.ts';
import { type Settings, validateSetting } from '../../lib/settings/catalogue.ts';

interface Props {
  settings: Settings;
  onConnect(clientId: string): void;
}

/** Which application signs in: the one thing that every user has to be told by their organization. */
export function Connect({ settings: { clientId }, onConnect }: Props) {
  const [draft, setDraft] = useState('');
  const [tried, setTried] = useState(false);
  if (clientId) return <p>{t('named', t('setting_clientId'), clientId)}</p>;
  const value = draft.trim();
  const reason = value === '' ? 'welcome_connect_empty' : validateSetting('clientId', value);
  const connect = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (reason) document.getElementById('client-id')?.focus();
    else onConnect(value);
  };
  return (
    <form class="field" onSubmit={connect} noValidate>
      <p>{t('welcome_connect_hint')}</p>
      <label for="client-id">{t('setting_clientId')}</label>
      <div class="with-button">
        <input
          id="client-id"
          type="text"
          dir="ltr"
          value={draft}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={tried && reason ? 'true' : 'false'}
          aria-describedby="client-id-reason"
          onInput={(event) => setDraft(event.currentTarget.value)}
        />
        <button type="submit" class="primary">
          {t('save')}
        </button>
      </div>
      <p id="client-id-reason" class="reason" role="status">
        {tried && reason ? t(reason) : ''}
      </p>
    </form>
  );
}
