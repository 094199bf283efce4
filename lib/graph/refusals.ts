import type { Cause, ProblemCode, Setback } from '../problems/problems.ts';
import { readServiceError } from './decode.ts';
import type { GraphAnswer } from './gateway.ts';

/** The token is missing, expired or revoked, or has to carry claims: to be renewed once. */
export interface Unauthorized {
  type: 'unauthorized';
  /** JSON text. */
  claims?: string;
  cause: Cause;
}

/** The codes that the documentation of the export jobs names, in lower case. */
const documented = new Map<string, ProblemCode>([
  ['goalsorganizationidnotfound', 'organizationNotFound'],
  ['invalidgoalsorganizationid', 'invalidOrganizationId'],
  ['exportjobnotfound', 'jobVanished'],
]);

/** In the words of Graph's front and of the frameworks behind it: nothing is at this address any more. */
const gone =
  /\bsegment\b.*\bnot (be )?found\b|\bnot (be )?found\b.*\bsegment\b|could not find (a property named|(the )?segment|resource)|no (odata route|http resource|type was found)|\b(api|service|endpoint|feature|version|viva goals)\b.*\b(retired|removed|discontinued|deprecated|shut down|no longer (available|supported))/i;

const throttling = new Set([429, 503, 504]);
/** Refusals that another moment may undo: timeout, conflict, locked, too early. */
const passing = new Set([408, 409, 423, 425]);

/** The kind of problem that an answer other than the hoped-for one is. */
function codeOf({ status, looks, json, ofGraph, retryAfter }: GraphAnswer): ProblemCode {
  // Whoever says it: it asks to wait, and no more.
  if (status === 429 || (throttling.has(status) && retryAfter !== undefined && looks !== 'html'))
    return 'throttled';
  if (!ofGraph) return 'proxyAnswered';
  const error = readServiceError(json);
  const known = documented.get(error?.innerCode?.toLowerCase() ?? '');
  if (known && (status === 400 || status === 404)) return known;
  if (throttling.has(status) && retryAfter !== undefined) return 'throttled';
  if (status < 500 || status === 501)
    if (gone.test(`${error?.message ?? ''} ${error?.innerMessage ?? ''}`)) return 'serviceRetired';
  if (status >= 500) return 'serverError';
  // Retired services answer 410, their successor's page, or nothing at all.
  if (status === 410 || looks === 'html' || (looks === 'empty' && (status === 404 || status === 200)))
    return 'serviceRetired';
  if (status === 400) return /job ?key/i.test(error?.message ?? '') ? 'jobVanished' : 'invalidRequest';
  if (status === 403) return 'forbidden';
  if (status === 404) return error ? 'unexpectedAnswer' : 'serviceRetired';
  return looks === 'json' ? 'unexpectedAnswer' : 'unreadableAnswer';
}

/** The problem that an answer is, with what support would ask for. */
export const causeOf = (answer: GraphAnswer): Cause => ({ code: codeOf(answer), details: answer.details });

const mayPass = new Set<ProblemCode>([
  'throttled',
  'proxyAnswered',
  'serverError',
  'unreadableAnswer',
  'unexpectedAnswer',
]);

/** A 4xx of Graph is its last word, but for those that only name a bad moment. */
const isFinal = ({ status, ofGraph }: GraphAnswer): boolean =>
  ofGraph && status >= 400 && status < 500 && status !== 429 && !passing.has(status);

/** What an answer other than the hoped-for one means for the step. */
export function setbackOf(answer: GraphAnswer): Setback {
  const cause = causeOf(answer);
  const { retryAfter } = answer;
  const type = mayPass.has(cause.code) && !isFinal(answer) ? 'delayed' : 'refused';
  return { type, cause, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** Whether Graph refuses the token: proxies, too, answer 401 where they want to know who asks. */
export const isUnauthorized = ({ status, ofGraph }: GraphAnswer): boolean => status === 401 && ofGraph;

/** A 401. */
export const unauthorized = ({ claims, details }: GraphAnswer): Unauthorized => ({
  type: 'unauthorized',
  ...(claims === undefined ? {} : { claims }),
  cause: { code: 'signInRequired', details },
});
