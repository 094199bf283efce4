import { browser } from '../browser/browser.ts';
import { explorerPattern } from '../goals/explorer-view.ts';
import { createQueue } from '../storage/queue.ts';
import { t } from '../texts/i18n.ts';
import { exportTab } from './export-tab.ts';

const id = 'export-view';

const inTurn = createQueue();

/**
 * Puts "Export view" into the context menu of Explorer pages. An installation and a start of the browser may ask for it at once: one
 * after the other, as the browser refuses a second entry of the same id.
 */
export const createMenus = (): Promise<void> => inTurn(replaceMenus);

async function replaceMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  await new Promise<void>((resolve, reject) => {
    const entry = {
      id,
      title: t('exportView'),
      contexts: ['page', 'selection', 'link'] as ['page', 'selection', 'link'],
      documentUrlPatterns: [explorerPattern],
    };
    browser.contextMenus.create(entry, () => {
      const { lastError } = browser.runtime;
      if (lastError) reject(new Error(lastError.message));
      else resolve();
    });
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
