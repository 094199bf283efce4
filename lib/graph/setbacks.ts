import { defined } from '../data/data.ts';
import type { Cause, ProblemCode, Setback } from '../problems/problems.ts';
import { codeOf } from './answer-problems.ts';
import type { GraphAnswer } from './gateway.ts';

/** The token is missing, expired or revoked, or has to carry claims: to be renewed once. */
export interface Unauthorized {
  type: 'unauthorized';
  /** JSON text. */
  claims?: string;
  cause: Cause;
}

/** Refusals that may pass: timeout, conflict, locked, too early. */
const passing = new Set([408, 409, 423, 425]);

/** The problem that an answer is, with what support would ask for. */
export const causeOf = (answer: GraphAnswer): Cause => ({ code: codeOf(answer), details: answer.details });

const mayPass = new Set<ProblemCode>([
  'throttled',
  'proxyAnswered',
  'serverError',
  'unreadableAnswer',
  'unexpectedAnswer',
]);

/** A 4xx of Graph is final, except for those that may pass. */
const isFinal = ({ status, ofGraph }: GraphAnswer): boolean =>
  ofGraph && status >= 400 && status < 500 && status !== 429 && !passing.has(status);

/** What an answer other than the hoped-for one means for the step. */
export function setbackOf(answer: GraphAnswer): Setback {
  const cause = causeOf(answer);
  const { retryAfter } = answer;
  const type = mayPass.has(cause.code) && !isFinal(answer) ? 'delayed' : 'failed';
  return defined({ type, cause, retryAfter });
}

/** Whether Graph refuses the token: proxies, too, answer 401 where they want to know who asks. */
export const isUnauthorized = ({ status, ofGraph }: GraphAnswer): boolean => status === 401 && ofGraph;

/** A 401. */
export const unauthorized = ({ claims, details }: GraphAnswer): Unauthorized =>
  defined({ type: 'unauthorized', claims, cause: { code: 'signInRequired', details } });
