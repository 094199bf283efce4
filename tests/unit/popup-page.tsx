import { fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadStored } from '../../components/use-stored.ts';
import { Popup } from '../../entrypoints/popup/popup.tsx';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { Tab } from '../../lib/surfaces/export-tab.ts';
import { aroundPages } from './pages.ts';
import { account, recordsOf, settings, view } from './samples.ts';

/* The popup above some tab: what the browser answers it, how its parts are found. */

export const showInFolder = vi.fn();
export const createTab = vi.fn();
export let updated: (id: number, change: object, tab: Tab) => void;

export const explorer: Tab = { id: 5, url: explorerUrl(view), title: 'Q3 OKRs - Explorer - Viva Goals' };
export const store = async (jobs: Job[], more: object = { settings, account }) => {
  await fakeBrowser.storage.local.set({ ...recordsOf(jobs), ...more });
};
export async function show(tab: Tab, jobs: Job[] = [], more?: object) {
  await store(jobs, more);
  render(<Popup stored={await loadStored()} tab={tab} />);
}
export const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
export const body = () => document.body.textContent ?? '';
/** What a screen reader is told. */
export const said = () => screen.getByRole('status').textContent;
/** The names in the list of other exports. */
export const recent = () =>
  [...document.querySelectorAll('.recent .name')].map(({ textContent }) => textContent);

export function aroundPopup(): void {
  aroundPages();
  beforeEach(() => {
    showInFolder.mockReset();
    createTab.mockReset().mockResolvedValue({});
    const search = async () => [{ id: 9, filename: 'a.csv', exists: true }];
    Object.assign(fakeBrowser.downloads, { show: showInFolder, search });
    const onUpdated = {
      addListener: (listener: typeof updated) => (updated = listener),
      removeListener: () => {},
    };
    Object.assign(fakeBrowser.tabs, { onUpdated, create: createTab });
  });
}
