import { createCertificates } from './certificates.ts';
import { createEntra, type Entra } from './entra/index.ts';
import { evilHosts } from './evil-hosts.ts';
import { createFiles, type Files, filesHost, fileUrl, storageHost } from './files-host.ts';
import { createGoals, type Goals } from './goals/index.ts';
import { createGraph, type Graph } from './graph/index.ts';
import { replay } from './http.ts';
import type { LoggedRequest } from './request-log.ts';
import { type HostHandler, startServers } from './server.ts';
import { tenant, type User, type UserKey } from './tenant.ts';

export type { EntraFault } from './entra/state.ts';
export { type GraphFault, retired, segmentGone, serverError, throttled } from './graph/index.ts';
export type { LoggedRequest } from './request-log.ts';
export { contoso, fabrikam, tenant, type User } from './tenant.ts';

/** All services that the extension meets, under their real names, in this process. */
export interface Emulator {
  /** Of the HTTPS server on 127.0.0.1 that plays all hosts. */
  port: number;
  /** Of a CONNECT proxy that leads to it and nowhere else. */
  proxyPort: number;
  /** For Chromium's `--host-resolver-rules`: these hosts here, all others nowhere. */
  hostRules: string;
  /** The certification authority that a test profile has to trust. */
  caPem: string;
  /** Base64 SHA-256 of the server certificate's public key. */
  spki: string;
  tenantId: string;
  clientId: string;
  users: Record<UserKey, User>;
  entra: Entra;
  graph: Graph;
  goals: Goals;
  files: Files;
  /** Every request to these hosts. */
  requests: LoggedRequest[];
  /** Whatever was asked of any other host. */
  stray: string[];
  /** Back to a fresh service: no sessions, consents, jobs, faults, no log. Redirect URIs stay. */
  reset(): void;
  close(): Promise<void>;
}

export const defaultClientId = '5b3f1c1e-0d5c-4a8e-9a57-3a1c6f2f7d11';

/**
 * Starts the emulated Entra, Graph and Viva Goals.
 * @param options the application's registration: `redirectUris` of the single-page application and its `clientId`
 */
export async function startEmulator({
  redirectUris = [],
  clientId = defaultClientId,
}: {
  redirectUris?: string[];
  clientId?: string;
} = {}): Promise<Emulator> {
  const requests: LoggedRequest[] = [];
  const stray: string[] = [];
  const entra = createEntra(clientId, [...redirectUris]);
  const graph: Graph = createGraph(entra, (key) =>
    fileUrl(key, graph.contentFrom === 'storage' ? storageHost : filesHost),
  );
  const files = createFiles(
    (key) => graph.jobs.find((job) => job.key === key)?.table,
    () => graph.bytesPerSecond,
  );
  const goals = createGoals(tenant);

  const serveGoals: HostHandler = (request, response) => goals.handle(replay(request), response);
  const handlers = {
    'login.microsoftonline.com': entra.handle,
    'graph.microsoft.com': graph.handle,
    'goals.microsoft.com': serveGoals,
    [filesHost]: files.handle,
    [storageHost]: files.handle,
    ...evilHosts(serveGoals),
  } satisfies Parameters<typeof startServers>[0];
  const hosts = Object.keys(handlers);
  const certificates = createCertificates(hosts);
  const servers = await startServers(handlers, certificates, requests, stray);

  return {
    port: servers.port,
    proxyPort: servers.proxyPort,
    hostRules: [
      ...hosts.map((host) => `MAP ${host} 127.0.0.1:${servers.port}`),
      'MAP * ~NOTFOUND',
      'EXCLUDE 127.0.0.1',
    ].join(','),
    caPem: certificates.caPem,
    spki: certificates.spki,
    tenantId: tenant.id,
    clientId,
    users: tenant.users,
    entra,
    graph,
    goals,
    files,
    requests,
    stray,
    reset: () => {
      for (const service of [entra, graph, goals, files]) service.reset();
      requests.length = 0;
      stray.length = 0;
    },
    close: servers.close,
  };
}
