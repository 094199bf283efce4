import { act, fireEvent, render, screen, within } from '@testing-library/preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadStored } from '../../components/use-stored.ts';
import { matches, noFilter } from '../../entrypoints/export-history/filter.ts';
import { History } from '../../entrypoints/export-history/history.tsx';
import type { Job } from '../../lib/jobs/job.ts';
import { aroundPages, background, sent } from './pages.ts';
import { account, jobIn, noon, otherView, settings, view } from './samples.ts';

aroundPages();

const file = { name: '/downloads/Company OKRs.csv', bytes: 12_600, downloadId: 3 };
const done = jobIn('done', { exportJobId: 'j!1', file });
const failed = jobIn('failed', {
  id: 'job-2',
  view: otherView,
  title: 'Vertrieb Köln',
  failedIn: 'following',
  problem: { code: 'jobFailed', at: noon },
});
const running = jobIn('following', { id: 'job-3', title: 'Board', status: 'running' });

async function show(jobs: Job[], more: object = {}) {
  await fakeBrowser.storage.local.set({
    ...Object.fromEntries(jobs.map((job) => [`job:${job.id}`, job])),
    settings,
    account,
    ...more,
  });
  render(<History stored={await loadStored()} />);
}
const entry = (name: string) => within(screen.getByRole('article', { name }));
const names = () => screen.getAllByRole('article').map((one) => one.getAttribute('aria-label'));
const fill = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  background.mockResolvedValue({ value: { exports: [] } });
});

test('empty: says how to begin', async () => {
  await show([]);
  expect(document.body.textContent).toContain('No exports yet.');
  expect(screen.getByRole('link', { name: 'Open Viva Goals' })).toBeTruthy();
  expect(screen.queryByRole('searchbox')).toBeNull();
});

test('an entry tells view, organization, account, when, how long, size and state', async () => {
  await show([done]);
  const text = screen.getByRole('article').textContent ?? '';
  for (const part of [
    'Company OKRs',
    view.goalsOrganizationId,
    view.explorerViewId,
    account.username,
    '12:00',
    '1:00',
    'Company OKRs.csv',
    '12.6 kB',
    'Saved',
  ])
    expect(text).toContain(part);
});

describe('what can be done', () => {
  test.each<[string, Job, string, unknown]>([
    ['done', done, 'Export again', ['exportView', { view }]],
    ['done', done, 'Download again', ['fetchExport', { view, exportJobId: 'j!1' }]],
    ['done', done, 'Remove from list', ['remove', { jobId: 'job-1' }]],
    ['failed', failed, 'Try again', ['retry', { jobId: 'job-2' }]],
    ['under way', running, 'Cancel', ['cancel', { jobId: 'job-3' }]],
  ])('%s: %3$s', async (_state, job, name, message) => {
    await show([job]);
    fireEvent.click(screen.getByRole('button', { name }));
    expect(sent).toEqual([message]);
  });

  test('the result is offered as long as the service keeps it', async () => {
    const day = 86_400_000;
    await show([{ ...done, expiresAt: Date.now() + 3 * day + 60_000 }]);
    expect(document.body.textContent).toContain('keeps the result for another 3 days');
    await act(async () => {
      await fakeBrowser.storage.local.set({ 'job:job-1': { ...done, expiresAt: Date.now() - 10_000 } });
    });
    await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Download again' })).toBeNull());
    expect(screen.getByRole('button', { name: 'Export again' })).toBeTruthy();
  });

  test('a refusal is told', async () => {
    background.mockResolvedValue({ error: 'the disk is full', code: 'storageFailed' });
    await show([running]);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    background.mockResolvedValue({ error: 'no', code: 'internal' });
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect((await screen.findByRole('alert')).textContent).toContain('An error in the extension');
  });
});

describe('naming a view', () => {
  const rename = async (value: string, how: (field: HTMLElement) => void) => {
    await show([done]);
    fireEvent.click(screen.getByRole('button', { name: 'Rename Company OKRs' }));
    const field = screen.getByLabelText('Name of the view');
    fireEvent.input(field, { target: { value } });
    how(field);
  };

  test.each(['Q3 Sales', ''])('Enter keeps it: "%s"', async (name) => {
    await rename(name, (field) => fireEvent.submit(field.closest('form') as HTMLFormElement));
    expect(sent).toEqual([['renameView', { view, name }]]);
    expect(document.activeElement?.textContent).toBe('Rename');
  });

  test('Esc does not', async () => {
    await rename('Q3 Sales', (field) => fireEvent.keyDown(field, { key: 'Escape' }));
    expect(sent).toEqual([]);
    expect(screen.getByRole('heading', { name: 'Company OKRs' })).toBeTruthy();
  });

  test('shown wherever the view is', async () => {
    await show([done], { names: { [`${view.goalsOrganizationId}/${view.explorerViewId}`]: 'Q3 Sales' } });
    expect(names()).toEqual(['Q3 Sales']);
  });
});

describe('looking for one', () => {
  test('by words, by state; and back', async () => {
    await show([done, failed, running]);
    fill('Search', 'koln VERT');
    expect(names()).toEqual(['Vertrieb Köln']);
    expect(document.body.textContent).toContain('Shown: 1 of 3');
    choose('State', 'done');
    expect(document.body.textContent).toContain('No exports match.');
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(names()).toHaveLength(3);
  });

  test.each<[Partial<typeof noFilter>, Job, boolean]>([
    [{ text: view.explorerViewId.slice(0, 8) }, done, true],
    [{ text: 'alice' }, done, true],
    [{ text: 'company.csv' }, done, false],
    [{ text: '  okrs   company ' }, done, true],
    [{ state: 'open' }, running, true],
    [{ state: 'open' }, done, false],
    [{ state: 'ended' }, jobIn('cancelled'), true],
    [{ goalsOrganizationId: view.goalsOrganizationId }, done, true],
    [{ goalsOrganizationId: 'another' }, done, false],
  ])('%o', (filter, job, expected) => {
    expect(matches(job, {}, { ...noFilter, ...filter })).toBe(expected);
  });
});

describe('started elsewhere', () => {
  const ask = async (answer: unknown) => {
    background.mockResolvedValue({ value: answer });
    await show([done]);
    fireEvent.click(screen.getByRole('button', { name: 'Look them up' }));
    await vi.waitFor(() => expect(document.body.textContent).not.toContain('Asking Viva Goals'));
  };
  const found = { exportJobId: 'j!9', view: otherView, status: 'succeeded', createdAt: noon };

  test('those of this browser are not among them', async () => {
    await ask({ exports: [{ ...found, exportJobId: 'j!1' }] });
    expect(sent).toEqual([['listServiceExports', { goalsOrganizationId: view.goalsOrganizationId }]]);
    expect(document.body.textContent).toContain('There are no others.');
  });

  test('one that is ready is downloaded', async () => {
    await ask({ exports: [{ ...found, expiresAt: Date.now() + 3_700_000 }] });
    const name = `View ${otherView.explorerViewId}`;
    expect(entry(name).getByText('Ready')).toBeTruthy();
    expect(screen.getByRole('article', { name }).textContent).toContain('61 minutes');
    fireEvent.click(entry(name).getByRole('button', { name: 'Download' }));
    expect(sent.at(-1)).toEqual(['fetchExport', { view: otherView, exportJobId: 'j!9' }]);
  });

  test.each([
    [{ status: 'running' }, 'Preparing', 'Download when ready'],
    [{ status: 'failed' }, 'Failed', undefined],
    [{ status: 'skipped' }, 'Skipped', undefined],
    [{ expiresAt: 1 }, 'Expired', undefined],
    [{ status: 'archived' }, 'archived', undefined],
  ])('%o', async (more, state, deed) => {
    await ask({ exports: [{ ...found, ...more }] });
    const one = entry(`View ${otherView.explorerViewId}`);
    expect(one.getByText(state)).toBeTruthy();
    expect(one.queryAllByRole('button').map(({ textContent }) => textContent)).toEqual(deed ? [deed] : []);
  });

  test('why it can not be had', async () => {
    await ask({ problem: { code: 'forbidden', at: noon } });
    expect(screen.getAllByRole('button', { name: 'Copy details' }).length).toBeGreaterThan(0);
  });
});

test('where an entry is removed, the next one gets the focus, or the last', async () => {
  const ended = [3, 2, 1].map((at) =>
    jobIn('cancelled', { id: `${at}`, title: `View ${at}`, requestedAt: noon + at }),
  );
  await show(ended);
  expect(names()).toEqual(['View 3', 'View 2', 'View 1']);
  for (const [gone, next] of [
    [2, 1],
    [1, 3],
  ]) {
    const button = entry(`View ${gone}`).getByRole('button', { name: 'Remove from list' });
    button.focus();
    fireEvent.click(button);
    await act(() => fakeBrowser.storage.local.remove(`job:${gone}`));
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(
        entry(`View ${next}`).getByRole('button', { name: 'Remove from list' }),
      ),
    );
  }
});
