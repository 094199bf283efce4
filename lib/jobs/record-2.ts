import type { ProblemCode } from '../problems/problems.ts';
import { isEnded, type Phase } from './job.ts';
import { tryWaitsFor, userHasTo, type WaitFor } from './wait.ts';

/*
 * Records of version 2 said in four fields what an export waits for: `dueAt`, `notBefore`, `hold` with `retryAt`; paused was what had a
 * `hold` and no `dueAt`. Nothing is checked here: what is no wait is found afterwards.
 */

interface Record2 extends Record<string, unknown> {
  phase?: unknown;
  dueAt?: number;
  notBefore?: number;
  askedAt?: number;
  hold?: { code: ProblemCode; retryAt?: number };
}

/** The record as version 3 has it. Pure. */
export function toVersion3({ dueAt, notBefore, askedAt, hold, ...rest }: Record2): Record<string, unknown> {
  const isOpen = !isEnded(rest.phase as Phase);
  const what = isOpen ? waitsFor(rest, dueAt, hold, notBefore) : 'retryAfter';
  // Nobody could have said what wakes it: it goes on.
  const until = what === 'step' ? (dueAt ?? rest.updatedAt) : dueAt;
  const wait = {
    for: what,
    ...(until === undefined || !isOpen ? {} : { until }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(hold === undefined || !isOpen ? {} : { problem: withoutTime(hold) }),
  };
  return {
    ...rest,
    version: 3,
    ...(askedAt === undefined ? {} : { postedAt: askedAt }),
    ...(isOpen || notBefore !== undefined ? { wait } : {}),
  };
}

function waitsFor(
  { phase, file }: Record<string, unknown>,
  dueAt: number | undefined,
  hold: Record2['hold'],
  notBefore: number | undefined,
): WaitFor {
  const began = phase === 'saving' && (file as { downloadId?: number } | undefined)?.downloadId !== undefined;
  if (hold && dueAt === undefined) return userHasTo(hold.code);
  if (hold && hold.code !== 'jobStatusUnknown') return tryWaitsFor(hold.code, notBefore);
  if (phase === 'following' && dueAt !== undefined) return 'poll';
  return began ? 'download' : 'step';
}

function withoutTime<T extends object>(hold: T): unknown {
  if (typeof hold !== 'object' || hold === null) return hold;
  const { retryAt: _is, ...problem } = hold as T & { retryAt?: number };
  return problem;
}
