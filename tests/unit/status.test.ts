// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { elapsedOf, problemOf, type Status, statusOf } from '../../lib/jobs/status.ts';
import { badgeText, showBadge } from '../../lib/surfaces/badge.ts';
import { loadViewStatus, tellExplorerPages, viewStatusOf } from '../../lib/surfaces/view-status.ts';
import { jobIn, noon, otherView, retryAfter, settings, signInAwaited, view } from './samples.ts';

/* All that is derived from the stored exports: status, badge, what an Explorer page is told. */

const throttled = retryAfter(noon + 60_000);
const paused = (phase: Job['phase']): Job => jobIn(phase, { wait: signInAwaited });

test.each<[string, Job, Status]>([
  ['asked for', jobIn('requested'), 'created'],
  ['POSTed', jobIn('creating'), 'created'],
  ['notStarted', jobIn('following', { status: 'notStarted' }), 'waiting'],
  ['running', jobIn('following', { status: 'running' }), 'running'],
  ['joined, not asked for yet', jobIn('following', { joined: true }), 'running'],
  ['an unknown status', jobIn('following', { status: 'archiving' }), 'running'],
  ['throttled', jobIn('following', { status: 'notStarted', wait: throttled }), 'waiting'],
  ['to be fetched', jobIn('ready'), 'downloading'],
  ['being saved', jobIn('saving'), 'downloading'],
  ['needs a sign-in', paused('requested'), 'paused'],
  ['needs a sign-in for the content', paused('ready'), 'paused'],
  ['waits for the browser’s download', jobIn('saving', { wait: { for: 'download' } }), 'downloading'],
  ['done', jobIn('done'), 'done'],
  ['failed', jobIn('failed'), 'failed'],
  ['cancelled', jobIn('cancelled'), 'cancelled'],
])('%s', (_what, job, status) => expect(statusOf(job)).toBe(status));

test('the problem is why it stands still, else why it ended', () => {
  const problem = { code: 'forbidden', at: noon } as const;
  expect(problemOf(paused('ready'))).toEqual({ code: 'signInRequired', at: noon });
  expect(problemOf(jobIn('following', { wait: throttled }))).toEqual({
    code: 'throttled',
    at: noon,
    retryAt: noon + 60_000,
  });
  expect(problemOf(jobIn('failed', { problem, wait: { for: 'retryAfter', notBefore: 1 } }))).toBe(problem);
  expect(problemOf(jobIn('done'))).toBeUndefined();
});

test('time goes on until it ends', () => {
  expect(elapsedOf(jobIn('ready'), noon + 5000)).toBe(5000);
  expect(elapsedOf(jobIn('done'), noon + 999_999)).toBe(60_000);
});

describe('the badge', () => {
  test.each<[string, Job[], string, string]>([
    ['nothing', [], '', 'Export view for Viva Goals'],
    ['ended ones only', [jobIn('done'), jobIn('failed')], '', 'Export view for Viva Goals'],
    [
      'two that run',
      [jobIn('ready'), jobIn('following'), jobIn('done')],
      '2',
      'Export view, exports running: 2',
    ],
    [
      'one that needs the user',
      [jobIn('ready'), paused('following')],
      '!',
      'Export view: an export needs your attention',
    ],
  ])('%s', async (_what, jobs, text, title) => {
    expect(badgeText(jobs)).toBe(text);
    await showBadge(jobs);
    expect(await fakeBrowser.action.getBadgeText({})).toBe(text);
    expect(await fakeBrowser.action.getTitle({})).toBe(title);
  });
});

describe('an Explorer page', () => {
  const now = noon + 120_000;
  test.each<[string, Job[], object]>([
    ['no export', [], {}],
    ['of another view', [jobIn('ready', { view: otherView })], {}],
    ['running', [jobIn('following', { status: 'running' })], { status: 'running', startedAt: noon }],
    ['joined', [jobIn('ready', { joined: true })], { status: 'downloading', startedAt: noon, joined: true }],
    ['the newest of several', [jobIn('ready'), jobIn('failed')], { status: 'downloading', startedAt: noon }],
    ['just done', [jobIn('done')], { status: 'done', startedAt: noon }],
    ['done a while ago', [jobIn('done', { updatedAt: now - 600_001 })], {}],
    ['failed a while ago', [jobIn('failed', { updatedAt: now - 600_001 })], {}],
    ['cancelled', [jobIn('cancelled')], {}],
    [
      'throttled',
      [
        jobIn('following', {
          status: 'running',
          wait: {
            ...throttled,
            problem: { code: 'throttled', at: noon, value: 'x', details: { requestId: 'r' } },
          },
        }),
      ],
      { status: 'running', startedAt: noon, problem: { code: 'throttled', retryAt: noon + 60_000 } },
    ],
    [
      'failed',
      [jobIn('failed', { problem: { code: 'wrongAccount', at: noon, value: 'bob@contoso.com' } })],
      { status: 'failed', startedAt: noon, problem: { code: 'wrongAccount' } },
    ],
  ])('%s', (_what, jobs, status) => {
    for (const needsSetUp of [true, false])
      expect(viewStatusOf(view, jobs, needsSetUp, now)).toEqual({ needsSetUp, ...status });
  });

  test('is told nothing of the account, nor of ids', async () => {
    const problem = { code: 'wrongAccount', at: Date.now(), value: 'bob@contoso.com' } as const;
    const job = jobIn('failed', { problem, updatedAt: Date.now(), exportJobId: 'j!1' });
    await fakeBrowser.storage.local.set({ 'job:1': job, settings });
    const status = await loadViewStatus(view);
    expect(status).toMatchObject({ needsSetUp: false, status: 'failed' });
    expect(JSON.stringify(status)).not.toMatch(/contoso|alice|j!1/);
  });

  test('is told of its own view only; a page without our script is no error', async () => {
    const told: [number, { view: unknown }][] = [];
    const sendMessage = async (id: number, message: { view: unknown }) => {
      if (id === 3) throw new Error('Receiving end does not exist.');
      told.push([id, message]);
    };
    const tabs = [
      { id: 1, url: explorerUrl(view) },
      { id: 2, url: explorerUrl(otherView) },
      { id: 3, url: explorerUrl(view) },
      { id: 4, url: 'https://goals.microsoft.com/' },
      { id: 5, url: explorerUrl(view) },
    ];
    Object.assign(fakeBrowser.tabs, { query: async () => tabs, sendMessage });
    await tellExplorerPages([view]);
    expect(told.map(([id, message]) => [id, message.view])).toEqual([
      [1, view],
      [5, view],
    ]);
    await tellExplorerPages([]);
    expect(told).toHaveLength(2);
    await tellExplorerPages();
    expect(told.slice(2).map(([id]) => id)).toEqual([1, 2, 5]);
  });
});
