import { useState } from 'preact/hooks';
import { type MessageKey, t } from '../../lib/i18n.ts';
import { catalogue, type Settings, validateSetting } from '../../lib/settings/catalogue.ts';

type Application = Pick<Settings, 'clientId' | 'tenant'>;

interface Props {
  settings: Settings;
  /** Gets what differs from what holds. */
  onConnect(application: Partial<Application>): void;
  onOpenOptions(): void;
}

/** Which application signs in, and of which directory: what every user has to be told by their organization. */
export function Connect({ settings: { clientId, tenant }, onConnect, onOpenOptions }: Props) {
  const [draft, setDraft] = useState<Application>({ clientId, tenant });
  const [tried, setTried] = useState(false);
  if (clientId)
    return (
      <>
        <p>{t('named', t('setting_clientId'), clientId)}</p>
        <p>{t('named', t('setting_tenant'), tenant)}</p>
        <div class="actions">
          <button type="button" class="link" onClick={onOpenOptions}>
            {t('openOptions')}
          </button>
        </div>
      </>
    );
  const reasons: Partial<Record<keyof Application, MessageKey | undefined>> = {
    clientId: draft.clientId === '' ? 'welcome_connect_empty' : validateSetting('clientId', draft.clientId),
    tenant: validateSetting('tenant', draft.tenant),
  };
  const connect = (event: Event) => {
    event.preventDefault();
    setTried(true);
    const wrong = Object.entries(fields).find(([name]) => reasons[name as keyof Application]);
    if (wrong) document.getElementById(wrong[1])?.focus();
    else onConnect(draft.tenant === tenant ? { clientId: draft.clientId } : draft);
  };
  const field = (name: keyof Application, hint?: MessageKey) => {
    const id = fields[name];
    const reason = tried ? reasons[name] : undefined;
    return (
      <div class="field">
        <label for={id}>{t(catalogue[name].label)}</label>
        <input
          id={id}
          type="text"
          dir="ltr"
          value={draft[name]}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={reason ? 'true' : 'false'}
          aria-describedby={`${hint ? `${id}-hint ` : ''}${id}-reason`}
          onInput={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, [name]: value.trim() }))}
        />
        {hint ? (
          <p id={`${id}-hint`} class="quiet">
            {t(hint)}
          </p>
        ) : null}
        <p id={`${id}-reason`} class="reason" role="status">
          {reason ? t(reason) : ''}
        </p>
      </div>
    );
  };
  return (
    <form onSubmit={connect} noValidate>
      <p>{t('welcome_connect_hint')}</p>
      {field('clientId')}
      {field('tenant', 'setting_tenant_hint')}
      <div class="actions">
        <button type="submit" class="primary">
          {t('save')}
        </button>
      </div>
    </form>
  );
}

const fields: Record<keyof Application, string> = { clientId: 'client-id', tenant: 'tenant' };
