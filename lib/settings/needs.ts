import { browser } from '../browser/browser.ts';
import { onPermissionsChanged } from '../browser/permissions.ts';
import { type SettingKey, settingKeys, settingOf } from './catalogue.ts';

/*
 * A setting that needs a permission does nothing until the browser gives it, whoever has switched it on: the user, another
 * machine of theirs, or the organization.
 */

export const withNeeds = settingKeys.filter((key) => settingOf(key).needs);

export const permissionsFor = (key: SettingKey) => {
  const { needs } = settingOf(key);
  return { permissions: needs ? [needs] : [] };
};

export const isAllowed = (key: SettingKey): Promise<boolean> =>
  browser.permissions.contains(permissionsFor(key));

/** Has the browser ask the user. To be called by a click, before anything else is awaited. */
export const requestFor = (key: SettingKey): Promise<boolean> =>
  browser.permissions.request(permissionsFor(key));

/** Calls back with each setting whose permission was given or taken, wherever that was done; returns what ends that. */
export const onAllowedChanged = (changed: (key: SettingKey, allowed: boolean) => void): (() => void) =>
  onPermissionsChanged(({ permissions = [] }, allowed) => {
    for (const key of withNeeds) if (permissions.includes(settingOf(key).needs ?? '')) changed(key, allowed);
  });
