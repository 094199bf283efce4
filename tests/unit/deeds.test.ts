// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { cancel, retry } from '../../lib/jobs/deeds.ts';
import { nextDue } from '../../lib/jobs/due.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { advance } from '../../lib/jobs/machine.ts';
import type { Outcome } from '../../lib/jobs/outcome.ts';
import { account, cause, inPhase, moment, now, setbacks } from './machine-samples.ts';

/* What a user may do with an export, and when it is due after that. */

describe('retry', () => {
  test('begins at the step that failed', () => {
    const failed = advance(inPhase('ready'), { type: 'failed', cause: cause('contentElsewhere') }, moment);
    expect(retry(failed, now)).toMatchObject({ phase: 'ready', exportJobId: 'j!1', wait: { until: now } });
    expect(retry(failed, now).problem).toBeUndefined();
  });

  test('begins anew where the export job is dead, for the same account', () => {
    const failed = advance(inPhase('following'), { type: 'failed', cause: cause('jobVanished') }, moment);
    const again = retry(failed, now);
    expect(again).toMatchObject({ phase: 'requested', account, title: 'Board report' });
    expect(again.exportJobId).toBeUndefined();
  });

  test('of an export that came to no job: in the name of whoever is signed in by then', () => {
    for (const code of ['forbidden', 'organizationNotFound'] as const) {
      const { exportJobId: _none, ...asked } = inPhase('requested');
      const failed = advance({ ...asked, account } as Job, { type: 'failed', cause: cause(code) }, moment);
      expect(retry(failed, now)).toMatchObject({ phase: 'requested' });
      expect(retry(failed, now).account).toBeUndefined();
    }
  });

  test('does not cut short what the service asked to wait', () => {
    const waiting = advance(inPhase('following'), setbacks[1] as Outcome, moment);
    expect(retry(waiting, now)).toBe(waiting);
    const busy = { type: 'delayed', cause: cause('serverError'), retryAfter: 60_000 } as const;
    const failing = advance(inPhase('following'), busy, moment);
    expect(retry(failing, now + 59_000)).toBe(failing);
    expect(retry(failing, now + 60_000)).toMatchObject({ wait: { until: now + 60_000 } });
    const polled = advance(
      inPhase('following'),
      { type: 'status', status: 'running', retryAfter: 9000 },
      moment,
    );
    expect(retry(polled, now + 8000)).toBe(polled);
  });

  test('of a finished export does nothing', () => {
    expect(retry(inPhase('done'), now)).toMatchObject({ phase: 'done' });
  });
});

test('cancelling forgets when it was due', () => {
  const cancelled = cancel(inPhase('following'), now);
  expect(cancelled).toMatchObject({ phase: 'cancelled', updatedAt: now });
  expect(nextDue(cancelled, now)).toBe(Number.POSITIVE_INFINITY);
});

test('a clock that was set back does not make it wait longer than was meant', () => {
  const job = {
    ...inPhase('following'),
    updatedAt: now,
    wait: { for: 'poll' as const, until: now + 60_000 },
  };
  expect(nextDue(job, now + 10)).toBe(now + 60_000);
  expect(nextDue(job, now - 86_400_000)).toBe(now - 86_400_000 + 60_000);
});
