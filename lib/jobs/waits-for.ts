import { isPaused, type Job } from './job.ts';

/** What an export without a due time waits for. */
export type Event = 'signIn' | 'access' | 'download';

/** Paused for something else than a sign-in: for the user's word on this very export, or for access to a site. */
const otherwise = new Set<string>(['siteAccessMissing', 'contentHostUnknown']);

export const waitsFor: Record<Event, (job: Job) => boolean> = {
  signIn: (job) => isPaused(job) && !otherwise.has(job.hold.code),
  access: (job) => isPaused(job) && job.hold.code === 'siteAccessMissing',
  download: (job) => job.phase === 'saving' && job.dueAt === undefined,
};

/** Events whose exports have not been woken yet; at a start, those that may have come while the background was asleep. */
export const missed = new Set<Event>(['access', 'download']);
