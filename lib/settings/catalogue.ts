import { fieldsOf } from '../data/data.ts';
import { fileNameFields, safeSegment } from '../files/file-name.ts';
import { guid } from '../goals/guid.ts';
import type { MessageKey } from '../texts/i18n.ts';

/** A reason why a value can't be kept, as the key of its text; undefined when it can. */
type Validator<T> = (value: T) => MessageKey | undefined;

/** The groups of the options page, in their order. */
export type Section = 'files' | 'notifications' | 'history' | 'schedules' | 'signIn';

export interface Setting<T> {
  default: T;
  /** What else has to hold, beside the type, `maxLength` and `range`. */
  validate?: Validator<T>;
  /** Of a text, in UTF-16 code units, as forms count. */
  maxLength?: number;
  /** Of a text that is chosen: each value with its name, the same in every language. */
  choices?: readonly (readonly [value: string, name: string])[];
  /** Of a whole number, both ends included. */
  range?: readonly [least: number, most: number];
  section: Section;
  /** Whether the browser's own sync takes it to the user's other machines. */
  syncs: boolean;
  /** It may name people or projects: reports for support say only that it differs. */
  personal: boolean;
  /** The optional permission without which it does nothing (`needs.ts`). */
  needs?: 'notifications';
}

const domain = /^(?=.{4,253}$)([a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i;
// Windows, the strictest of the file systems, takes none of these in a name.
const notInNames = /[<>:"|?*\p{Cc}\p{Cf}]/u;

// Chromium refuses a path with such a part: to the Windows shell it would be a link or a system object.
const refusedPart = /(?:~|\.(?:lnk|local|scf|url|\{[^.]*\}))$|^(?:desktop\.ini|thumbs\.db)$/i;

const setting = <T>(usual: T, more: Omit<Setting<T>, 'default'>): Setting<T> => ({ default: usual, ...more });

/**
 * Every setting: options page, defaults, validation, policy, sync, files of settings and the administrators' table follow
 * from this table.
 */
export const catalogue = {
  clientId: setting<string>('', {
    validate: (value) => (value === '' || guid.test(value) ? undefined : 'setting_clientId_invalid'),
    section: 'signIn',
    syncs: true,
    personal: false,
  }),
  tenant: setting<string>('organizations', {
    validate: (value) => {
      if (/^(common|consumers)$/i.test(value)) return 'setting_tenant_personal';
      return value === 'organizations' || guid.test(value) || domain.test(value)
        ? undefined
        : 'setting_tenant_invalid';
    },
    section: 'signIn',
    syncs: true,
    personal: false,
  }),
  fileName: setting<string>('{view} {date}', {
    maxLength: 200,
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
    section: 'files',
    syncs: true,
    personal: true,
  }),
  folder: setting<string>('', {
    maxLength: 200,
    validate: (value) => {
      if (value === '') return undefined;
      if (/^([/\\~]|[a-z]:)/i.test(value)) return 'setting_folder_absolute';
      if (notInNames.test(value)) return 'setting_name_characters';
      const parts = value.split(/[/\\]/);
      if (parts.some((part) => /^\.+$/.test(part.trim()))) return 'setting_folder_dots';
      if (parts.some((part) => part.trim() === '')) return 'setting_folder_empty';
      return parts.some((part) => refusedPart.test(safeSegment(part))) ? 'setting_folder_refused' : undefined;
    },
    section: 'files',
    // How folders are arranged is each machine's own.
    syncs: false,
    personal: true,
  }),
  fileFormat: setting<string>('csv', {
    choices: [
      ['csv', 'CSV'],
      ['xlsx', 'Excel (.xlsx)'],
    ],
    validate: (value) => (/^(?:csv|xlsx|excel)$/i.test(value) ? undefined : 'setting_fileFormat_unknown'),
    section: 'files',
    syncs: true,
    personal: false,
  }),
  askWhere: setting<boolean>(false, { section: 'files', syncs: true, personal: false }),
  notify: setting<boolean>(false, {
    section: 'notifications',
    syncs: true,
    personal: false,
    needs: 'notifications',
  }),
  historyDays: setting<number>(90, { range: [1, 365], section: 'history', syncs: true, personal: false }),
  keepCopies: setting<number>(12, { range: [0, 52], section: 'history', syncs: true, personal: false }),
  schedules: setting<boolean>(true, { section: 'schedules', syncs: true, personal: false }),
  scheduleSpread: setting<number>(15, {
    range: [0, 240],
    section: 'schedules',
    syncs: true,
    personal: false,
  }),
};

export type SettingKey = keyof typeof catalogue;
export type Settings = { [K in SettingKey]: (typeof catalogue)[K]['default'] };
export type SettingValue = Settings[SettingKey];

export const settingKeys = Object.keys(catalogue) as SettingKey[];
export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(catalogue, key);

/** What a setting is called, and what is said below its field. */
export const labelOf = (key: SettingKey): MessageKey => `setting_${key}`;
export const hintOf = (key: SettingKey): MessageKey => `setting_${key}_hint`;

/** One entry, whatever the type of its values. */
export const settingOf = (key: SettingKey): Setting<SettingValue> =>
  catalogue[key] as unknown as Setting<SettingValue>;

/**
 * Checks one value.
 * @returns the key of the text that says what is wrong, or undefined
 */
export function validateSetting(key: SettingKey, value: unknown): MessageKey | undefined {
  const { default: usual, maxLength, range, validate } = settingOf(key);
  if (typeof value !== typeof usual) return 'setting_wrongType';
  if (maxLength !== undefined && (value as string).length > maxLength) return 'setting_tooLong';
  if (range && !(Number.isInteger(value) && (value as number) >= range[0] && (value as number) <= range[1]))
    return 'setting_outOfRange';
  return validate?.(value as SettingValue);
}

/** The valid settings among whatever is stored somewhere, and nothing else of it. */
export function validSettings(stored: unknown): Partial<Settings> {
  return Object.fromEntries(
    Object.entries(fieldsOf(stored)).filter(
      ([key, value]) => isSettingKey(key) && !validateSetting(key, value),
    ),
  );
}

const defaults = Object.fromEntries(settingKeys.map((key) => [key, catalogue[key].default])) as Settings;

/** Complete, valid settings out of whatever is stored; what is missing or can't be kept takes its default. */
export const readSettings = (stored: unknown): Settings => ({ ...defaults, ...validSettings(stored) });
