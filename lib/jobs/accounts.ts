import type { Account } from '../auth/account.ts';
import type { Job } from './job.ts';

/**
 * Which account the service accepts for an organization: that of the last export, if it led to a job. Pure.
 * @param jobs newest first
 */
export function accountFor(goalsOrganizationId: string, jobs: Job[]): Account | undefined {
  const last = jobs.find(({ view, account }) => account && view.goalsOrganizationId === goalsOrganizationId);
  return last?.exportJobId === undefined ? undefined : last.account;
}
