import lockIcon from 'fluent-icon:lock-closed-16-filled';
import { describedBy, Field } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { endingOf, exportFileName } from '../../lib/files/file-name.ts';
import { hintOf, labelOf, type SettingKey, type SettingValue } from '../../lib/settings/catalogue.ts';
import { requestFor } from '../../lib/settings/needs.ts';
import { reasonText } from '../../lib/settings/reasons.ts';
import { type MessageKey, t } from '../../lib/texts/i18n.ts';
import { NameParts } from './name-parts.tsx';
import { SettingInput } from './setting-input.tsx';

interface Props {
  name: SettingKey;
  value: SettingValue;
  /** Why the value can't be kept. */
  reason: MessageKey | undefined;
  /** The organization has set it. */
  locked: boolean;
  /** The browser does not give what it needs. */
  notAllowed: boolean;
  /** Of the files to come, as it is chosen by now. */
  fileFormat: string;
  onChange(value: SettingValue): void;
}

/** One setting of the catalogue. */
export function SettingField({ name, value, reason, locked, notAllowed, fileFormat, onChange }: Props) {
  const managed = `${name}-managed`;
  const wrong = reason
    ? reasonText(reason, name)
    : notAllowed
      ? t(`setting_${name as 'notify'}_missing`)
      : '';
  return (
    <>
      <Field
        id={name}
        label={t(labelOf(name))}
        hint={t(hintOf(name))}
        reason={wrong}
        check={typeof value === 'boolean'}
      >
        <SettingInput
          name={name}
          value={value}
          invalid={reason !== undefined}
          locked={locked}
          describedBy={`${locked ? `${managed} ` : ''}${describedBy(name)}`}
          onChange={onChange}
        />
        {locked ? (
          <p id={managed} class="managed">
            <Icon path={lockIcon} size={16} /> {t('options_managed')}
          </p>
        ) : null}
        {name === 'fileName' && !locked ? <NameParts field={name} onChange={onChange} /> : null}
      </Field>
      {notAllowed && value ? (
        <button type="button" onClick={() => void requestFor(name)}>
          {t(`setting_${name as 'notify'}_allow`)}
        </button>
      ) : null}
      {name === 'fileName' && !reason ? <Example template={value as string} fileFormat={fileFormat} /> : null}
    </>
  );
}

const exampleView = {
  goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3',
  explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e',
};

function Example({ template, fileFormat }: { template: string; fileFormat: string }) {
  const parts = { view: exampleView, title: t('exampleTitle'), at: Date.now() };
  const name = exportFileName(template, '', parts, endingOf(fileFormat));
  return (
    <p class="quiet">
      {t('setting_fileName_example')} <bdi dir="ltr">{name}</bdi>
    </p>
  );
}
