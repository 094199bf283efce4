import type { Cause, Setback } from '../jobs/outcome.ts';
import type { ProblemCode } from '../problems.ts';
import { readServiceError } from './decode.ts';
import type { GraphAnswer } from './gateway.ts';

/** The token is missing, expired or revoked, or has to carry claims: to be renewed once. */
export interface Unauthorized {
  type: 'unauthorized';
  /** JSON text. */
  claims?: string;
  cause: Cause;
}

/** The codes that the documentation of the export jobs names. */
const documented: Record<string, ProblemCode> = {
  goalsOrganizationIdNotFound: 'organizationNotFound',
  invalidGoalsOrganizationId: 'invalidOrganizationId',
  exportJobNotFound: 'jobVanished',
};

const throttling = new Set([429, 503, 504]);

/** The kind of problem that an answer other than the hoped-for one is. */
function codeOf({ status, looks, json, retryAfter }: GraphAnswer): ProblemCode {
  const error = readServiceError(json);
  const inner = error?.innerCode ?? '';
  const known = Object.hasOwn(documented, inner) ? documented[inner] : undefined;
  if (known && (status === 400 || status === 404)) return known;
  if (status === 429 || (throttling.has(status) && retryAfter !== undefined)) return 'throttled';
  if (status >= 500) return 'serverError';
  // Retired services answer 410, their successor's page, or nothing at all.
  if (status === 410 || looks === 'html' || (looks === 'empty' && (status === 404 || status === 200)))
    return 'serviceRetired';
  if (status === 0) return 'serviceRetired';
  if (status === 400) return /job ?key/i.test(error?.message ?? '') ? 'jobVanished' : 'invalidRequest';
  if (status === 403) return 'forbidden';
  if (status === 404) return error ? 'unexpectedAnswer' : 'serviceRetired';
  return looks === 'json' ? 'unexpectedAnswer' : 'unreadableAnswer';
}

/** The problem that an answer is, with what support would ask for. */
export const causeOf = (answer: GraphAnswer): Cause => ({ code: codeOf(answer), details: answer.details });

const mayPass = new Set<ProblemCode>(['throttled', 'serverError', 'unreadableAnswer', 'unexpectedAnswer']);

/** What an answer other than the hoped-for one means for the step. */
export function setbackOf(answer: GraphAnswer): Setback {
  const cause = causeOf(answer);
  if (!mayPass.has(cause.code)) return { type: 'refused', cause };
  const { retryAfter } = answer;
  return { type: 'delayed', cause, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** A 401. */
export const unauthorized = ({ claims, details }: GraphAnswer): Unauthorized => ({
  type: 'unauthorized',
  ...(claims === undefined ? {} : { claims }),
  cause: { code: 'signInRequired', details },
});
