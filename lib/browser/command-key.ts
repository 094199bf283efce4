import { browser } from 'wxt/browser';

/** The key of the keyboard command, as it is now: the user may have chosen another, or another extension may hold it. Empty: none. */
export async function loadCommandKey(): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === 'export-view')?.shortcut ?? '';
}

/** Opens the browser's own page on which keys are set. */
export async function openKeySettings(): Promise<void> {
  const { openShortcutSettings } = browser.commands as { openShortcutSettings?: () => Promise<void> };
  if (openShortcutSettings) await openShortcutSettings();
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
