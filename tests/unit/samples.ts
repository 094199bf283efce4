import { isEnded, type Job, newJob } from '../../lib/jobs/job.ts';
import type { Wait } from '../../lib/jobs/wait.ts';
import type { ProblemCode } from '../../lib/problems/problems.ts';
import { readSettings, type Settings } from '../../lib/settings/catalogue.ts';

/* What the tests of the pages speak of. */

export const view = {
  goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3',
  explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e',
};
export const otherView = { ...view, explorerViewId: '2c8b5fd3-67c3-4677-8eb3-e0066c4d2fd7' };
export const account = { homeAccountId: 'alice.t', username: 'alice@contoso.com' };
export const settings: Settings = readSettings({ clientId: '00001111-aaaa-2222-bbbb-3333cccc4444' });
export const noon = new Date(2026, 10, 23, 12).getTime();

/** An export in some phase, asked for at noon; a minute old. */
export function jobIn(phase: Job['phase'], patch: Partial<Job> = {}): Job {
  const { wait, ...fresh } = newJob('job-1', view, 'Company OKRs', noon);
  const waits = isEnded(phase) ? {} : { wait };
  return { ...fresh, updatedAt: noon + 60_000, ...waits, account, ...patch, phase } as Job;
}

/** Exports as `storage.local` holds them. */
export const recordsOf = (jobs: Job[]) => Object.fromEntries(jobs.map((job) => [`job:${job.id}`, job]));

/** For somebody to sign in. */
export const signInAwaited: Wait = { for: 'signIn', problem: { code: 'signInRequired', at: noon } };

/** As long as the service asked for. */
export const retryAfter = (until: number, code: ProblemCode = 'throttled'): Wait => ({
  for: 'retryAfter',
  until,
  notBefore: until,
  problem: { code, at: noon },
});
