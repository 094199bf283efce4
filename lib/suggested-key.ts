import { browser } from 'wxt/browser';

/** The keyboard command, as this browser's manifest suggests it; the user can choose another. */
export function suggestedKey(): string {
  const { commands = {} } = browser.runtime.getManifest();
  const key = commands['export-view']?.suggested_key;
  return (typeof key === 'object' ? key.default : key) ?? '';
}
