import type { Problem } from '../problems/problems.ts';
import type { MessageKey } from '../texts/i18n.ts';
import { isOpen, isPaused, type Job, type OpenJob } from './job.ts';

/** What an export does, one after the other. */
export const busyStatuses = ['created', 'waiting', 'running', 'downloading'] as const;

/** What the user is told of an export. */
export const statuses = [...busyStatuses, 'paused', 'done', 'failed', 'cancelled'] as const;
export type Status = (typeof statuses)[number];

/** Why an export stands still, or ended. */
export function problemOf({ wait, problem }: Job): Problem | undefined {
  if (!wait?.problem) return problem;
  return wait.until === undefined ? wait.problem : { ...wait.problem, retryAt: wait.until };
}

/** The one status that every screen shows, derived from the record. */
export function statusOf(job: Job): Status {
  if (!isOpen(job)) return job.phase as 'done' | 'failed' | 'cancelled';
  return isPaused(job) ? 'paused' : progressOf(job);
}

/** How far an open export is, whether it is paused there or not. */
export function progressOf(job: OpenJob): Status {
  if (job.phase === 'ready' || job.phase === 'saving') return 'downloading';
  if (job.phase !== 'following') return 'created';
  return job.status === 'notStarted' ? 'waiting' : 'running';
}

export const statusText = (status: Status): MessageKey => `status_${status}`;

/** How long it has taken so far, or took (ms). */
export const elapsedOf = (job: Job, now: number): number =>
  (isOpen(job) ? now : job.updatedAt) - job.requestedAt;

/** How long the view itself shows how its export ended (ms). */
const shownFor = 10 * 60_000;

/** It ended so lately that whoever looks at its view wants to know how. */
export const endedLately = (job: Job, now: number): boolean =>
  !isOpen(job) && now - job.updatedAt <= shownFor;
