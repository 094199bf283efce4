import type { IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { Emulator } from './index.ts';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
  /** The parsed body; throws when it is not JSON. */
  json<T = Record<string, unknown>>(): T;
  /** Where it was asked for. */
  url: string;
}

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A client of the emulator that is no browser, but keeps cookies like one. */
export interface UserAgent {
  /** One request; redirects are not followed. Throws when the connection breaks. */
  ask(url: string, ask?: Ask): Promise<Reply>;
  /** Follows redirects as long as they stay at the emulated hosts; the last reply, or the URL elsewhere. */
  follow(url: string, ask?: Ask): Promise<Reply & { leftTo?: string }>;
  /** Sends a form. */
  post(
    url: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Reply & { leftTo?: string }>;
  cookies: Map<string, string>;
}

export function createUserAgent({ port, caPem }: Pick<Emulator, 'port' | 'caPem'>): UserAgent {
  const cookies = new Map<string, string>();
  const agent = new https.Agent({ ca: caPem, maxSockets: 20 });

  const keep = (host: string, lines: string[] = []): void => {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const [name, ...value] = pair.split('=');
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
      const gone = attributes.some((attribute) => /^max-age=0$|^expires=.*1970/i.test(attribute));
      if (gone) cookies.delete(`${host}|${path}|${name}`);
      else cookies.set(`${host}|${path}|${name}`, value.join('='));
    }
  };
  const cookieHeader = ({ host, pathname }: URL): string =>
    [...cookies]
      .map(([key, value]) => [...key.split('|'), value])
      .filter(
        ([domain, path = '/']) => domain === host && `${pathname}/`.startsWith(path.replace(/\/?$/, '/')),
      )
      .map(([, , name, value]) => `${name}=${value}`)
      .join('; ');

  const ask: UserAgent['ask'] = (href, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(href);
      const cookie = cookieHeader(url);
      const request = https.request(
        {
          agent,
          host: '127.0.0.1',
          port,
          servername: url.hostname,
          path: url.pathname + url.search,
          method,
          headers: {
            Host: url.hostname,
            ...(cookie ? { Cookie: cookie } : {}),
            ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            keep(url.host, response.headers['set-cookie']);
            const bytes = Buffer.concat(chunks);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: bytes,
              text: bytes.toString('utf8'),
              json: () => JSON.parse(bytes.toString('utf8')),
              url: href,
            });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });

  const follow: UserAgent['follow'] = async (href, options) => {
    let reply = await ask(href, options);
    for (let hops = 0; reply.headers.location && reply.status < 400; hops++) {
      if (hops > 10) throw new Error('too many redirects');
      const next = new URL(reply.headers.location, reply.url);
      if (next.host !== new URL(href).host) return { ...reply, leftTo: next.href };
      reply = await ask(next.href);
    }
    return reply;
  };

  return {
    ask,
    follow,
    cookies,
    post: (href, fields, headers = {}) =>
      follow(href, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}
