import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { drop, replay, send, sendJson } from '../http.ts';
import { tenant } from '../tenant.ts';
import { adminConsent } from './admin-consent.ts';
import { authorize, resume } from './authorize.ts';
import { instanceDiscovery, openidConfiguration } from './discovery.ts';
import type { Entra } from './entra.ts';
import { entraError } from './errors.ts';
import { answerWithError, fail, isRepeated, takeFault } from './faults.ts';
import { interact } from './interaction.ts';
import { logout } from './logout.ts';
import { sendErrorPage, stylesheet } from './pages.ts';
import { createProvider } from './provider.ts';
import { createState, defaultKnobs, type Endpoint } from './state.ts';
import { sendTokenError, token } from './token.ts';
import { answersClaims, checkToken, issueToken } from './tokens.ts';

export type { Entra } from './entra.ts';

const tenants = new Map<string, string | undefined>([
  ['organizations', undefined],
  ['common', undefined],
  [tenant.id, tenant.id],
  [tenant.domain, tenant.id],
]);

const endpoints = new Map<string, Endpoint>([
  ['oauth2/v2.0/authorize', 'authorize'],
  ['oauth2/v2.0/token', 'token'],
]);

/**
 * @param clientId the one registered application
 * @param redirectUris its redirect URIs
 */
export function createEntra(clientId: string, redirectUris: string[]): Entra {
  const state = createState(clientId, redirectUris);
  const provider = createProvider(state);
  const callback = provider.callback();
  const issued: string[] = [];
  provider.on('grant.success', ({ body }) => {
    const { access_token, refresh_token, id_token } = body as Record<string, string | undefined>;
    issued.push(...[access_token, refresh_token, id_token].filter((token) => token !== undefined));
  });

  /** Gives a message to oidc-provider, whose paths have no tenant. */
  const forwardTo =
    (response: ServerResponse) =>
    (message: IncomingMessage): void => {
      const original = message.url ?? '/';
      Object.assign(message, { originalUrl: original, url: original.replace(/^\/[^/]+/, '') });
      callback(message, response);
    };

  const handle: Entra['handle'] = async (request, response, entry) => {
    if (state.knobs.down) return drop(response);
    const { pathname } = request.url;
    if (pathname === '/shared/entra.css') {
      while (state.knobs.partStalls) await sleep(100);
      return send(response, 200, stylesheet, { 'Content-Type': 'text/css; charset=utf-8' });
    }
    if (pathname === '/favicon.ico') return send(response, 204, '');
    if (pathname === '/common/discovery/instance') return sendJson(response, 200, instanceDiscovery);

    const [, segment = '', path = ''] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    if (!tenants.has(segment.toLowerCase())) {
      const error = entraError(90002, segment);
      return path.endsWith('/token') || path.includes('.well-known')
        ? sendTokenError(response, error)
        : sendErrorPage(response, error);
    }
    const tenantId = tenants.get(segment.toLowerCase());
    const forward = forwardTo(response);
    const endpoint = endpoints.get(path);
    if (endpoint && request.method !== 'OPTIONS') {
      if (state.knobs.stallMs) await sleep(state.knobs.stallMs);
      if (isRepeated(state, request)) return drop(response);
      const fault = takeFault(state, endpoint);
      if (fault) return fail(state, fault, endpoint, request, response);
      if (state.knobs.singleTenant && !tenantId) {
        const error = entraError(50194, clientId, state.appName);
        return endpoint === 'token'
          ? sendTokenError(response, error)
          : answerWithError(redirectUris, error, request, response);
      }
    }
    if (path === 'oauth2/v2.0/authorize' && request.method === 'GET')
      return authorize(state, provider, request, response, entry, forward);
    if (path.startsWith('oauth2/v2.0/authorize/')) return resume(state, request, forward);
    if (path === 'oauth2/v2.0/token') return token(state, request, response, entry, forward);
    if (path === 'oauth2/v2.0/logout') return logout(state, request, response);
    if (path === 'discovery/v2.0/keys') return forward(replay(request));
    if (path === 'v2.0/.well-known/openid-configuration')
      return sendJson(response, 200, openidConfiguration(segment, tenantId), {
        'Access-Control-Allow-Origin': '*',
      });
    if (path === 'v2.0/adminconsent' || path === 'adminconsent')
      return adminConsent(state, request, response);
    if (path.startsWith('login/')) {
      try {
        return await interact({ state, provider, request, response, entry });
      } catch (error) {
        // The flow is over or was never begun in this browser (a reload, a second tab).
        if ((error as Error).name !== 'SessionNotFound') throw error;
        return sendErrorPage(response, entraError(90023, 'The sign-in has expired. Please start again.'));
      }
    }
    sendErrorPage(response, entraError(90023, `There is nothing at ${pathname}.`), 404);
  };

  const entra: Entra = {
    ...defaultKnobs(),
    clientId,
    redirectUris,
    sessions: state.browsers,
    issued,
    grantAdminConsent: () => {
      entra.adminConsented = true;
    },
    revokeConsent: () => {
      entra.adminConsented = false;
      state.consents.clear();
    },
    revokeRefreshTokens: (user, code = 50173) => {
      const ids = state.store.remove('RefreshToken', ({ accountId }) => !user || accountId === user.sub);
      for (const id of ids) state.revoked.set(id, code);
    },
    endSessions: () => state.browsers.clear(),
    failNext: (endpoint, fault, times = 1) => {
      for (let i = 0; i < times; i++) state.faults.push({ endpoint, fault });
    },
    requireClaims: (claims) => {
      entra.requiredClaims = claims;
    },
    issueToken: (user, changes) => issueToken(state, user, changes),
    checkToken: (text) => checkToken(state, text),
    satisfiesClaims: ({ uti }) => {
      const required = entra.requiredClaims;
      return required === undefined || answersClaims(required, state.claims.get(uti) ?? []);
    },
    handle,
    reset: () => {
      Object.assign(entra, defaultKnobs());
      state.store.clear();
      for (const collection of [
        state.browsers,
        state.consents,
        state.claims,
        state.keptSessions,
        state.revoked,
        state.dropped,
      ])
        collection.clear();
      state.faults.length = 0;
    },
  };
  state.knobs = entra;
  return entra;
}
