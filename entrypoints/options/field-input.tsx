import { type SettingKey, type SettingValue, settingOf } from '../../lib/settings/catalogue.ts';

interface Props {
  name: SettingKey;
  value: SettingValue;
  invalid: boolean;
  locked: boolean;
  describedBy: string;
  onChange(value: SettingValue): void;
}

/** What a setting is entered with. A locked one can be reached and read, but not changed. */
export function FieldInput({ name, value, invalid, locked, describedBy, onChange }: Props) {
  const shared = { id: name, 'aria-describedby': describedBy };
  if (typeof value === 'boolean')
    return (
      <input
        {...shared}
        type="checkbox"
        checked={value}
        aria-disabled={locked}
        onClick={(event) => locked && event.preventDefault()}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  const ofText = { ...shared, readOnly: locked, 'aria-invalid': invalid, autocomplete: 'off' as const };
  const { range = [] } = settingOf(name);
  if (typeof value === 'number')
    return (
      <input
        {...ofText}
        type="number"
        min={range[0]}
        max={range[1]}
        // As text, which is what is compared: what stands there stays while it means the same, "1." say, or no number.
        value={Number.isNaN(value) ? '' : String(value)}
        onInput={(event) => locked || onChange(event.currentTarget.valueAsNumber)}
      />
    );
  return (
    <input
      {...ofText}
      type="text"
      dir="ltr"
      value={value}
      spellcheck={false}
      onInput={(event) => locked || onChange(event.currentTarget.value.trimStart())}
      onBlur={({ currentTarget: { value: left } }) =>
        locked || (left !== left.trim() && onChange(left.trim()))
      }
    />
  );
}
