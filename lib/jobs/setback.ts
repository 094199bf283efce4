import { backoff } from '../graph/retry.ts';
import type { Cause, ProblemCode, Setback } from '../problems/problems.ts';
import type { Job, OpenPhase } from './job.ts';
import { userHasTo, type Wait, type WaitFor } from './wait.ts';

/** The moment of a transition: epoch ms, and 0 to 1 to spread waits by. */
export interface Moment {
  now: number;
  random: number;
}

/** The changes to a record. */
export type Patch = Partial<Job>;
/** How often in a row a step may fail for a reason before the export ends with it. Others: until `longestExport`. */
const mostTries: Partial<Record<ProblemCode, number>> = {
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

/** What a try after a failure waits for. */
const tryWaitsFor = (code: ProblemCode, retryAfter: number | undefined): WaitFor =>
  retryAfter !== undefined ? 'retryAfter' : code === 'offline' ? 'network' : 'backoff';

/** `Retry-After`, as a time. */
export const notBefore = (now: number, retryAfter: number | undefined): Pick<Wait, 'notBefore'> =>
  retryAfter === undefined ? {} : { notBefore: now + retryAfter };

/** What becomes of an export when a step failed. */
export function setBack(job: Job, setback: Setback, moment: Moment): Patch {
  const { phase } = job;
  switch (setback.type) {
    case 'failed':
      return {
        ...fail(job, setback.cause, moment),
        ...retryWaits(notBefore(moment.now, setback.retryAfter)),
      };
    case 'paused':
      return {
        phase,
        wait: { for: userHasTo(setback.cause.code), problem: { ...setback.cause, at: moment.now } },
      };
    case 'delayed':
      return { phase, ...delay(job, setback.cause, setback.retryAfter, moment) };
  }
}

/** Tries again later, as long as there are tries left. */
export function delay(job: Job, cause: Cause, retryAfter: number | undefined, moment: Moment): Patch {
  const failures = job.failures + 1;
  if (failures >= (mostTries[cause.code] ?? Number.POSITIVE_INFINITY)) return fail(job, cause, moment);
  const wait: Wait = {
    for: tryWaitsFor(cause.code, retryAfter),
    until: Math.ceil(moment.now + backoff(failures, retryAfter, moment.random)),
    ...notBefore(moment.now, retryAfter),
    problem: { ...cause, at: moment.now },
  };
  return { failures, wait };
}

/** Ends an export with a problem. */
export function fail(job: Job, cause: Cause, { now }: Moment): Patch {
  return { phase: 'failed', failedIn: job.phase as OpenPhase, problem: { ...cause, at: now } };
}

/** An export that ended waits for nothing; the user's Retry keeps to `Retry-After` all the same. */
export const retryWaits = ({ notBefore }: Pick<Wait, 'notBefore'>): Patch =>
  notBefore === undefined ? {} : { wait: { for: 'retryAfter', notBefore } };

/** A record in which something is different: a wait holds for one step. */
export const withPatch = (job: Job, patch: Patch): Job => {
  const { wait: _over, ...rest } = job;
  return { ...rest, ...patch };
};
