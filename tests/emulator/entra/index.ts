import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { drop, fieldsOf, type Incoming, redirect, replay, send, sendJson } from '../http.ts';
import type { LoggedRequest } from '../request-log.ts';
import { tenant, type User } from '../tenant.ts';
import { adminConsent } from './admin-consent.ts';
import { authorize, resume } from './authorize.ts';
import { answerUrl, errorAnswer } from './authorize-request.ts';
import { instanceDiscovery, openidConfiguration } from './discovery.ts';
import { entraError } from './errors.ts';
import { interact } from './interaction.ts';
import { logout } from './logout.ts';
import { sendErrorPage, stylesheet } from './pages.ts';
import { createProvider } from './provider.ts';
import type { BrowserSession } from './sessions.ts';
import {
  createState,
  defaultKnobs,
  type Endpoint,
  type EntraFault,
  type EntraKnobs,
  type EntraState,
} from './state.ts';
import { sendTokenError, token } from './token.ts';
import { type AccessTokenClaims, answersClaims, checkToken, issueToken, type TokenCheck } from './tokens.ts';

/** The emulated login.microsoftonline.com, as tests turn it. */
export interface Entra extends EntraKnobs {
  readonly clientId: string;
  /** Registered redirect URIs (single-page application); add to it while no flow is under way. */
  readonly redirectUris: string[];
  /** Who is signed in, by browser. */
  readonly sessions: ReadonlyMap<string, BrowserSession>;
  /** An admin consents for the whole organization. */
  grantAdminConsent(): void;
  /** Takes back every consent: the admin's and the users'. Tokens that exist keep working until they expire. */
  revokeConsent(): void;
  /**
   * Refresh tokens stop working.
   * @param user whose; everybody's when absent
   * @param code 50173 revoked (password changed, sessions revoked), 700084 the day is over
   */
  revokeRefreshTokens(user?: User, code?: 50173 | 700084): void;
  /** Nobody is signed in any more, in any browser. Refresh tokens live on. */
  endSessions(): void;
  /** The next request (or the next `times`) to an endpoint goes wrong. */
  failNext(endpoint: Endpoint, fault: EntraFault, times?: number): void;
  /**
   * From now on Graph answers 401 with a claims challenge, until a token was issued to a request that carried these
   * claims.
   * @param claims JSON text such as `{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}`; nothing: stop
   */
  requireClaims(claims: string | undefined): void;
  /** An access token without a sign-in; `changes` make it a wrong one. */
  issueToken(user: User, changes?: Partial<AccessTokenClaims>): string;
  checkToken(token: string): TokenCheck;
  /** Whether a token has what `requireClaims` asks for. */
  satisfiesClaims(claims: AccessTokenClaims): boolean;
  handle(request: Incoming, response: ServerResponse, entry: LoggedRequest): Promise<void>;
  reset(): void;
}

const tenants = new Map<string, string | undefined>([
  ['organizations', undefined],
  ['common', undefined],
  [tenant.id, tenant.id],
  [tenant.domain, tenant.id],
]);

/**
 * @param clientId the one registered application
 * @param redirectUris its redirect URIs
 */
export function createEntra(clientId: string, redirectUris: string[]): Entra {
  const state = createState(clientId, redirectUris);
  const provider = createProvider(state);
  const callback = provider.callback();

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
    if (pathname === '/shared/entra.css')
      return send(response, 200, stylesheet, { 'Content-Type': 'text/css; charset=utf-8' });
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
    const endpoint = { 'oauth2/v2.0/authorize': 'authorize', 'oauth2/v2.0/token': 'token' }[path];
    if (endpoint && request.method !== 'OPTIONS') {
      if (state.knobs.stallMs) await sleep(state.knobs.stallMs);
      const fault = takeFault(state, endpoint as Endpoint);
      if (fault) return fail(state, fault, endpoint as Endpoint, request, response);
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
    grantAdminConsent: () => {
      entra.adminConsented = true;
    },
    revokeConsent: () => {
      entra.adminConsented = false;
      state.consents.clear();
    },
    revokeRefreshTokens: (user?: User, code: 50173 | 700084 = 50173) => {
      const ids = state.store.remove('RefreshToken', ({ accountId }) => !user || accountId === user.sub);
      for (const id of ids) state.revoked.set(id, code);
    },
    endSessions: () => state.browsers.clear(),
    failNext: (endpoint: Endpoint, fault: EntraFault, times = 1) => {
      for (let i = 0; i < times; i++) state.faults.push({ endpoint, fault });
    },
    requireClaims: (claims: string | undefined) => {
      entra.requiredClaims = claims;
    },
    issueToken: (user: User, changes?: Partial<AccessTokenClaims>) => issueToken(state, user, changes),
    checkToken: (text: string) => checkToken(state, text),
    satisfiesClaims: ({ uti }: AccessTokenClaims) => {
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
      ])
        collection.clear();
      state.faults.length = 0;
    },
  };
  state.knobs = entra;
  return entra;
}

function takeFault({ faults }: EntraState, endpoint: Endpoint): EntraFault | undefined {
  const index = faults.findIndex((planned) => planned.endpoint === endpoint);
  return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
}

function fail(
  { redirectUris }: EntraState,
  fault: EntraFault,
  endpoint: Endpoint,
  { url }: Incoming,
  response: ServerResponse,
) {
  if (fault === 'drop') return drop(response);
  if ('status' in fault) {
    const { status, body = '', headers = {} } = fault;
    const open = { 'Access-Control-Allow-Origin': '*', ...headers };
    if (typeof body === 'object') return sendJson(response, status, body, open);
    return send(response, status, body, open);
  }
  if (endpoint === 'token') return sendTokenError(response, fault);
  const { redirect_uri = '', response_mode, state } = fieldsOf(url.searchParams);
  if (!redirectUris.includes(redirect_uri)) return sendErrorPage(response, fault);
  redirect(response, answerUrl(redirect_uri, response_mode, errorAnswer(fault, state)));
}
