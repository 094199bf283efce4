import type { ProblemCode } from '../problems/problems.ts';
import { isEnded, type Phase } from './job.ts';
import { userHasTo } from './wait.ts';

/*
 * Records of version 2 said in four fields what an export waits for: `dueAt`, `notBefore`, `hold` with `retryAt`; paused was what had a
 * `hold` and no `dueAt`. Nothing is checked here: what is no wait is found afterwards.
 */

interface Record2 extends Record<string, unknown> {
  dueAt?: number;
  notBefore?: number;
  askedAt?: number;
  hold?: { code: ProblemCode };
}

/** The record as version 3 has it. Pure. */
export function toVersion3({ dueAt, notBefore, askedAt, hold, ...rest }: Record2): Record<string, unknown> {
  const { phase, updatedAt } = rest;
  const record = { ...rest, version: 3, postedAt: askedAt };
  const ended = isEnded(phase as Phase);
  // What the user's Retry keeps to.
  if (ended && notBefore === undefined) return record;
  const timed = hold || ended ? 'retryAfter' : 'step';
  const event = hold ? userHasTo(hold.code) : phase === 'saving' ? 'download' : 'step';
  const what = dueAt === undefined && !ended ? event : timed;
  // Without a time nobody could have said what wakes it: it goes on.
  return {
    ...record,
    wait: { for: what, until: what === 'step' ? (dueAt ?? updatedAt) : dueAt, notBefore, problem: hold },
  };
}
