import type { ProblemCode } from '../problems/problems.ts';
import { codesIn, readError } from './decode.ts';
import type { GraphAnswer } from './gateway.ts';

/** An answer of Graph's other than the hoped-for one, by what can be told of it. An absent column fits whatever is there. */
interface Row {
  status: number[] | '<500' | '500+';
  /** One of the error's codes, in lower case. */
  code?: string;
  /** In the body: errors come in many shapes. */
  words?: RegExp;
  body?: 'error' | 'html' | 'empty';
  is: ProblemCode;
}

/** In the words of Graph's front, which names the part of the address in any language, and of the frameworks behind it: nothing is there any more. */
const gone =
  /\bsegment|'(goals|exportJobs)'|could not find (a property|resource)|no (odata route|http resource|type was found)|\b(api|service|endpoint|feature|version|viva goals)\b.*(retired|removed|discontinued|deprecated|shut down|no longer (available|support))/i;

/** The order of the rows does not matter: of those that match, the most specific one counts (see `weight`). */
export const rows: Row[] = [
  // The codes that the documentation of the export jobs names, or the same in words
  { status: [400, 404], code: 'invalidgoalsorganizationid', is: 'invalidOrganizationId' },
  { status: [400, 404], words: /organi[sz]ation ?(id)? ?not ?found/i, is: 'organizationNotFound' },
  {
    status: [400, 404, 410],
    words: /job( ?key|( was)? ?not ?found|[\w ]* expired)/i,
    body: 'error',
    is: 'jobVanished',
  },

  { status: [400], is: 'invalidRequest' },
  { status: [404], body: 'error', is: 'unexpectedAnswer' },
  { status: '500+', is: 'serverError' },

  // Retired services answer 410, their successor's page, or nothing at all
  { status: [404, 410], is: 'serviceRetired' },
  { status: [200, 404], body: 'empty', is: 'serviceRetired' },
  { status: [200, 400, 404, 405, 410], body: 'html', is: 'serviceRetired' },
  { status: '<500', words: gone, is: 'serviceRetired' },
  { status: [501], words: gone, is: 'serviceRetired' },
];

/** How specific a row is: a code counts more than words, words more than the kind of body, and that more than a status alone. */
export const weight = ({ code, words, body, status }: Row): number =>
  (code ? 8 : 0) + (words ? 4 : 0) + (body ? 2 : 0) + (Array.isArray(status) ? 1 : 0);

const byWeight = rows.toSorted((a, b) => weight(b) - weight(a));

/** The kind of problem that an answer is. */
export function codeOf(answer: GraphAnswer): ProblemCode {
  if (asksToWait(answer)) return 'throttled';
  if (!answer.ofGraph) return 'proxyAnswered';
  const { status, looks, json, start } = answer;
  // Whatever it says, of a segment, too.
  if (status === 403) return 'forbidden';
  const codes = codesIn(start);
  const row = byWeight.find(
    (one) =>
      fits(one.status, status) &&
      (one.code === undefined || codes.includes(one.code)) &&
      (one.words === undefined || one.words.test(start)) &&
      (one.body === undefined || one.body === (readError(json) ? 'error' : looks)),
  );
  return row?.is ?? (looks === 'json' ? 'unexpectedAnswer' : 'unreadableAnswer');
}

const fits = (wanted: Row['status'], status: number): boolean =>
  Array.isArray(wanted) ? wanted.includes(status) : wanted === '500+' ? status >= 500 : status < 500;

/** It does not matter whether Graph or a proxy says so; but a page with 503 or 504 says nothing about Graph. */
const asksToWait = ({ status, looks, ofGraph, retryAfter }: GraphAnswer): boolean =>
  status === 429 ||
  ((status === 503 || status === 504) && retryAfter !== undefined && (ofGraph || looks !== 'html'));
