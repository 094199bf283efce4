import { browser } from '../browser/browser.ts';
import { missingSites } from '../browser/site-access.ts';
import { type ExplorerView, readExplorerPage, readViewTitle, sameView } from '../goals/explorer-view.ts';
import { requestExport } from '../jobs/commands.ts';
import { Refused } from '../problems/refused.ts';
import { loadSettings } from '../storage/storage.ts';
import { openWelcome } from './welcome.ts';

/** What is known of a tab; URL and title of Viva Goals' pages alone. */
export interface Tab {
  id?: number | undefined;
  url?: string | undefined;
  title?: string | undefined;
}

/**
 * What all four entry points (page button, popup, context menu, keyboard) come to: exports the view that a tab shows.
 * Where that can't begin, leads to the place that says why.
 *
 * @param expected the view that the user saw; when the tab shows another by now, nothing is exported
 */
export async function exportTab(tab: Tab, expected?: ExplorerView): Promise<void> {
  const page = readExplorerPage(tab.url);
  if (!page || 'invalid' in page) return showPopup(tab);
  if (expected && !sameView(expected, page.view))
    throw new Refused('the tab now shows another view', 'viewChanged');
  if (!(await loadSettings()).clientId) return void (await openWelcome());
  await requestExport(page.view, readViewTitle(tab.title));
}

/**
 * Exports because of the button on a page that was open before access to Viva Goals was taken back: the page can't be told
 * any more how that goes, so the popup says it.
 */
export async function exportFromPage(tab: Tab, view: ExplorerView): Promise<void> {
  const sayElsewhere = async () => {
    if (tab.url !== undefined && (await missingSites(['goals'])).length > 0) await showPopup(tab);
  };
  await Promise.all([exportTab(tab, view), sayElsewhere()]);
}

/** Opens the popup, which says what is wrong; where the browser does not let us, as a page of its own. */
export async function showPopup(tab: Tab): Promise<void> {
  const opened = await browser.action.openPopup().then(
    () => true,
    () => false,
  );
  if (!opened)
    await browser.tabs.create({ url: browser.runtime.getURL(`/popup.html?tab=${tab.id}` as never) });
}
