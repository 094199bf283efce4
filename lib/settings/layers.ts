import { defined, fieldsOf } from '../data/data.ts';
import type { MessageKey } from '../texts/i18n.ts';
import {
  isSettingKey,
  readSettings,
  type SettingKey,
  type Settings,
  validateSetting,
  validSettings,
} from './catalogue.ts';

/** A value of the organization's policy that can't be used, and why. */
export interface Ignored {
  key: string;
  reason: MessageKey;
}

/** Settings lie over each other: defaults, over them the user's own, over these the organization's. */
export interface Layers {
  /** What holds. */
  settings: Settings;
  /** What the user has set, be it covered or not. */
  own: Partial<Settings>;
  /** What the organization has set. */
  managed: Partial<Settings>;
  /** The views that the organization hands out, unread (`views/policy`). */
  views?: unknown;
  ignored: Ignored[];
}

/**
 * @param stored the user's own, as kept
 * @param policy the organization's, as the browser hands it out
 */
export function layersOf(stored: unknown, policy: unknown): Layers {
  const own = validSettings(stored);
  const { views, ...others } = fieldsOf(policy);
  const entries = Object.entries(others);
  const ignored = entries.flatMap(([key, value]) => {
    const reason = policyReason(key, value);
    return reason ? [{ key, reason }] : [];
  });
  const managed: Partial<Settings> = Object.fromEntries(
    entries.filter(([key, value]) => !policyReason(key, value)),
  );
  return defined({ settings: readSettings({ ...own, ...managed }), own, managed, ignored, views });
}

function policyReason(key: string, value: unknown): MessageKey | undefined {
  if (!isSettingKey(key)) return 'setting_unknown';
  // A template that nobody filled in shall not lock everybody out.
  if (key === 'clientId' && value === '') return 'setting_clientId_invalid';
  return validateSetting(key, value);
}

/** What of some values the user may set. */
export function notManaged(values: Partial<Settings>, managed: Partial<Settings>): Partial<Settings> {
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => !Object.hasOwn(managed, key as SettingKey)),
  );
}
