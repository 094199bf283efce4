import { act, fireEvent, render, screen, within } from '@testing-library/preact';
import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadStored } from '../../components/use-stored.ts';
import { History } from '../../entrypoints/export-history/history.tsx';
import type { Job } from '../../lib/jobs/job.ts';
import { aroundPages, background } from './pages.ts';
import { account, jobIn, noon, otherView, recordsOf, settings } from './samples.ts';

/* The page with the history of exports: what it is shown with, how its parts are found. */

const file = { name: '/downloads/Company OKRs.csv', bytes: 12_600, downloadId: 3 };
export const done = jobIn('done', { exportJobId: 'j!1', file });
export const failed = jobIn('failed', {
  id: 'job-2',
  view: otherView,
  title: 'Vertrieb Köln',
  failedIn: 'following',
  problem: { code: 'jobFailed', at: noon },
});
export const running = jobIn('following', { id: 'job-3', title: 'Board', status: 'running' });

export async function show(jobs: Job[], more: object = {}) {
  await fakeBrowser.storage.local.set({
    ...recordsOf(jobs),
    settings,
    account,
    ...more,
  });
  render(<History stored={await loadStored()} />);
}
export const row = (name: string) => screen.getByRole('rowheader', { name }).closest('tr') as HTMLElement;
export const entry = (name: string) => within(row(name));
export const names = () => [...document.querySelectorAll('.export > th')].map((one) => one.textContent);
export const open = (name: string) =>
  fireEvent.click(screen.getByRole('button', { name: `More actions for ${name}` }));
/** Does what stands in a row, or in its menu. */
export const press = (of: string, name: string) => {
  const button = entry(of).queryByRole('button', { name });
  if (button) return fireEvent.click(button);
  open(of);
  fireEvent.click(entry(of).getByRole('menuitem', { name }));
};
export const news = () => screen.getAllByRole('status')[0]?.textContent;
export const keep = (...jobs: Job[]) => act(() => fakeBrowser.storage.local.set(recordsOf(jobs)));
export const fill = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
export const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

/** Nothing was exported elsewhere. */
export function aroundHistory(): void {
  aroundPages();
  beforeEach(() => void background.mockResolvedValue({ value: { exports: [] } }));
}
