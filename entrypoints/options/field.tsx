import { exportFileName } from '../../lib/files/file-name.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';
import { catalogue, type SettingKey } from '../../lib/settings/catalogue.ts';

interface Props {
  name: SettingKey;
  value: string | boolean;
  /** Why the value can't be kept. */
  reason: MessageKey | undefined;
  onChange(value: string | boolean): void;
}

/** One setting with its label, its hint, and what is wrong with its value. */
export function Field({ name, value, reason, onChange }: Props) {
  const { label, hint } = catalogue[name];
  const described = `${name}-hint ${name}-reason`;
  const checkbox = typeof value === 'boolean';
  return (
    <div class={checkbox ? 'field check' : 'field'}>
      <label for={name}>{t(label)}</label>
      {checkbox ? (
        <input
          id={name}
          type="checkbox"
          checked={value}
          aria-describedby={described}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      ) : (
        <input
          id={name}
          type="text"
          dir="ltr"
          value={value}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={reason ? 'true' : 'false'}
          aria-describedby={described}
          onInput={(event) => onChange(event.currentTarget.value.trimStart())}
          onBlur={({ currentTarget: { value: left } }) => left !== left.trim() && onChange(left.trim())}
        />
      )}
      <p id={`${name}-hint`} class="quiet">
        {t(hint)}
      </p>
      <p id={`${name}-reason`} class="reason" role="status">
        {reason ? t(reason) : ''}
      </p>
      {name === 'fileName' && !reason ? <Example template={value as string} /> : null}
    </div>
  );
}

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
