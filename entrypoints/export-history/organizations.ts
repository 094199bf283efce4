import type { Job } from '../../lib/jobs/job.ts';

/**
 * The organizations of exports, newest first: id and a name for people. The service tells no names; the domain of whoever
 * exported says it as well, and where two share one, the beginning of the id tells them apart. Pure.
 */
export function organizationsOf(jobs: Job[]): Map<string, string> {
  const domains = new Map<string, string>();
  for (const { view, account } of jobs) {
    const domain = account?.username.split('@')[1];
    if (domain || !domains.has(view.goalsOrganizationId))
      domains.set(view.goalsOrganizationId, domains.get(view.goalsOrganizationId) || domain || '');
  }
  const all = [...domains.values()];
  const named = ([id, domain]: [string, string]): [string, string] => {
    if (!domain) return [id, id];
    return [id, all.filter((one) => one === domain).length > 1 ? `${domain} (${id.slice(0, 8)})` : domain];
  };
  return new Map([...domains].map(named));
}
