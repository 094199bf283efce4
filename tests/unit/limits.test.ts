// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readRetryAfter } from '../../lib/graph/retry.ts';
import { isNextStep } from '../../lib/jobs/alarm.ts';
import { retry } from '../../lib/jobs/deeds.ts';
import { isOpen, type Job, newJob } from '../../lib/jobs/job.ts';
import { loadJob } from '../../lib/jobs/load.ts';
import { advance } from '../../lib/jobs/machine.ts';
import type { Outcome } from '../../lib/jobs/outcome.ts';
import { runDueJobs } from '../../lib/jobs/runner.ts';
import { problemOf } from '../../lib/jobs/status.ts';
import { addJob } from '../../lib/jobs/write.ts';

/* What must not go on for ever, or turn in a circle. */

vi.mock('../../lib/offscreen/index.ts', () => ({ callOffscreen: vi.fn(), closeOffscreen: async () => {} }));
vi.mock('../../lib/auth/auth.ts', () => ({
  getToken: async () => ({ type: 'token', accessToken: 'secret', account: { homeAccountId: 'a' } }),
}));

const now = Date.UTC(2026, 10, 23, 12);
const view = { goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3', explorerViewId: '48213' };
const following = (patch: Partial<Job>): Job => ({
  ...newJob('1', view, undefined, now),
  phase: 'following',
  exportJobId: 'j!1',
  ...patch,
});

beforeEach(() => {
  fakeBrowser.reset();
  vi.unstubAllGlobals();
  vi.useFakeTimers({ now, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  return () => vi.useRealTimers();
});

describe('a POST that never gets through, while the list of jobs says that none was made', () => {
  /** One round: POST, its outcome, and where that leaves it open, the list that knows no job. */
  function rounds(outcome: Outcome, most: number) {
    let job: Job = newJob('1', view, undefined, now);
    const waits: number[] = [];
    for (let posts = 0; posts < most && isOpen(job); posts++) {
      const moment = { now: job.wait?.until ?? now, random: 0 };
      job = advance(job, { type: 'asking' }, moment);
      job = advance(job, outcome, moment);
      waits.push((job.wait?.until ?? moment.now) - moment.now);
      while (job.phase === 'creating')
        job = advance(job, { type: 'absent' }, { ...moment, now: job.wait?.until ?? now });
    }
    return { job, waits };
  }

  test('an error of the service ends the export after twelve, and not within ten minutes', () => {
    const { job, waits } = rounds({ type: 'unanswered', cause: { code: 'serverError' } }, 50);
    expect(job).toMatchObject({ phase: 'failed', problem: { code: 'serverError' } });
    expect(waits).toHaveLength(12);
    expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(10 * 60_000);
  });

  test('a service that makes jobs and never says which: five, no more', () => {
    const { job, waits } = rounds({ type: 'unnamed' }, 50);
    expect(job).toMatchObject({ phase: 'failed', problem: { code: 'unexpectedAnswer' } });
    expect(waits).toHaveLength(5);
  });

  test.each<[string, Outcome]>([
    ['no connection', { type: 'unanswered', cause: { code: 'offline' } }],
    [
      'throttling that does not say how long',
      { type: 'notCreated', setback: { type: 'delayed', cause: { code: 'throttled' } } },
    ],
  ])('%s: the waits grow', (_what, outcome) => {
    const { job, waits } = rounds(outcome, 12);
    expect(isOpen(job)).toBe(true);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(100 * 1000);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
  });
});

test.each(['99999999999999', '9'.repeat(30), new Date(8.64e15).toUTCString()])(
  'S8: a wait of %s ends the export; Retry does not ask sooner',
  (value) => {
    const retryAfter = readRetryAfter(value, null, now) as number;
    expect(retryAfter).toBeGreaterThan(86_400_000);
    const cause = { code: 'throttled' } as const;
    const job = advance(following({}), { type: 'delayed', cause, retryAfter }, { now, random: 1 });
    expect(job).toMatchObject({ phase: 'failed', failedIn: 'following', problem: { code: 'tookTooLong' } });
    const again = retry(job, now + 60_000);
    expect(again).toMatchObject({
      phase: 'following',
      wait: { for: 'retryAfter', until: now + retryAfter, problem: { code: 'throttled' } },
    });
    expect(() => new Date(problemOf(again)?.retryAt ?? Number.NaN).toISOString()).not.toThrow();
    const later = retry(job, now + retryAfter);
    expect(later).toMatchObject({ phase: 'following' });
    expect(later.wait).toEqual({ for: 'step', until: now + retryAfter });
  },
);

describe('when the clock was set back by a day', () => {
  test('the wait starts anew once, and then ends', async () => {
    const fetch = vi.fn(async () =>
      Response.json({ id: 'j!1', status: 'running' }, { headers: { 'retry-after': '60' } }),
    );
    vi.stubGlobal('fetch', fetch);
    const later = now + 86_400_000;
    const until = later + 60_000;
    const wait = {
      for: 'retryAfter',
      until,
      notBefore: until,
      problem: { code: 'throttled', at: later },
    } as const;
    await addJob(following({ requestedAt: later, updatedAt: later, wait }));

    await runDueJobs();
    expect(fetch).not.toHaveBeenCalled();
    expect((await loadJob('1'))?.wait).toMatchObject({ until: now + 60_000, notBefore: now + 60_000 });
    const [alarm] = await fakeBrowser.alarms.getAll();
    expect(alarm && isNextStep(alarm)).toBe(true);
    expect(alarm?.scheduledTime).toBe(now + 60_000);

    vi.setSystemTime(now + 60_000);
    await runDueJobs();
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe('retry of an export whose file was not saved', () => {
  test.each(['downloadCancelled', 'downloadFailed', 'fileNameRefused'] as const)(
    '%s: the content is fetched again, and the spent download forgotten',
    (code) => {
      const file = { name: 'a.csv', bytes: 3, blobUrl: 'blob:spent', downloadId: 7 };
      const saving = { ...following({ file }), phase: 'saving' as const };
      const failed = advance(saving, { type: 'failed', cause: { code } }, { now, random: 0 });
      const again = retry(failed, now);
      expect(again).toMatchObject({ phase: 'ready', exportJobId: 'j!1', wait: { until: now } });
      expect(again.file).toBeUndefined();
    },
  );
});
