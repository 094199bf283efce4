import { exportFileName } from '../../lib/files/file-name.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';
import { catalogue, type SettingKey, type SettingValue } from '../../lib/settings/catalogue.ts';
import { reasonText } from '../../lib/settings/reasons.ts';
import { FieldInput } from './field-input.tsx';

interface Props {
  name: SettingKey;
  value: SettingValue;
  /** Why the value can't be kept. */
  reason: MessageKey | undefined;
  /** The organization has set it. */
  locked: boolean;
  onChange(value: SettingValue): void;
}

/** One setting with its label, its hint, and what is wrong with its value. */
export function Field({ name, value, reason, locked, onChange }: Props) {
  const { label, hint } = catalogue[name];
  const managed = `${name}-managed`;
  return (
    <div class={typeof value === 'boolean' ? 'field check' : 'field'}>
      <label for={name}>{t(label)}</label>
      <FieldInput
        name={name}
        value={value}
        invalid={reason !== undefined}
        locked={locked}
        describedBy={`${locked ? `${managed} ` : ''}${name}-hint ${name}-reason`}
        onChange={onChange}
      />
      {locked ? (
        <p id={managed} class="managed">
          <Lock /> {t('options_managed')}
        </p>
      ) : null}
      <p id={`${name}-hint`} class="quiet">
        {t(hint)}
      </p>
      <p id={`${name}-reason`} class="reason" role="status">
        {reason ? reasonText(reason, name) : ''}
      </p>
      {name === 'fileName' && !reason ? <Example template={value as string} /> : null}
    </div>
  );
}

const Lock = () => (
  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path
      fill="currentColor"
      d="M5 6V5a3 3 0 0 1 6 0v1h.5A1.5 1.5 0 0 1 13 7.5v5A1.5 1.5 0 0 1 11.5 14h-7A1.5 1.5 0 0 1 3 12.5v-5A1.5 1.5 0 0 1 4.5 6H5Zm1 0h4V5a2 2 0 1 0-4 0v1Zm2 5a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z"
    />
  </svg>
);

const exampleView = {
  goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3',
  explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e',
};

function Example({ template }: { template: string }) {
  const name = exportFileName(template, '', { view: exampleView, title: t('exampleTitle'), at: Date.now() });
  return (
    <p class="quiet">
      {t('setting_fileName_example')} <bdi dir="ltr">{name}</bdi>
    </p>
  );
}
