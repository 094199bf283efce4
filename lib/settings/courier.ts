import { browser } from '../browser.ts';
import { isSettingKey, type Settings, settingOf, validSettings } from './catalogue.ts';

/*
 * `storage.sync` carries settings between the machines of a user whose browser syncs; each under its own key. It is a
 * courier only: what holds on this machine stands in `storage.local`. No tokens, no account, no exports go that way.
 */

export const travels = (key: string): boolean => isSettingKey(key) && settingOf(key).syncs;

const travelling = (values: Partial<Settings>): Partial<Settings> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => travels(key)));

/** Sends what the user has set here to the other machines. Where that can't be, it stays here. */
export async function sendSettings(own: Partial<Settings>): Promise<void> {
  const values = travelling(own);
  try {
    if (Object.keys(values).length > 0) await browser.storage.sync.set(values);
  } catch {
    // Its quota is used up, or the browser does not sync.
  }
}

/**
 * What has come from other machines, as far as it is valid here.
 * @param keys only these; absent: all
 */
export async function receivedSettings(keys: string[] | null): Promise<Partial<Settings>> {
  try {
    return travelling(validSettings(await browser.storage.sync.get(keys)));
  } catch {
    return {};
  }
}
