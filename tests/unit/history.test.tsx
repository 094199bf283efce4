import { act, fireEvent, screen, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { matches, noFilter } from '../../entrypoints/export-history/filter.ts';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import {
  aroundHistory,
  choose,
  done,
  failed,
  fill,
  keep,
  names,
  news,
  press,
  row,
  running,
  show,
} from './history-page.tsx';
import { sent } from './pages.ts';
import { account, jobIn, noon, signInAwaited, view } from './samples.ts';

/* The history of exports: what it shows, and what is said while it is open. */

aroundHistory();

test('empty: says how to begin, and asks for exports of others all the same', async () => {
  await show([]);
  expect(screen.getByRole('heading', { name: 'No exports yet' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Open Viva Goals' })).toBeTruthy();
  expect(screen.queryByRole('searchbox')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Find exports started elsewhere' }));
  await screen.findByRole('region', { name: 'Started elsewhere' });
  fill('Address of a page in Viva Goals, or organization ID', 'https://example.com');
  fireEvent.click(screen.getByRole('button', { name: 'Find' }));
  expect(document.body.textContent).toContain('There is no organization ID in it.');
  expect(sent).toEqual([]);
  fill('Address of a page in Viva Goals, or organization ID', explorerUrl(view));
  fireEvent.click(screen.getByRole('button', { name: 'Find' }));
  expect(sent).toEqual([['listServiceExports', { goalsOrganizationId: view.goalsOrganizationId }]]);
});

test('a row tells view, when, file, size and state; its details the rest', async () => {
  await show([done]);
  const shown = () => row('Company OKRs').closest('tbody')?.textContent ?? '';
  for (const part of ['Monday', '23 November 2026', '12:00', 'Company OKRs.csv', '12.6 kB', 'Saved'])
    expect(shown()).toContain(part);
  expect(shown()).not.toContain(view.explorerViewId);
  press('Company OKRs', 'Details');
  for (const part of [view.goalsOrganizationId, view.explorerViewId, account.username, '12:01'])
    expect(shown()).toContain(part);
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Details: Company OKRs' }));
  fireEvent.click(screen.getByRole('button', { name: 'Close details' }));
  expect(shown()).not.toContain(view.explorerViewId);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More actions for Company OKRs' }));
});

test('what needs the user and what runs come first, the rest by days', async () => {
  const paused = jobIn('ready', { id: 'job-4', title: 'Paused', wait: signInAwaited });
  const at = (days: number, title: string) => ({
    ...done,
    id: title,
    title,
    requestedAt: Date.now() - days * 86_400_000,
  });
  await show([at(0, 'now'), at(1, 'before'), running, paused]);
  const groups = [...document.querySelectorAll('tbody')].map((group) =>
    [...group.querySelectorAll('tr > th')].map(({ textContent }) => textContent),
  );
  expect(groups).toEqual([
    ['Needs your attention', 'Paused'],
    ['In progress', 'Board'],
    ['Today', 'now'],
    ['Yesterday', 'before'],
  ]);
});

test('two hundred exports: a button and a menu each, and nothing that Tab would have to pass beside them', async () => {
  await show(Array.from({ length: 200 }, (_, at) => ({ ...done, id: `${at}`, requestedAt: noon - at })));
  const table = within(screen.getByRole('table'));
  expect(table.getAllByRole('button')).toHaveLength(400);
  expect(table.queryAllByRole('link')).toEqual([]);
});

test('opened for an export: its details are there', async () => {
  history.replaceState(null, '', '?export=job-2');
  await show([done, failed]);
  history.replaceState(null, '', '?');
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Details: Vertrieb Köln' }));
});

describe('said once, while the page is open', () => {
  test('what was there already is not', async () => {
    await show([done, failed]);
    expect(news()).toBe('');
  });

  test.each<[string, Job, string]>([
    [
      'failed, with the reason',
      { ...failed, ...{ id: 'job-3', title: 'Board' } },
      'Board: Viva Goals could not make the export. It reported that the export failed.',
    ],
    ['done', { ...done, id: 'job-3', title: 'Board' }, 'Board is exported'],
    ['no longer followed', { ...running, phase: 'cancelled' }, 'Board: Cancelled'],
    [
      'joined',
      { ...running, joined: true },
      'Board: An export of this view was in progress already. Its file is downloaded when it is ready.',
    ],
    [
      'waits',
      { ...running, wait: signInAwaited },
      'Board: Sign in to continue. Nobody is signed in, or Microsoft no longer accepts the sign-in.',
    ],
  ])('%s', async (_what, job, expected) => {
    await show([running]);
    await keep({ ...running, polls: 1 });
    expect(news()).toBe('');
    await keep(job);
    await vi.waitFor(() => expect(news()).toBe(expected));
    await keep({ ...job, polls: 2 }, { ...done, id: 'another', title: 'Another' });
    await vi.waitFor(() => expect(news()).toBe('Another is exported'));
  });
});

describe('looking for one', () => {
  test('by words, by state; and back', async () => {
    await show([done, failed, running]);
    expect(document.body.textContent).not.toContain('Shown:');
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
    press(`View ${gone}`, 'Remove from list');
    await act(() => fakeBrowser.storage.local.remove(`job:${gone}`));
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(
        screen.getByRole('button', { name: `More actions for View ${next}` }),
      ),
    );
  }
});

test('exports of a batch stand together, below what they have in common', async () => {
  const items = ['job-1', 'job-2'].map((jobId) => ({ view, jobId, begun: true }));
  const batch = {
    version: 1,
    id: 'b',
    startedAt: noon,
    by: 'schedule',
    items,
    finishedAt: noon + 1,
    changes: { newlyAtRisk: 3, shown: { export: 'job-1', before: 'job-0' } },
    workbook: { made: 1, saved: true, file: { name: '/downloads/Views.xlsx', bytes: 1, downloadId: 9 } },
  };
  const single = jobIn('done', { id: 'job-4', title: 'Alone' });
  await show([{ ...done, requestedAt: noon + 2 }, { ...single, requestedAt: noon + 1 }, failed], {
    batches: { b: batch },
  });
  const header = await screen.findByText(/1 of 2 views exported/);
  expect(header.textContent).toMatch(
    /^.+ · 1 of 2 views exported · 3 objectives are newly at risk\. What changed · Excel file: Views\.xlsx · Show in folder$/,
  );
  expect(within(header).getByRole('link').getAttribute('href')).toBe(
    '/report.html?export=job-1&compare=job-0',
  );
  expect(names()).toEqual(['Company OKRs', 'Vertrieb Köln', 'Alone']);
  expect([...document.querySelectorAll('.of-batch > th')].map(({ textContent }) => textContent)).toEqual(
    names().slice(0, 2),
  );
});
