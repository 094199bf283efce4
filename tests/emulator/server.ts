import http, { type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import type { Certificates } from './certificates.ts';
import { drop, type Incoming, readIncoming, send } from './http.ts';
import { type LoggedRequest, logRequest } from './request-log.ts';

/** Answers a host's requests; `entry` is the request in the log. */
export type HostHandler = (
  request: Incoming,
  response: ServerResponse,
  entry: LoggedRequest,
) => void | Promise<void>;

export interface Servers {
  port: number;
  proxyPort: number;
  close(): Promise<void>;
}

const listen = (server: net.Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Starts one HTTPS server for all hosts, told apart by `Host`, and a proxy that tunnels to it (CONNECT) for browsers
 * that can't map host names. Whatever asks for another host is written into `stray` and refused.
 */
export async function startServers(
  hosts: Record<string, HostHandler>,
  certificates: Certificates,
  log: LoggedRequest[],
  stray: string[],
): Promise<Servers> {
  const answer = async (raw: http.IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readIncoming(raw);
    const handler = hosts[request.host];
    if (!handler) {
      stray.push(`${request.method} ${request.url.href}`);
      return send(response, 421, 'Misdirected Request', { Connection: 'close' });
    }
    await handler(request, response, logRequest(log, request, response));
  };
  const options = { key: certificates.keyPem, cert: certificates.certPem, keepAlive: true };
  const server = https.createServer(options, (raw, response) => {
    answer(raw, response).catch((error: unknown) => {
      // A client that went away is no fault of the emulator; anything else must be seen.
      if (!raw.destroyed || raw.complete) console.error('emulator:', error);
      drop(response);
    });
  });
  server.on('tlsClientError', () => {}); // Browsers open connections that they never use.

  const proxy = http.createServer((request, response) => {
    stray.push(`PROXY ${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  const tunnels = new Set<net.Socket>();
  const port = await listen(server);
  proxy.on('connect', (request, client: net.Socket, head: Buffer) => {
    client.on('error', () => {});
    const [host = '', hostPort] = (request.url ?? '').split(':');
    if (!hosts[host] || hostPort !== '443') {
      stray.push(`CONNECT ${request.url}`);
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = net.connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length) upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) {
      tunnels.add(socket);
      socket.once('close', () => {
        tunnels.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.on('error', () => client.destroy());
  });
  const proxyPort = await listen(proxy);

  return {
    port,
    proxyPort,
    close: async () => {
      for (const socket of tunnels) socket.destroy();
      const closed = [server, proxy].map((each) => new Promise((resolve) => each.close(resolve)));
      server.closeAllConnections();
      proxy.closeAllConnections();
      await Promise.all(closed);
    },
  };
}
