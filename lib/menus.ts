import { browser } from 'wxt/browser';
import { explorerPattern } from './explorer-view.ts';
import { exportTab } from './export-tab.ts';
import { t } from './i18n.ts';

const id = 'export-view';

/** Puts "Export view" into the context menu of Explorer pages. */
export async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id,
    title: t('exportView'),
    contexts: ['page', 'selection', 'link'],
    documentUrlPatterns: [explorerPattern],
  });
}

/** The context menu and the keyboard command, whose key the user can change in the browser. */
export function listenToMenusAndKeys(onError: (error: unknown) => void): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === id && tab) exportTab(tab).catch(onError);
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === id && tab) exportTab(tab).catch(onError);
  });
}
