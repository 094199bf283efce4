// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { longestExport } from '../../lib/graph/retry.ts';
import { cancel } from '../../lib/jobs/deeds.ts';
import { isOpen, isPaused, type OpenPhase } from '../../lib/jobs/job.ts';
import { advance } from '../../lib/jobs/machine.ts';
import type { Outcome } from '../../lib/jobs/outcome.ts';
import { cause, file, inPhase, moment, now, setbacks } from './machine-samples.ts';

/* What becomes of an export by what came of its last step. */

describe('the way of an export', () => {
  test.each<[OpenPhase, Outcome, object]>([
    ['requested', { type: 'asking' }, { phase: 'creating' }],
    [
      'creating',
      { type: 'created', exportJobId: 'j!2' },
      { phase: 'following', exportJobId: 'j!2', status: 'notStarted' },
    ],
    [
      'creating',
      { type: 'created', exportJobId: 'j!2', retryAfter: 9000 },
      { phase: 'following', wait: { until: now + 9000 } },
    ],
    [
      'creating',
      { type: 'joined', exportJobId: 'j!3' },
      { phase: 'following', exportJobId: 'j!3', joined: true, wait: { until: now } },
    ],
    ['creating', { type: 'absent' }, { phase: 'requested', wait: { until: now } }],
    ['creating', { type: 'unnamed' }, { phase: 'creating', failures: 1 }],
    ['creating', { type: 'unanswered', cause: cause('offline') }, { phase: 'creating', failures: 1 }],
    [
      'creating',
      { type: 'notCreated', setback: { type: 'delayed', cause: cause('throttled'), retryAfter: 5000 } },
      { phase: 'requested' },
    ],
    [
      'creating',
      { type: 'notCreated', setback: { type: 'failed', cause: cause('forbidden') } },
      { phase: 'failed', failedIn: 'requested' },
    ],
    [
      'creating',
      { type: 'notCreated', setback: { type: 'paused', cause: cause('signInRequired') } },
      { phase: 'requested' },
    ],
    [
      'following',
      { type: 'status', status: 'notStarted', retryAfter: 60_000 },
      { phase: 'following', status: 'notStarted', wait: { until: now + 60_000 }, polls: 1 },
    ],
    ['following', { type: 'status', status: 'running' }, { phase: 'following', status: 'running' }],
    ['following', { type: 'status', status: 'succeeded' }, { phase: 'ready', wait: { until: now } }],
    [
      'following',
      { type: 'status', status: 'failed', detail: 'why' },
      { phase: 'failed', problem: { code: 'jobFailed', at: now, details: { serviceMessage: 'why' } } },
    ],
    [
      'following',
      { type: 'status', status: 'skipped' },
      { phase: 'failed', problem: { code: 'jobSkipped', at: now } },
    ],
    [
      'following',
      { type: 'status', status: 'running', expiresAt: now - 1 },
      { phase: 'failed', problem: { code: 'jobExpired', at: now } },
    ],
    [
      'ready',
      { type: 'content', blobUrl: 'blob:y', bytes: 7, name: 'b.csv' },
      { phase: 'saving', file: { name: 'b.csv', bytes: 7, blobUrl: 'blob:y' } },
    ],
    [
      'saving',
      { type: 'started', downloadId: 4 },
      { phase: 'saving', file: { ...file, downloadId: 4 }, wait: { until: now } },
    ],
    ['saving', { type: 'lost' }, { phase: 'ready', wait: { until: now } }],
  ])('%s: %o', (phase, outcome, expected) => {
    const job = inPhase(phase, phase === 'saving' ? { file } : {});
    expect(advance(job, outcome, moment)).toMatchObject({ ...expected, updatedAt: now });
  });

  test('a download whose id is written down waits for the browser’s event', () => {
    const job = inPhase('saving', { file: { ...file, downloadId: 4 } });
    expect(advance(job, { type: 'started', downloadId: 4 }, moment).wait).toEqual({ for: 'download' });
  });

  test('a saved file is done, and its Blob URL is no longer told', () => {
    const job = inPhase('saving', { file: { ...file, downloadId: 4 } });
    const done = advance(job, { type: 'saved', name: '/x/a.csv', bytes: 3 }, moment);
    expect(done).toMatchObject({ phase: 'done', file: { name: '/x/a.csv', bytes: 3, downloadId: 4 } });
    expect(done.file?.blobUrl).toBeUndefined();
    expect(done.wait).toBeUndefined();
  });

  test('an unknown status is followed, and said', () => {
    const job = advance(inPhase('following'), { type: 'status', status: 'archiving' }, moment);
    expect(job).toMatchObject({
      phase: 'following',
      wait: { for: 'poll', problem: { code: 'jobStatusUnknown', value: 'archiving' } },
    });
    expect(job.wait?.until).toBeGreaterThan(now);
  });
});

const phases: OpenPhase[] = ['requested', 'creating', 'following', 'ready', 'saving'];
describe.each(phases)('in %s', (phase) => {
  test('what can’t pass ends it, with where and why', () => {
    const job = advance(inPhase(phase, { file }), setbacks[0] as Outcome, moment);
    expect(job).toMatchObject({ phase: 'failed', failedIn: phase, problem: { code: 'forbidden', at: now } });
  });

  test('what may pass delays it, no less than asked', () => {
    const job = advance(inPhase(phase, { file }), setbacks[1] as Outcome, moment);
    expect(job.phase).toBe(phase);
    expect(job.wait).toMatchObject({ for: 'retryAfter', problem: { code: 'throttled', at: now } });
    expect(job.wait?.until).toBeGreaterThanOrEqual(now + 60_000);
  });

  test('a missing sign-in pauses it', () => {
    const job = advance(inPhase(phase, { file }), setbacks[2] as Outcome, moment);
    expect(isPaused(job)).toBe(true);
    expect(job.phase).toBe(phase);
  });

  test('it does not last for ever', () => {
    const job = inPhase(phase, { file, waited: longestExport + 1 });
    expect(advance(job, setbacks[1] as Outcome, moment)).toMatchObject({
      phase: 'failed',
      failedIn: phase,
      problem: { code: 'tookTooLong' },
    });
  });

  test('a weekend’s sleep, a pause, or a clock that jumps is no waiting', () => {
    const monday = { now: now + 3 * 86_400_000, random: 0 };
    const slept = {
      ...inPhase(phase, { file }),
      updatedAt: now,
      wait: { for: 'poll' as const, until: now + 60_000 },
    };
    const offline: Outcome = { type: 'delayed', cause: cause('offline') };
    const after = advance(slept, offline, monday);
    expect(after.phase).toBe(phase);
    expect(after.waited).toBeLessThanOrEqual(120_000);
    const wait = { for: 'signIn', problem: { code: 'signInRequired', at: now } } as const;
    expect(advance({ ...slept, wait }, offline, monday).waited).toBeLessThanOrEqual(60_000);
    expect(advance(slept, offline, { now: now - 86_400_000, random: 0 }).waited).toBe(0);
  });
});

test('failures of one kind in a row end it, with the last of them', () => {
  let job = inPhase('ready');
  for (let tries = 0; isOpen(job); tries++) {
    expect(tries).toBeLessThan(3);
    job = advance(job, { type: 'delayed', cause: cause('contentEmpty') }, moment);
  }
  expect(job).toMatchObject({ phase: 'failed', failedIn: 'ready', problem: { code: 'contentEmpty' } });
});

test('that the service knows no job counts only once a POST on its way must have arrived', () => {
  const asking = advance(inPhase('requested'), { type: 'asking' }, moment);
  const soon = advance(asking, { type: 'absent' }, { now: now + 500, random: 0 });
  expect(soon).toMatchObject({ phase: 'creating', wait: { until: now + 10_000 } });
  expect(advance(soon, { type: 'absent' }, { now: now + 10_000, random: 0 }).phase).toBe('requested');
  expect(advance(soon, { type: 'absent' }, { now: now - 86_400_000, random: 0 }).phase).toBe('requested');
});

test('what succeeded at last is fetched, however long that took', () => {
  const job = inPhase('following', {
    waited: longestExport,
    updatedAt: now - 60_000,
    wait: { for: 'poll', until: now },
  });
  expect(advance(job, { type: 'status', status: 'succeeded' }, moment).phase).toBe('ready');
  expect(advance(job, { type: 'status', status: 'running' }, moment)).toMatchObject({
    problem: { code: 'tookTooLong' },
  });
});

test('a job has expired by the service’s clock, not by ours', () => {
  const running = { type: 'status', status: 'running', expiresAt: now + 1000 } as const;
  const wrong = { now: now + 365 * 86_400_000, random: 0 };
  expect(advance(inPhase('following'), { ...running, serviceTime: now }, wrong).phase).toBe('following');
  expect(advance(inPhase('following'), { ...running, serviceTime: now + 1001 }, moment)).toMatchObject({
    problem: { code: 'jobExpired' },
  });
});

test('a content that is lost again and again ends it', () => {
  let job = inPhase('saving', { file });
  let losses = 0;
  for (; isOpen(job) && losses < 50; losses++) {
    job = advance(job, { type: 'lost' }, { now: job.wait?.until ?? now, random: 0 });
    if (isOpen(job))
      job = advance(job, { type: 'content', blobUrl: 'blob:z', bytes: 3, name: 'a.csv' }, moment);
  }
  expect(losses).toBe(3);
  expect(job).toMatchObject({ phase: 'failed', problem: { code: 'contentLost' } });
});

describe('its events', () => {
  test('say what happened, with the ids that support asks for, and not each poll', () => {
    const details = { requestId: 'r', clientRequestId: 'c', serviceMessage: 'no' };
    let job = inPhase('requested');
    job = advance(job, { type: 'asking' }, moment);
    job = advance(job, { type: 'created', exportJobId: 'j!1' }, moment);
    job = advance(job, { type: 'status', status: 'notStarted' }, moment);
    job = advance(job, { type: 'status', status: 'notStarted' }, moment);
    job = advance(job, { type: 'delayed', cause: { code: 'serverError', details } }, moment);
    job = cancel(job, now + 1);
    expect(job.events).toEqual([
      { at: now, phase: 'creating' },
      { at: now, phase: 'following' },
      { at: now, phase: 'following', code: 'serverError', requestId: 'r', clientRequestId: 'c' },
      { at: now + 1, phase: 'cancelled' },
    ]);
  });

  test('are bounded, the last ones stay', () => {
    let job = inPhase('following');
    for (let at = 0; at < 50; at++)
      job = advance(job, { type: 'delayed', cause: cause('offline') }, { now: now + at, random: 0 });
    expect(job.events).toHaveLength(20);
    expect(job.events.at(-1)?.at).toBe(now + 49);
  });
});

test('progress forgets earlier failures and why it waited', () => {
  const job = advance(
    inPhase('following', {
      failures: 7,
      wait: { for: 'network', until: 1, problem: { code: 'offline', at: 1 } },
    }),
    { type: 'status', status: 'running' },
    moment,
  );
  expect(job.failures).toBe(0);
  expect(job.wait?.problem).toBeUndefined();
});

test.each(['done', 'failed', 'cancelled'] as const)('%s stays so, whatever comes', (phase) => {
  const job = inPhase(phase);
  for (const outcome of [...setbacks, { type: 'status', status: 'running' } as Outcome])
    expect(advance(job, outcome, moment)).toBe(job);
  expect(cancel(job, now)).toBe(job);
});
