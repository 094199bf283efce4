import { isOpen, isPaused, type Job } from '../../lib/jobs/job.ts';
import { formatDay, t } from '../../lib/texts/i18n.ts';

/** Exports under one heading. */
export interface Group {
  title: string;
  jobs: Job[];
  /** The heading says the day of them. */
  ofDay?: true;
}

/** What needs the user, what runs, and the rest by days; in their order within each. Pure. */
export function groupsOf(jobs: Job[], now: number): Group[] {
  const ended = jobs.filter((job) => !isOpen(job));
  const days = Map.groupBy(ended, ({ requestedAt }) => new Date(requestedAt).setHours(0, 0, 0, 0));
  const groups: Group[] = [
    { title: t('history_needsYou'), jobs: jobs.filter(isPaused) },
    { title: t('history_state_open'), jobs: jobs.filter((job) => isOpen(job) && !isPaused(job)) },
    ...[...days].map(([day, of]): Group => ({ title: formatDay(day, now), jobs: of, ofDay: true })),
  ];
  return groups.filter((group) => group.jobs.length > 0);
}
