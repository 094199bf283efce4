import { browser } from '../browser.ts';
import { type SettingKey, type Settings, settingKeys, settingOf } from './catalogue.ts';

/*
 * A setting that needs a permission does nothing until the browser gives it, whoever has switched it on: the user, another
 * machine of theirs, or the organization.
 */

const withNeeds = settingKeys.filter((key) => settingOf(key).needs);

const permissionsOf = (key: SettingKey) => {
  const { needs } = settingOf(key);
  return { permissions: needs ? [needs] : [] };
};

export const isAllowed = (key: SettingKey): Promise<boolean> =>
  browser.permissions.contains(permissionsOf(key));

/** Has the browser ask the user. To be called by a click, before anything else is awaited. */
export const requestFor = (key: SettingKey): Promise<boolean> =>
  browser.permissions.request(permissionsOf(key));

/** The settings that are on, and still not allowed. */
export async function missingFor(settings: Settings): Promise<SettingKey[]> {
  const on = withNeeds.filter((key) => settings[key]);
  const allowed = await Promise.all(on.map(isAllowed));
  return on.filter((_key, index) => !allowed[index]);
}

/**
 * Asks for what changed settings need, and gives back what they no longer do. To be called by a click, before anything else is
 * awaited.
 * @returns what is to be kept: where the user declines, a setting stays off. Nothing where there is nothing to ask.
 */
export function askFor(changed: Partial<Settings>): Promise<Partial<Settings>> | undefined {
  const keys = withNeeds.filter((key) => key in changed);
  if (keys.length === 0) return;
  const settled = keys.map(async (key) => {
    if (changed[key]) return [key, await requestFor(key)];
    await browser.permissions.remove(permissionsOf(key));
    return [key, false];
  });
  return Promise.all(settled).then((all) => ({ ...changed, ...Object.fromEntries(all) }));
}

/** Calls back with each setting whose permission was given or taken, wherever that was done. */
export function onAllowedChanged(changed: (key: SettingKey, allowed: boolean) => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  const listener =
    (allowed: boolean) =>
    ({ permissions = [] }: { permissions?: string[] }) => {
      for (const key of withNeeds)
        if (permissions.includes(settingOf(key).needs ?? '')) changed(key, allowed);
    };
  const [added, removed] = [listener(true), listener(false)];
  onAdded.addListener(added);
  onRemoved.addListener(removed);
  return () => {
    onAdded.removeListener(added);
    onRemoved.removeListener(removed);
  };
}
