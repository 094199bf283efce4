import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Tab } from '../../lib/surfaces/export-tab.ts';

/** The active tab; where the popup stands in a tab of its own (`popup.html?tab=<id>`), the one that it was opened for. */
export async function loadTab(): Promise<Tab> {
  const id = Number(new URLSearchParams(location.search).get('tab'));
  const tab = id
    ? await browser.tabs.get(id).catch(() => undefined)
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  return tab ?? {};
}

/**
 * That tab, also when it goes on to another page.
 * @param visible its address may be seen; once that is so, it is looked up again
 */
export function useTab(first: Tab, visible: boolean): Tab {
  const [tab, setTab] = useState(first);
  useEffect(() => {
    const update = (id: number | undefined, _change: unknown, changed: Tab | undefined) => {
      if (id !== first.id || !changed) return;
      const { url, title } = changed;
      setTab((before) => (before.url === url && before.title === title ? before : { id, url, title }));
    };
    browser.tabs.onUpdated.addListener(update);
    // It may have gone on before anybody listened.
    if (first.id !== undefined)
      browser.tabs.get(first.id).then(
        (tab) => update(first.id, undefined, tab),
        () => undefined,
      );
    return () => browser.tabs.onUpdated.removeListener(update);
  }, [first.id, visible]);
  return tab;
}
