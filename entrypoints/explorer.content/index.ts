import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { readExplorerPage } from '../../lib/goals/explorer-view.ts';
import { sites } from '../../lib/goals/hosts.ts';
import { onAddressChanged } from './address.ts';
import { showButton } from './button.ts';

export default defineContentScript({
  matches: [sites.goals],
  runAt: 'document_idle',
  // The page could read it.
  noScriptStartedPostMessage: true,
  main(ctx) {
    let shown: AbortController | undefined;
    let key: string | undefined;

    const show = () => {
      const page = readExplorerPage(location.href);
      const next = page && JSON.stringify(page);
      if (next === key) return;
      key = next;
      shown?.abort();
      shown = undefined;
      if (!page) return;
      shown = new AbortController();
      showButton(page, shown.signal);
    };
    onAddressChanged(show);
    // An update of the extension leaves this script orphaned: it takes its button along. The page can forge the event
    // that says so, which is also why nothing else here hangs on the context.
    ctx.onInvalidated(() => {
      if (!browser.runtime?.id) shown?.abort();
    });
    show();
  },
});
