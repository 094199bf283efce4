import { IncomingMessage, type ServerResponse } from 'node:http';

/** A request that has been read completely, before anybody decides what to answer. */
export interface Incoming {
  /** Without a port. */
  host: string;
  method: string;
  url: URL;
  /** Names in lower case. */
  headers: IncomingMessage['headers'];
  body: Buffer;
  raw: IncomingMessage;
}

const mostBytes = 1_000_000;

/**
 * Reads a request to its end.
 * @throws Error when the body is larger than 1 MB
 */
export async function readIncoming(raw: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Error('request body too large');
    chunks.push(chunk);
  }
  const host = (raw.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return {
    host,
    method: raw.method ?? 'GET',
    url: new URL(raw.url ?? '/', `https://${host || 'unknown.invalid'}`),
    headers: raw.headers,
    body: Buffer.concat(chunks),
    raw,
  };
}

/**
 * The same request as a fresh, unread message, for code that reads requests by itself.
 * @param changes what it shall be told instead
 */
export function replay(
  { raw, body }: Incoming,
  changes: { url?: string; headers?: IncomingMessage['headers']; body?: Buffer } = {},
): IncomingMessage {
  const copy = new IncomingMessage(raw.socket);
  const content = changes.body ?? body;
  Object.assign(copy, {
    method: raw.method,
    url: changes.url ?? raw.url,
    httpVersion: raw.httpVersion,
    httpVersionMajor: raw.httpVersionMajor,
    httpVersionMinor: raw.httpVersionMinor,
    headers: { ...raw.headers, ...changes.headers },
    complete: true,
  });
  if (content.length || copy.headers['content-length'])
    copy.headers['content-length'] = String(content.length);
  delete copy.headers['transfer-encoding'];
  copy.push(content);
  copy.push(null);
  return copy;
}

/** The fields of a form body or a query; of repeated ones the last. */
export const fieldsOf = (text: string | URLSearchParams): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text));

/** Cookies of a request by name. */
export function cookiesOf(headers: IncomingMessage['headers']): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, ...value] = pair.trim().split('=');
    if (name) cookies.set(name, value.join('='));
  }
  return cookies;
}

/** Answers with one text. */
export function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(body);
}

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void =>
  send(response, status, JSON.stringify(body), {
    'Content-Type': 'application/json; charset=utf-8',
    ...headers,
  });

export function redirect(
  response: ServerResponse,
  location: string,
  headers: Record<string, string | string[]> = {},
) {
  response.writeHead(302, {
    Location: location,
    'Content-Length': '0',
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end();
}

/** Ends the connection as a network does that failed: without an answer. */
export const drop = (response: ServerResponse): void => {
  response.socket?.destroy();
};

/** A GUID in any case; nothing else. */
export const isGuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
