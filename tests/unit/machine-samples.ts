import { type Job, newJob } from '../../lib/jobs/job.ts';
import type { Outcome } from '../../lib/jobs/outcome.ts';
import type { Cause } from '../../lib/problems/problems.ts';

/* An export in each phase, and what may come in its way. */

export const now = Date.parse('2026-11-23T12:00:00Z');
export const moment = { now, random: 0 };
const view = { goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3', explorerViewId: '48213' };
export const file = { name: 'a.csv', bytes: 3, blobUrl: 'blob:x' };
export const account = { homeAccountId: 'a.b', username: 'alice@contoso.com' };

export const inPhase = (phase: Job['phase'], more: Partial<Job> = {}): Job => ({
  ...newJob('1', view, 'Board report', now - 60_000),
  phase,
  account,
  exportJobId: 'j!1',
  ...more,
});
export const cause = (code: Cause['code']): Cause => ({ code });
export const setbacks: Outcome[] = [
  { type: 'failed', cause: cause('forbidden') },
  { type: 'delayed', cause: cause('throttled'), retryAfter: 60_000 },
  { type: 'paused', cause: cause('signInRequired') },
];
