import { act, fireEvent, render, screen, within } from '@testing-library/preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadStored } from '../../components/use-stored.ts';
import { matches, noFilter } from '../../entrypoints/export-history/filter.ts';
import { History } from '../../entrypoints/export-history/history.tsx';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { aroundPages, background, sent } from './pages.ts';
import { account, jobIn, noon, otherView, settings, signInAwaited, view } from './samples.ts';

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
const row = (name: string) => screen.getByRole('rowheader', { name }).closest('tr') as HTMLElement;
const entry = (name: string) => within(row(name));
const names = () => [...document.querySelectorAll('.export > th')].map((one) => one.textContent);
const open = (name: string) =>
  fireEvent.click(screen.getByRole('button', { name: `More actions for ${name}` }));
/** Does what stands in a row, or in its menu. */
const press = (of: string, name: string) => {
  const button = entry(of).queryByRole('button', { name });
  if (button) return fireEvent.click(button);
  open(of);
  fireEvent.click(entry(of).getByRole('menuitem', { name }));
};
const news = () => screen.getAllByRole('status')[0]?.textContent;
const keep = (...jobs: Job[]) =>
  act(() => fakeBrowser.storage.local.set(Object.fromEntries(jobs.map((job) => [`job:${job.id}`, job]))));
const fill = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  background.mockResolvedValue({ value: { exports: [] } });
});

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

describe('what can be done', () => {
  test.each<[string, Job, string, unknown]>([
    ['done', done, 'Export again', ['exportView', { view }]],
    ['done', done, 'Download again', ['fetchExport', { view, exportJobId: 'j!1' }]],
    ['done', done, 'Remove from list', ['remove', { jobId: 'job-1' }]],
    ['failed', failed, 'Try again', ['retry', { jobId: 'job-2' }]],
    ['under way', running, 'Cancel', ['cancel', { jobId: 'job-3' }]],
  ])('%s: %3$s', async (_state, job, name, message) => {
    await show([job]);
    press(job.title ?? '', name);
    expect(sent).toEqual([message]);
  });

  test.each<[string, Job, string, string[]]>([
    [
      'done',
      done,
      'Open file',
      [
        'Show in folder',
        'Open report',
        'Download again',
        'Export again',
        'Open the view',
        'Rename',
        'Details',
        'Remove from list',
      ],
    ],
    [
      'failed',
      failed,
      'Try again',
      ['Export again', 'Open the view', 'Rename', 'Details', 'Remove from list'],
    ],
    ['under way', running, 'Cancel', ['Open the view', 'Rename', 'Details']],
    [
      'no longer followed',
      jobIn('cancelled'),
      'Export again',
      ['Open the view', 'Rename', 'Details', 'Remove from list'],
    ],
    [
      'with another account',
      { ...failed, problem: { code: 'organizationNotFound', at: noon } },
      'Switch account',
      ['Try again', 'Export again', 'Open the view', 'Rename', 'Details', 'Remove from list'],
    ],
    [
      'waiting for a time',
      {
        ...running,
        wait: {
          for: 'backoff',
          until: Date.now() + 60_000,
          problem: { code: 'throttled', at: noon },
        },
      },
      'Cancel',
      ['Try again', 'Open the view', 'Rename', 'Details'],
    ],
    [
      'without access, which is allowed above',
      { ...running, wait: { for: 'siteAccess', problem: { code: 'siteAccessMissing', at: noon } } },
      'Cancel',
      ['Try again', 'Open the view', 'Rename', 'Details'],
    ],
  ])('%s: one button, the rest in the menu', async (_state, job, first, rest) => {
    await show([job]);
    const name = job.title ?? '';
    const [button] = entry(name)
      .getAllByRole('button')
      .filter((one) => one.closest('.deeds'));
    expect(button?.textContent).toBe(first);
    open(name);
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(rest);
  });

  test('the result is offered as long as the service keeps it', async () => {
    const day = 86_400_000;
    await show([{ ...done, expiresAt: Date.now() + 3 * day }]);
    press('Company OKRs', 'Details');
    expect(document.body.textContent).toContain('Kept by Viva Goals until');
    await keep({ ...done, expiresAt: Date.now() - 10_000 });
    open('Company OKRs');
    await vi.waitFor(() => expect(screen.queryByRole('menuitem', { name: 'Download again' })).toBeNull());
    expect(document.body.textContent).not.toContain('Kept by Viva Goals until');
    expect(screen.getByRole('menuitem', { name: 'Export again' })).toBeTruthy();
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

describe('naming a view', () => {
  const rename = async (value: string, how: (field: HTMLElement) => void) => {
    await show([done]);
    press('Company OKRs', 'Rename');
    const field = screen.getByLabelText('Name of the view');
    fireEvent.input(field, { target: { value } });
    how(field);
  };

  test.each(['Q3 Sales', ''])('Enter keeps it: "%s"', async (name) => {
    await rename(name, (field) => fireEvent.submit(field.closest('form') as HTMLFormElement));
    expect(sent).toEqual([['renameView', { view, name }]]);
    expect(document.activeElement).toBe(
      screen.getByRole('button', { name: 'More actions for Company OKRs' }),
    );
  });

  test('Esc does not', async () => {
    await rename('Q3 Sales', (field) => fireEvent.keyDown(field, { key: 'Escape' }));
    expect(sent).toEqual([]);
    expect(names()).toEqual(['Company OKRs']);
  });

  test('shown wherever the view is', async () => {
    await show([done], { names: { [`${view.goalsOrganizationId}/${view.explorerViewId}`]: 'Q3 Sales' } });
    expect(names()).toEqual(['Q3 Sales']);
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

describe('started elsewhere', () => {
  const ask = async (answer: unknown) => {
    background.mockResolvedValue({ value: answer });
    await show([done]);
    fireEvent.click(screen.getByRole('button', { name: 'Find exports started elsewhere' }));
    await screen.findByRole('region', { name: 'Started elsewhere' });
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
    const name = `Unnamed view (${otherView.explorerViewId.slice(0, 8)})`;
    expect(entry(name).getByText('Ready')).toBeTruthy();
    expect(row(name).textContent).toContain('61 minutes');
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
    const one = entry(`Unnamed view (${otherView.explorerViewId.slice(0, 8)})`);
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
