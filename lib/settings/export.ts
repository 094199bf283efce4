import type { Layers } from './layers.ts';

/** The most that is read of a file (bytes). */
export const largestFile = 100_000;

/** A file of the settings that the user can set here; what the organization has set is not theirs to take along. */
export function exportSettings({ settings, managed }: Layers): string {
  const own = Object.entries(settings).filter(([key]) => !Object.hasOwn(managed, key));
  return `${JSON.stringify(Object.fromEntries(own), null, 2)}\n`;
}
