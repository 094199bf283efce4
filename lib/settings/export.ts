import { type SettingKey, settingOf } from './catalogue.ts';
import type { Layers } from './layers.ts';

/** The most that is read of a file (bytes). */
export const largestFile = 100_000;

/**
 * A file of the settings that the user can set here; what the organization has set is not theirs to take along. What needs a
 * permission is in it only where they have said something: else they are still to be asked.
 */
export function exportSettings({ settings, own, managed }: Layers): string {
  const theirs = Object.entries(settings).filter(
    ([key]) => !Object.hasOwn(managed, key) && (key in own || !settingOf(key as SettingKey).needs),
  );
  return `${JSON.stringify(Object.fromEntries(theirs), null, 2)}\n`;
}
