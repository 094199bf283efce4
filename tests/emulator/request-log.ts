import type { ServerResponse } from 'node:http';
import type { Incoming } from './http.ts';

export interface LoggedRequest {
  /** When it had arrived completely: epoch ms. */
  at: number;
  host: string;
  method: string;
  /** With the query. */
  path: string;
  /** Names in lower case; of repeated ones all, joined by `, `. */
  headers: Record<string, string>;
  /** Text; absent when there was none. */
  body?: string;
  /** When the answer had been handed to the network: epoch ms. */
  answeredAt?: number;
  /** What was answered; 0 while there is no answer, and for ever when the connection was cut. */
  status: number;
  /** userPrincipalName, where a token or a sign-in said so. */
  user?: string;
}

/** Writes a request down. Its `status` follows when the answer's head is sent. */
export function logRequest(
  log: LoggedRequest[],
  { host, method, url, headers, body }: Incoming,
  response: ServerResponse,
): LoggedRequest {
  const entry: LoggedRequest = {
    at: Date.now(),
    host,
    method,
    path: url.pathname + url.search,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : String(value),
      ]),
    ),
    status: 0,
    ...(body.length ? { body: body.toString('utf8') } : {}),
  };
  log.push(entry);
  response.once('finish', () => {
    entry.status = response.statusCode;
    entry.answeredAt = Date.now();
  });
  response.once('close', () => {
    if (response.headersSent) entry.status = response.statusCode;
  });
  return entry;
}
