import { isPaused, type Job } from './job.ts';

/** What an export without a due time waits for. */
export type Event = 'signIn' | 'access' | 'download';

export const waitsFor: Record<Event, (job: Job) => boolean> = {
  signIn: (job) => isPaused(job) && job.hold.code !== 'siteAccessMissing',
  access: (job) => isPaused(job) && job.hold.code === 'siteAccessMissing',
  download: (job) => job.phase === 'saving' && job.dueAt === undefined,
};
