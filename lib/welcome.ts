import { browser } from 'wxt/browser';
import { loadSettings } from './storage.ts';

/** Opens the page that leads to the first export. */
export const openWelcome = (): Promise<unknown> =>
  browser.tabs.create({ url: browser.runtime.getURL('/welcome.html' as never) });

/** Welcomes a new user, unless their organization has settled everything. */
export async function welcome(): Promise<void> {
  if (!(await loadSettings()).clientId) await openWelcome();
}
