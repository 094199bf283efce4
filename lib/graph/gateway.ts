import { inTime } from '../browser/in-time.ts';
import { defined, jsonIn } from '../data/data.ts';
import { graphOrigin } from '../goals/hosts.ts';
import type { ProblemDetails } from '../problems/problems.ts';
import { readClaims } from './challenge.ts';
import { isOfGraph, readDetails } from './decode.ts';
import { retryAfterOf } from './retry.ts';

const base = `${graphOrigin}/beta/employeeExperience/goals`;

/** Less than the 30 s after which a browser ends a worker that waits for an answer. */
const timeout = 25_000;

/** What Microsoft Graph answered, read once and completely. Plain data but for `response`. */
export interface GraphAnswer {
  status: number;
  headers: Headers;
  /** The parsed body; undefined when it is not JSON. */
  json?: unknown;
  /** Where the body is not JSON: how it looks. */
  looks: 'json' | 'empty' | 'html' | 'other';
  /** The beginning of the body, as it came. */
  start: string;
  /** Whether it is Graph's own word; else something in between answered. */
  ofGraph: boolean;
  /** ms, as the service asked. */
  retryAfter?: number;
  /** The service's clock, epoch ms. */
  serviceTime?: number;
  /** JSON text of a claims challenge. */
  claims?: string;
  details: ProblemDetails;
}

/** No answer: the request may or may not have arrived. */
export class NoAnswer extends Error {
  readonly clientRequestId: string;
  /** ms, where the answer broke off after it had asked to wait. */
  readonly retryAfter: number | undefined;
  constructor(clientRequestId: string, cause: unknown, retryAfter?: number) {
    super('no answer from Microsoft Graph', { cause });
    this.name = 'NoAnswer';
    this.clientRequestId = clientRequestId;
    this.retryAfter = retryAfter;
  }
}

interface GraphRequest {
  method?: 'GET' | 'POST';
  /** Path below `/employeeExperience/goals`, or an absolute URL that the service gave. */
  target: string;
  body?: object;
  token: string;
}

/**
 * The URL of a request to Microsoft Graph.
 * @throws when it is of any other origin, or carries a user name: the token must not go there
 */
export function graphUrl(target: string): string {
  const url = new URL(target.startsWith('/') ? base + target : target);
  // The origin of a blob: URL is that of its maker.
  if (url.protocol !== 'https:' || url.origin !== graphOrigin || url.username || url.password)
    throw new Error(`not Microsoft Graph: ${url.origin}`);
  return url.href;
}

/**
 * The only place that calls `fetch`, and the only one that attaches a token: to Microsoft Graph alone. Redirects are not
 * followed.
 * @throws NoAnswer when the connection failed
 */
export async function fetchGraph(
  { method = 'GET', target, body, token }: GraphRequest,
  signal?: AbortSignal,
): Promise<{ response: Response; clientRequestId: string }> {
  const url = graphUrl(target);
  const clientRequestId = crypto.randomUUID();
  try {
    const answer = fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json, text/csv',
        'client-request-id': clientRequestId,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: signal ?? AbortSignal.timeout(timeout),
    });
    // The signal alone is not enough: a browser may leave the call open.
    const response = await (signal ? answer : inTime('fetch', timeout, answer));
    return { response, clientRequestId };
  } catch (cause) {
    throw new NoAnswer(clientRequestId, cause);
  }
}

/**
 * One request to Microsoft Graph whose answer is JSON or an error.
 * @throws NoAnswer
 */
export async function askGraph(request: GraphRequest): Promise<GraphAnswer> {
  const { response, clientRequestId } = await fetchGraph(request);
  return readAnswer(response, clientRequestId);
}

/** Reads an answer's body and what its headers ask for. */
export async function readAnswer(response: Response, clientRequestId: string): Promise<GraphAnswer> {
  const { status, headers } = response;
  const retryAfter = retryAfterOf(headers, Date.now());
  const text = await inTime('the body', timeout, readText(response)).catch((cause) => {
    throw new NoAnswer(clientRequestId, cause, retryAfter);
  });
  const json = jsonIn(text);
  const serviceTime = Date.parse(headers.get('date') ?? '');
  const claims = status === 401 ? readClaims(headers.get('www-authenticate')) : undefined;
  return defined({
    status,
    headers,
    json,
    looks: json !== undefined ? 'json' : looksOf(text, headers.get('content-type')),
    start: text.slice(0, 4000),
    ofGraph: isOfGraph(headers, json),
    retryAfter,
    serviceTime: Number.isNaN(serviceTime) ? undefined : serviceTime,
    claims,
    details: detailsOf(response, clientRequestId, json),
  });
}

/** What support asks for of an answer; what it does not say itself is ours. */
export const detailsOf = ({ status, headers }: Response, clientRequestId: string, json?: unknown) => ({
  clientRequestId,
  date: new Date().toISOString(),
  ...readDetails(status, headers, json),
});

/** Far more than the longest list of jobs; only an attack, or a file, is longer (bytes). */
const mostBytes = 8_000_000;

/** A body's text, cut where it gets too long. */
export async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  for (let bytes = 0; reader && bytes < mostBytes; ) {
    const { value, done } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return text;
}

export function looksOf(text: string, contentType: string | null): 'empty' | 'html' | 'other' {
  if (text.trim() === '') return 'empty';
  return /html/i.test(contentType ?? '') || /^\s*<(!doctype|html|head|body)\b/i.test(text) ? 'html' : 'other';
}
