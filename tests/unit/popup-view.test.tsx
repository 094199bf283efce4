import { fireEvent, render, screen } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { situationOf } from '../../entrypoints/popup/situation.ts';
import { View } from '../../entrypoints/popup/view.tsx';
import type { Job } from '../../lib/jobs/job.ts';
import { aroundPages } from './pages.ts';
import { account, jobIn, noon, retryAfter, signInAwaited, view } from './samples.ts';

aroundPages();

const now = noon + 125_000;
const file = {
  name: '/downloads/Downloads/OKR/Company OKRs 2026-11-23.csv',
  bytes: 1_400_000,
  downloadId: 3,
};
function show(job: Job, props: Partial<Parameters<typeof View>[0]> = {}) {
  const deeds = {
    cancel: vi.fn(),
    showFile: vi.fn(),
    openFile: vi.fn(),
    retry: vi.fn(),
    signIn: vi.fn(),
    switchAccount: vi.fn(),
  };
  const situation = situationOf({
    needsSetUp: false,
    locked: false,
    page: { view },
    current: job,
    now: props.now ?? now,
  });
  render(
    <View
      situation={situation}
      view={view}
      name="Company OKRs"
      job={job}
      now={now}
      deeds={deeds}
      account={account}
      signedIn={account}
      adminConsentUrl={undefined}
      second={false}
      offer={null}
      onExport={vi.fn()}
      {...props}
    />,
  );
  return deeds;
}
const text = () => screen.getByRole('region', { name: 'Explorer view' }).textContent ?? '';
const buttons = () =>
  screen
    .queryAllByRole('button')
    .map(({ textContent }) => textContent)
    .filter((name) => name !== 'Copy details');
const primary = () => [...document.querySelectorAll('.primary')].map(({ textContent }) => textContent);
const stations = () => screen.getAllByRole('listitem');

describe('each state has one thing to do, or none', () => {
  const held = jobIn('ready', { wait: signInAwaited });
  const failed = (code: 'jobFailed' | 'organizationNotFound') =>
    jobIn('failed', { problem: { code, at: noon }, failedIn: 'following' });
  test.each<[string, Job, string, string | undefined, string[], number | undefined]>([
    ['asked for', jobIn('requested'), 'Requested', undefined, ['Cancel'], 0],
    ['being created', jobIn('creating'), 'Requested', undefined, ['Cancel'], 0],
    ['waiting', jobIn('following', { status: 'notStarted' }), 'In the queue', undefined, ['Cancel'], 1],
    ['running', jobIn('following', { status: 'running' }), 'is preparing the file', undefined, ['Cancel'], 2],
    ['fetching', jobIn('ready'), 'Saving', undefined, ['Cancel'], 3],
    ['saving', jobIn('saving', { file }), 'Saving', undefined, ['Cancel'], 3],
    ['paused', held, 'Sign in to continue', 'Sign in', ['Sign in', 'Cancel'], undefined],
    ['failed', failed('jobFailed'), 'could not make the export', 'Try again', ['Try again'], undefined],
    [
      'failed for want of the right account',
      failed('organizationNotFound'),
      'Organization not found',
      'Switch account',
      ['Switch account', 'Try again'],
      undefined,
    ],
    [
      'done',
      jobIn('done', { file }),
      'Saved',
      'Open file',
      ['Open file', 'Show in folder', 'Export again'],
      undefined,
    ],
    ['cancelled', jobIn('cancelled'), 'offers no way to stop', 'Export view', ['Export view'], undefined],
  ])('%s', (_what, job, says, first, expected, at) => {
    show(job);
    expect(text()).toContain(says);
    expect(buttons()).toEqual(expected);
    expect(primary()).toEqual(first ? [first] : []);
    const current = screen.queryAllByRole('listitem').findIndex((item) => item.hasAttribute('aria-current'));
    expect(current).toBe(at ?? -1);
  });

  test('failed with nothing that mends it: it can be exported again', () => {
    show(jobIn('failed', { problem: { code: 'invalidViewId', at: noon } }), { deeds: {} });
    expect(primary()).toEqual(['Open the view']);
    document.body.replaceChildren();
    show(jobIn('failed', { problem: { code: 'fileGone', at: noon } }), { deeds: {} });
    expect(primary()).toEqual(['Export view']);
  });

  test('done a while ago: ready for the next, and says when the last one was', async () => {
    show(jobIn('done', { file }), { now: noon + 3_600_000 });
    expect(primary()).toEqual(['Export view']);
    await vi.waitFor(() => expect(text()).toMatch(/Last exported today, (12:01|12:01\sPM)/));
  });
});

describe('a running export', () => {
  test('tells how long it has taken', async () => {
    show(jobIn('following', { status: 'running' }));
    await vi.waitFor(() => expect(text()).toContain('2:05'));
    expect(stations()).toHaveLength(5);
  });

  test('waits by itself: one line, and nothing to do', () => {
    show(jobIn('following', { status: 'running', wait: retryAfter(now + 60_000) }), { deeds: {} });
    expect(text()).toMatch(/Microsoft is busy\. Continues by itself at .*12:03/);
    expect(primary()).toEqual([]);
    expect(screen.queryByRole('region', { name: 'Microsoft is busy' })).toBeNull();
  });

  test('says that somebody else’s export is followed, before and after', () => {
    show(jobIn('following', { joined: true, status: 'running' }));
    expect(text()).toContain('An export of this view was in progress already.');
    document.body.replaceChildren();
    show(jobIn('done', { joined: true, file }));
    expect(text()).toContain('This export was in progress already.');
  });
});

test('the file is named without its folders, with its size', async () => {
  show(jobIn('done', { file }));
  expect(text()).toContain('Company OKRs 2026-11-23.csv');
  await vi.waitFor(() => expect(text()).toContain('1.4 MB'));
  expect(text()).not.toContain('/downloads');
  document.body.replaceChildren();
  show(jobIn('done', { file: { ...file, name: 'C:\\Users\\a\\Downloads\\b.csv' } }));
  expect(text()).not.toContain('Users');
});

test('ids and accounts stand in the details alone, and once', () => {
  const { account: _account, ...job } = jobIn('failed', { problem: { code: 'forbidden', at: noon } });
  show(job);
  const details = document.querySelectorAll('details');
  expect(details).toHaveLength(1);
  for (const id of [view.goalsOrganizationId, view.explorerViewId, account.username]) {
    expect(details[0]?.textContent).toContain(id);
    expect(text().split(id)).toHaveLength(2);
  }
});

test('paused: it says that it goes on by itself, and how long there is time for it', () => {
  show(jobIn('ready', { expiresAt: noon + 3_600_000, wait: signInAwaited }));
  expect(text()).toContain('It continues automatically once you are signed in.');
  expect(text()).toMatch(/keeps the result until (13:00|1:00)/);
});

test.each<[string, Job, string, 'cancel' | 'openFile' | 'showFile' | 'signIn' | 'retry']>([
  ['an open export', jobIn('ready'), 'Cancel', 'cancel'],
  ['a finished export', jobIn('done', { file }), 'Show in folder', 'showFile'],
  ['a finished export', jobIn('done', { file }), 'Open file', 'openFile'],
  ['a failed export', jobIn('failed', { problem: { code: 'jobFailed', at: noon } }), 'Try again', 'retry'],
])('%s: %s', (_what, job, name, deed) => {
  const deeds = show(job);
  fireEvent.click(screen.getByRole('button', { name }));
  expect(deeds[deed]).toHaveBeenCalledOnce();
});
