import { browser } from 'wxt/browser';
import { useFresh } from '../../components/use-fresh.ts';
import type { SettingKey, Settings } from '../../lib/settings/catalogue.ts';
import {
  isAllowed,
  onAllowedChanged,
  permissionsFor,
  requestFor,
  withNeeds,
} from '../../lib/settings/needs.ts';

/** The settings that are on, for which the browser has to be asked first; kept up to date. */
export const useToAllow = (settings: Settings): SettingKey[] =>
  useFresh({
    first: [],
    load: async () => {
      const on = withNeeds.filter((key) => settings[key]);
      const allowed = await Promise.all(on.map(isAllowed));
      return on.filter((_key, index) => !allowed[index]);
    },
    listen: (reload) => onAllowedChanged(reload),
    about: settings,
  })[0];

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
    await browser.permissions.remove(permissionsFor(key));
    return [key, false];
  });
  return Promise.all(settled).then((all) => ({ ...changed, ...Object.fromEntries(all) }));
}
