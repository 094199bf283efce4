import { fireEvent, render, screen } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { JobCard } from '../../components/job-card.tsx';
import type { Job } from '../../lib/jobs/job.ts';
import { aroundPages } from './pages.ts';
import { account, jobIn, noon, view } from './samples.ts';

aroundPages();

const now = noon + 125_000;
const file = {
  name: '/downloads/Downloads/OKR/Company OKRs 2026-11-23.csv',
  bytes: 1_400_000,
  downloadId: 3,
};
function show(job: Job, props: Partial<Parameters<typeof JobCard>[0]> = {}) {
  const deeds = { cancel: vi.fn(), remove: vi.fn(), showFile: vi.fn(), retry: vi.fn(), signIn: vi.fn() };
  render(<JobCard job={job} now={now} names={{}} deeds={deeds} {...props} />);
  return deeds;
}
const text = () => screen.getByRole('article').textContent ?? '';
const buttons = () =>
  screen
    .queryAllByRole('button')
    .map(({ textContent }) => textContent)
    .filter((name) => name !== 'Copy details');
const stations = () => screen.getAllByRole('listitem');

describe('each status', () => {
  test.each<[string, Job, string, string, string[], number | undefined]>([
    ['asked for', jobIn('requested'), 'Requested', '2:05 so far', ['Cancel'], 0],
    ['being created', jobIn('creating'), 'Requested', '2:05 so far', ['Cancel'], 0],
    ['waiting', jobIn('following', { status: 'notStarted' }), 'In the queue', '2:05 so far', ['Cancel'], 1],
    ['running', jobIn('following', { status: 'running' }), 'Preparing', '2:05 so far', ['Cancel'], 2],
    ['fetching', jobIn('ready'), 'Saving', '2:05 so far', ['Cancel'], 3],
    ['saving', jobIn('saving', { file }), 'Saving', '2:05 so far', ['Cancel'], 3],
    [
      'done',
      jobIn('done', { file }),
      'Saved',
      'took 1:00',
      ['Show in folder', 'Remove from list'],
      undefined,
    ],
    ['no longer followed', jobIn('cancelled'), 'Cancelled', '12:01', ['Remove from list'], undefined],
  ])('%s', (_what, job, status, time, expected, at) => {
    show(job);
    expect(screen.getAllByRole('status')[0]?.textContent).toBe(status);
    expect(text()).toContain(time);
    expect(buttons()).toEqual(expected);
    const current = screen.queryAllByRole('listitem').findIndex((item) => item.hasAttribute('aria-current'));
    expect(current).toBe(at ?? -1);
  });

  test('failed: why, and what to do', () => {
    const deeds = show(jobIn('failed', { problem: { code: 'jobFailed', at: noon }, failedIn: 'following' }));
    expect(screen.getAllByRole('status')[0]?.textContent).toBe('Failed');
    expect(text()).toContain('Viva Goals could not make the export');
    expect(buttons()).toEqual(['Try again', 'Remove from list']);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(deeds.retry).toHaveBeenCalledOnce();
  });

  test('paused: still at its station, with the way on', () => {
    const { dueAt: _due, ...job } = jobIn('ready', { hold: { code: 'signInRequired', at: noon } });
    show(job);
    expect(screen.getAllByRole('status')[0]?.textContent).toBe('Action needed');
    expect(stations()[3]?.getAttribute('aria-current')).toBe('step');
    expect(buttons()).toEqual(['Sign in', 'Cancel']);
    expect(text()).toContain('It continues automatically once you are signed in.');
  });

  test('throttled: waits by itself', () => {
    show(
      jobIn('following', { status: 'running', hold: { code: 'throttled', at: noon, retryAt: now + 60_000 } }),
    );
    expect(screen.getAllByRole('status')[0]?.textContent).toBe('Preparing');
    expect(text()).toContain('It is tried again automatically at');
    expect(buttons()).toEqual(['Cancel']);
  });
});

describe('the card', () => {
  test('is named by the view’s title, else by its id; not twice where the name stands above', () => {
    show(jobIn('requested'));
    expect(screen.getByRole('article', { name: 'Company OKRs' })).toBeTruthy();
    expect(screen.getByRole('heading').textContent).toBe('Company OKRs');
    const { title: _title, ...unnamed } = jobIn('requested');
    show(unnamed, { named: true });
    expect(
      screen.getByRole('article', { name: `Unnamed view (${view.explorerViewId.slice(0, 8)})` }),
    ).toBeTruthy();
    expect(screen.getAllByRole('heading')).toHaveLength(1);
  });

  test('of a finished export names the file without its folders, and its size', () => {
    show(jobIn('done', { file }));
    expect(text()).toContain('Company OKRs 2026-11-23.csv (1.4 MB)');
    expect(text()).not.toContain('/home');
    show(jobIn('done', { id: '2', file: { ...file, name: 'C:\\Users\\a\\Downloads\\b.csv' } }));
    expect(document.body.textContent).not.toContain('Users');
  });

  test('says that an export was under way already, before and after', () => {
    show(jobIn('following', { joined: true, status: 'running' }));
    expect(text()).toContain('An export of this view was in progress already.');
    show(jobIn('done', { joined: true, file }), { named: true });
    expect(document.body.textContent).toContain('This export was in progress already.');
  });

  test('tells a problem of whose account it is', () => {
    const { account: _account, ...job } = jobIn('failed', { problem: { code: 'forbidden', at: noon } });
    show(job, { signedIn: account });
    expect(text()).toContain(account.username);
  });

  test.each<[string, Job, string, 'cancel' | 'remove' | 'showFile']>([
    ['an open export', jobIn('ready'), 'Cancel', 'cancel'],
    ['an ended export', jobIn('cancelled'), 'Remove from list', 'remove'],
    ['a finished export', jobIn('done', { file }), 'Show in folder', 'showFile'],
  ])('%s: %s', (_what, job, name, deed) => {
    const deeds = show(job);
    fireEvent.click(screen.getByRole('button', { name }));
    expect(deeds[deed]).toHaveBeenCalledOnce();
  });
});

test('no longer followed: it says that the service goes on', () => {
  render(<JobCard job={jobIn('cancelled')} now={noon} names={{}} deeds={{}} />);
  expect(document.body.textContent).toContain('offers no way to stop an export');
});

test('paused: it says how long there is time to sign in', () => {
  const { dueAt: _, ...job } = jobIn('ready', { expiresAt: noon + 3_600_000 });
  render(
    <JobCard job={{ ...job, hold: { code: 'signInRequired', at: noon } }} now={noon} names={{}} deeds={{}} />,
  );
  expect(document.body.textContent).toMatch(/keeps the result until (13:00|1:00)/);
});
