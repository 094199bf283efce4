import type { Account } from '../auth/account.ts';
import type { Job } from './job.ts';

/**
 * Whose exports of an organization the service takes: the account of the last one, if it came to a job. Pure.
 * @param jobs newest first
 */
export function accountFor(goalsOrganizationId: string, jobs: Job[]): Account | undefined {
  const last = jobs.find(({ view, account }) => account && view.goalsOrganizationId === goalsOrganizationId);
  return last?.exportJobId === undefined ? undefined : last.account;
}
