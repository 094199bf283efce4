import { useState } from 'preact/hooks';
import { Select } from '../../components/select.tsx';
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
export function SettingInput({ name, value, invalid, locked, describedBy, onChange }: Props) {
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
  const { choices } = settingOf(name);
  // A policy may have said it in other words.
  const chosen = choices?.find(([known]) => known === value) ?? choices?.at(-1);
  if (choices && !locked)
    return <Select {...shared} value={chosen?.[0]} options={choices} onChange={onChange} />;
  const ofText = { ...shared, readOnly: locked, 'aria-invalid': invalid, autocomplete: 'off' as const };
  if (typeof value === 'number') return <NumberInput {...ofText} value={value} onChange={onChange} />;
  return (
    <input
      {...ofText}
      type="text"
      dir="ltr"
      value={chosen?.[1] ?? value}
      spellcheck={false}
      onInput={(event) => locked || onChange(event.currentTarget.value.trimStart())}
      onBlur={({ currentTarget: { value: left } }) =>
        locked || (left !== left.trim() && onChange(left.trim()))
      }
    />
  );
}

interface NumberProps {
  value: number;
  readOnly: boolean;
  onChange(value: number): void;
}

/** A whole number, as it was typed; NaN while it is none. Browsers' own number fields hide what was typed from us. */
function NumberInput({ value, onChange, ...shared }: NumberProps) {
  const [typed, setTyped] = useState('');
  return (
    <input
      {...shared}
      type="text"
      inputMode="numeric"
      value={Number.isNaN(value) || numberIn(typed) === value ? typed : String(value)}
      onInput={({ currentTarget: { value: text } }) => {
        if (shared.readOnly) return;
        setTyped(text);
        onChange(numberIn(text));
      }}
    />
  );
}

const numberIn = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);
