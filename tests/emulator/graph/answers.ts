import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Incoming } from '../http.ts';

/** What a call answers, before it is written to the connection. */
export interface Answer {
  status: number;
  headers?: OutgoingHttpHeaders;
  /** An object is sent as JSON. */
  body?: object | string;
  /** The file of this job. */
  file?: string;
}

/** One request's marks, which stand in every answer to it. */
export interface Marks {
  requestId: string;
  clientRequestId: string;
  /** Epoch ms by the service's clock. */
  now: number;
}

export const marksOf = (clientRequestId: string | string[] | undefined, now: number): Marks => {
  const requestId = randomUUID();
  return { requestId, clientRequestId: String(clientRequestId ?? requestId), now };
};

/** Headers of every answer of Microsoft Graph. */
export const commonHeaders = ({ requestId, clientRequestId, now }: Marks): OutgoingHttpHeaders => ({
  'request-id': requestId,
  'client-request-id': clientRequestId,
  Date: new Date(now).toUTCString(),
  'Cache-Control': 'no-store, no-cache',
  'Strict-Transport-Security': 'max-age=31536000',
  Vary: 'Accept-Encoding',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, ReadWriteConsistencyToken, Retry-After, SdkVersion, WWW-Authenticate, x-ms-client-gcc-tenant',
});

/** The inner object of an error. */
export const innerError = (marks: Marks, code?: string): Record<string, string> => ({
  ...(code === undefined ? {} : { code }),
  date: new Date(marks.now).toISOString().slice(0, 19),
  'request-id': marks.requestId,
  'client-request-id': marks.clientRequestId,
});

/**
 * An error answer.
 * @param inner the inner code, which says more
 */
export const refusal = (
  marks: Marks,
  status: number,
  code: string,
  message: string,
  inner?: string,
): Answer => ({ status, body: { error: { code, message, innerError: innerError(marks, inner) } } });

/** The answer to a browser that asks whether it may ask. */
export const preflight = ({ headers }: Incoming): Answer => ({
  status: 200,
  headers: {
    'Access-Control-Allow-Methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
  },
});
