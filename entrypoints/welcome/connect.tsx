import { useState } from 'preact/hooks';
import { describedBy, Field } from '../../components/field.tsx';
import { catalogue, labelOf, type Settings, validateSetting } from '../../lib/settings/catalogue.ts';
import { type MessageKey, t } from '../../lib/texts/i18n.ts';
import { RegisterMessage } from './messages.tsx';

type Application = Pick<Settings, 'clientId' | 'tenant'>;

interface Props {
  settings: Settings;
  /** The organization has set the directory. */
  lockedTenant: boolean;
  /** Gets what differs from what holds. */
  onConnect(application: Partial<Application>): void;
}

/** The fork at the start: whoever has the ids enters them, whoever has not asks an administrator for them. */
export function Connect(props: Props) {
  const [has, setHas] = useState(true);
  const way = (label: MessageKey, value: boolean) => (
    <label class="choice">
      <input type="radio" name="ids" checked={has === value} onChange={() => setHas(value)} />
      {t(label)}
    </label>
  );
  return (
    <>
      <p>{t('welcome_connect_hint')}</p>
      <fieldset class="fork">
        <legend class="visually-hidden">{t('welcome_connect')}</legend>
        {way('welcome_have', true)}
        {way('welcome_need', false)}
      </fieldset>
      {has ? <IdForm {...props} /> : <RegisterMessage />}
    </>
  );
}

/**
 * Which application signs in, and of which directory. The directory has to be entered: the value that holds by itself
 * serves only an application for the accounts of any organization, and our own recipes make none of these.
 */
function IdForm({ settings: { tenant }, lockedTenant, onConnect }: Props) {
  const known = tenant === catalogue.tenant.default && !lockedTenant ? '' : tenant;
  const [draft, setDraft] = useState<Application>({ clientId: '', tenant: known });
  const [tried, setTried] = useState(false);
  const reasons: Record<keyof Application, MessageKey | undefined> = {
    clientId: draft.clientId === '' ? 'welcome_connect_empty' : validateSetting('clientId', draft.clientId),
    tenant: draft.tenant === '' ? 'welcome_connect_emptyTenant' : validateSetting('tenant', draft.tenant),
  };
  const connect = (event: Event) => {
    event.preventDefault();
    setTried(true);
    const wrong = names.find((name) => reasons[name]);
    if (wrong) document.getElementById(fields[wrong])?.focus();
    else onConnect(draft.tenant === tenant ? { clientId: draft.clientId } : draft);
  };
  const field = (name: keyof Application, hint: MessageKey, readOnly = false) => {
    const id = fields[name];
    const reason = tried ? reasons[name] : undefined;
    return (
      <Field id={id} label={t(labelOf(name))} hint={t(hint)} reason={reason ? t(reason) : ''}>
        <input
          id={id}
          type="text"
          dir="ltr"
          required
          readOnly={readOnly}
          value={draft[name]}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={reason ? 'true' : 'false'}
          aria-describedby={describedBy(id)}
          onInput={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, [name]: value.trim() }))}
        />
      </Field>
    );
  };
  return (
    <form onSubmit={connect} noValidate>
      {field('clientId', 'setting_clientId_hint')}
      {field('tenant', lockedTenant ? 'options_managed' : 'welcome_tenant_hint', lockedTenant)}
      <div class="actions">
        <button type="submit" class="primary">
          {t('save')}
        </button>
      </div>
    </form>
  );
}

const fields: Record<keyof Application, string> = { clientId: 'client-id', tenant: 'tenant' };
const names = ['clientId', 'tenant'] as const;
