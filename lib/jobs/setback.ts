import { backoff } from '../graph/retry.ts';
import type { Cause, ProblemCode, Setback } from '../problems/problems.ts';
import type { Job, OpenPhase } from './job.ts';

/** The moment of a transition: epoch ms, and 0 to 1 to spread waits by. */
export interface Moment {
  now: number;
  random: number;
}

/** What becomes different in a record. */
export type Patch = Partial<Job>;
/** How often in a row a step may fail for a reason before the export ends with it. Others: until `longestExport`. */
const patience: Partial<Record<ProblemCode, number>> = {
  // Twelve tries outlast an outage of ten minutes, whatever the luck of the waits (bench/fleet).
  serverError: 12,
  unreadableAnswer: 5,
  unexpectedAnswer: 5,
  contentCutOff: 5,
  contentEmpty: 3,
  contentNotCsv: 3,
  downloadFailed: 5,
  contentLost: 3,
  internal: 3,
};

/** The service asked to wait: nobody asks earlier. */
export const asked = (now: number, retryAfter: number | undefined): Patch =>
  retryAfter === undefined ? {} : { notBefore: now + retryAfter };

/** What a step that did not get on makes of an export. */
export function setBack(job: Job, setback: Setback, moment: Moment): Patch {
  const { phase } = job;
  switch (setback.type) {
    case 'refused':
      return { ...fail(job, setback.cause, moment), ...asked(moment.now, setback.retryAfter) };
    case 'paused':
      return { phase, hold: { ...setback.cause, at: moment.now } };
    case 'delayed':
      return { phase, ...delay(job, setback.cause, setback.retryAfter, moment) };
  }
}

/** Tries again later, as long as there is patience. */
export function delay(job: Job, cause: Cause, retryAfter: number | undefined, moment: Moment): Patch {
  const failures = job.failures + 1;
  if (failures >= (patience[cause.code] ?? Number.POSITIVE_INFINITY)) return fail(job, cause, moment);
  const dueAt = Math.ceil(moment.now + backoff(failures, retryAfter, moment.random));
  const hold = { ...cause, at: moment.now, retryAt: dueAt };
  return { failures, ...asked(moment.now, retryAfter), dueAt, hold };
}

/** Ends an export with a problem. */
export function fail(job: Job, cause: Cause, { now }: Moment): Patch {
  return { phase: 'failed', failedIn: job.phase as OpenPhase, problem: { ...cause, at: now } };
}

/** A record in which something is different: waits hold for one step. */
export const withPatch = (job: Job, patch: Patch): Job => {
  const { dueAt: _due, hold: _hold, notBefore: _notBefore, ...rest } = job;
  return { ...rest, ...patch };
};
