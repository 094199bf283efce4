import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { createEntra } from '../tests/emulator/entra/index.ts';
import { createGraph, type Graph } from '../tests/emulator/graph/index.ts';
import type { Incoming } from '../tests/emulator/http.ts';
import { contoso, tenant } from '../tests/emulator/tenant.ts';

export const view = { goalsOrganizationId: contoso, explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e' };

/** The emulated Graph without a network: `fetch` is a call of it. */
export interface Service {
  graph: Graph;
  token: string;
  /** Of every request so far: when (epoch ms), the answer's status, and whether `Retry-After` forbade it. */
  requests: { at: number; status: number; early: boolean }[];
  fetch: typeof fetch;
}

export function startService(): Service {
  const entra = createEntra(crypto.randomUUID(), []);
  const graph = createGraph(entra, () => '');
  const requests: Service['requests'] = [];
  const ask: typeof fetch = async (address, { method = 'GET', headers, body } = {}) => {
    const request = {
      host: 'graph.microsoft.com',
      method,
      url: new URL(String(address)),
      headers: Object.fromEntries(new Headers(headers ?? {})),
      body: Buffer.from(String(body ?? '')),
    };
    const entry = { at: Date.now(), status: 0, early: false };
    const earlyOnes = () => graph.earlyPolls.length + graph.earlyRequests.length;
    const before = earlyOnes();
    requests.push(entry);
    const { response, answer } = recorder();
    await graph.handle(request as Incoming, response, {
      ...request,
      path: '',
      ...entry,
      headers: {},
      body: '',
    });
    entry.status = answer().status;
    entry.early = earlyOnes() > before;
    return answer();
  };
  return { graph, token: entra.issueToken(tenant.users.alice), requests, fetch: ask };
}

/** What the service writes to a connection, as the answer that comes out at its other end. */
function recorder(): { response: ServerResponse; answer(): Response } {
  const all = new Headers();
  let status = 0;
  let content = '';
  const setHeader = (name: string, value: unknown) => all.set(name, String(value));
  const response = {
    setHeader,
    hasHeader: (name: string) => all.has(name),
    writeHead(code: number, headers: OutgoingHttpHeaders = {}) {
      status = code;
      for (const [name, value] of Object.entries(headers)) setHeader(name, value);
      return response;
    },
    end(body?: Buffer) {
      content = String(body ?? '');
    },
  };
  return {
    response: response as unknown as ServerResponse,
    answer: () => new Response(content, { status, headers: all }),
  };
}
