import { fileNameFields } from '../files/file-name.ts';
import type { MessageKey } from '../i18n.ts';

/** A reason why a value can't be kept, as the key of its text; undefined when it can. */
type Validator<T> = (value: T) => MessageKey | undefined;

interface Setting<T> {
  default: T;
  validate: Validator<T>;
  label: MessageKey;
  hint: MessageKey;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const domain = /^(?=.{4,253}$)([a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i;
// Windows, the strictest of the file systems, takes none of these in a name.
const notInNames = /[<>:"|?*\p{Cc}\p{Cf}]/u;

const setting = <T>(definition: Setting<T>): Setting<T> => definition;

/** Every setting: options page, defaults and validation follow from this table. */
export const catalogue = {
  clientId: setting<string>({
    default: '',
    validate: (value) => (value === '' || guid.test(value) ? undefined : 'setting_clientId_invalid'),
    label: 'setting_clientId',
    hint: 'setting_clientId_hint',
  }),
  tenant: setting<string>({
    default: 'organizations',
    validate: (value) => {
      if (/^(common|consumers)$/i.test(value)) return 'setting_tenant_personal';
      return value === 'organizations' || guid.test(value) || domain.test(value)
        ? undefined
        : 'setting_tenant_invalid';
    },
    label: 'setting_tenant',
    hint: 'setting_tenant_hint',
  }),
  fileName: setting<string>({
    default: '{view} {date}',
    validate: (value) => {
      const fields = [...value.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
      if (fields.some((field) => !(fileNameFields as readonly string[]).includes(field)))
        return 'setting_fileName_unknownField';
      const rest = value.replace(/\{[^{}]*\}/g, '');
      if (/[{}]/.test(rest)) return 'setting_fileName_brace';
      if (/[/\\]/.test(rest)) return 'setting_fileName_slash';
      if (notInNames.test(rest)) return 'setting_name_characters';
      return fields.length === 0 && rest.trim() === '' ? 'setting_fileName_empty' : undefined;
    },
    label: 'setting_fileName',
    hint: 'setting_fileName_hint',
  }),
  folder: setting<string>({
    default: '',
    validate: (value) => {
      if (value === '') return undefined;
      if (/^([/\\~]|[a-z]:)/i.test(value)) return 'setting_folder_absolute';
      if (notInNames.test(value)) return 'setting_name_characters';
      const parts = value.split(/[/\\]/);
      if (parts.some((part) => /^\.+$/.test(part.trim()))) return 'setting_folder_dots';
      return parts.some((part) => part.trim() === '') ? 'setting_folder_empty' : undefined;
    },
    label: 'setting_folder',
    hint: 'setting_folder_hint',
  }),
  askWhere: setting<boolean>({
    default: false,
    validate: () => undefined,
    label: 'setting_askWhere',
    hint: 'setting_askWhere_hint',
  }),
};

export type SettingKey = keyof typeof catalogue;
export type Settings = { [K in SettingKey]: (typeof catalogue)[K]['default'] };

export const settingKeys = Object.keys(catalogue) as SettingKey[];

/**
 * Checks one value.
 * @returns the key of the text that says what is wrong, or undefined
 */
export function validateSetting(key: SettingKey, value: unknown): MessageKey | undefined {
  const definition = catalogue[key] as Setting<unknown>;
  if (typeof value !== typeof definition.default) return 'setting_wrongType';
  return definition.validate(value);
}

/** Complete, valid settings out of whatever is stored; what is missing or can't be kept takes its default. */
export function readSettings(stored: unknown): Settings {
  const values = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  return Object.fromEntries(
    settingKeys.map((key) => {
      const value = values[key];
      return [key, value === undefined || validateSetting(key, value) ? catalogue[key].default : value];
    }),
  ) as Settings;
}
