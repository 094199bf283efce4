/** The four calls of the service. */
export type Call = 'create' | 'get' | 'list' | 'content';

/** One thing that goes wrong with one request. */
export type GraphFault =
  | { status: number; headers?: Record<string, string>; body?: string | object }
  /** The connection breaks before the service has seen the request. */
  | 'drop-before'
  /** The service has done what it was asked for, but its answer gets lost. */
  | 'drop-after'
  /** Half of what `Content-Length` promises, then the connection breaks. */
  | 'truncate'
  /** Half of what `Content-Length` promises, then the connection is closed in good order. */
  | 'truncate-silently'
  /** 200 without any byte. */
  | 'empty'
  /** 200 and a page, as of a proxy or a captive portal. */
  | 'html'
  /** 200, says JSON and is none. */
  | 'not-json'
  /** 302 elsewhere. */
  | { redirect: string }
  /** Something in between answers in Graph's place, without any of its marks: its page, its refusal, or the way to its own sign-in. */
  | { proxy: 'page' | 'forbidden' | 'redirect' }
  /** Answers in good order, but late. */
  | { delayMs: number }
  /** 429 with an HTTP date: so many seconds after it is sent, by the service's clock. */
  | { throttledForSeconds: number }
  /** Something happens to the asker before, or after, the service has done what it was asked for; no answer follows. */
  | { strike: 'before' | 'after'; happen: () => Promise<unknown> };

const portal = `<!DOCTYPE html>
<html><head><title>Viva Goals</title></head><body><h1>Viva Goals has been retired</h1>
<p>Learn more at aka.ms/VivaGoalsRetirement.</p></body></html>`;

export const htmlPage = portal;

/**
 * Throttled.
 * @param retryAfter seconds, or a time that is sent as an HTTP date; nothing: the header is missing
 */
export function throttled(retryAfter?: number | string | Date, status: 429 | 503 | 504 = 429): GraphFault {
  const value = retryAfter instanceof Date ? retryAfter.toUTCString() : retryAfter;
  const [code, message] = {
    429: ['TooManyRequests', 'Too Many Requests'],
    503: ['serviceNotAvailable', 'Service unavailable. Please retry later.'],
    504: ['GatewayTimeout', 'The gateway did not receive a response in time.'],
  }[status] as [string, string];
  return {
    status,
    headers: value === undefined ? {} : { 'Retry-After': String(value) },
    body: { error: { code, message } },
  };
}

/** What the service may look like when it is no more. */
export function retired(how: 'gone' | 'missing' | 'html' | 'html404' = 'gone'): GraphFault {
  const html = { 'Content-Type': 'text/html; charset=utf-8' };
  const faults: Record<typeof how, GraphFault> = {
    gone: { status: 410, body: { error: { code: 'gone', message: 'Viva Goals has been retired.' } } },
    missing: { status: 404, body: '' },
    html: { status: 200, headers: html, body: portal },
    html404: { status: 404, headers: html, body: portal },
  };
  return faults[how];
}

/** Graph's own way to say that an API is no more. */
export const segmentGone = (segment = 'exportJobs'): GraphFault => ({
  status: 400,
  body: { error: { code: 'BadRequest', message: `Resource not found for the segment '${segment}'.` } },
});

/** A server error, with Graph's error body. */
export const serverError = (status: 500 | 502 | 503 | 504 = 500): GraphFault => ({
  status,
  body: { error: { code: 'generalException', message: 'An internal server error occurred.' } },
});
