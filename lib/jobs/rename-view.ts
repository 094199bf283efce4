import { browser } from '../browser/browser.ts';
import { type ExplorerView, keyOf } from '../goals/explorer-view.ts';
import { loadViewNames, longestName } from './view-names.ts';
import { inTurn } from './write.ts';

/** Names a view, in the lists and in the files of exports to come; an empty name takes it back. */
export const renameView = (view: ExplorerView, name: string): Promise<void> =>
  inTurn(async () => {
    const { [keyOf(view)]: _before, ...names } = await loadViewNames();
    const text = name.trim().slice(0, longestName);
    await browser.storage.local.set({ names: text ? { ...names, [keyOf(view)]: text } : names });
  });
