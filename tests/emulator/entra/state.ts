import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { tenant, type User } from '../tenant.ts';
import type { EntraError } from './errors.ts';
import type { BrowserSession } from './sessions.ts';
import { createStore, type Store } from './store.ts';

export const host = 'login.microsoftonline.com';
export const graphAudience = 'https://graph.microsoft.com';

/** The one permission that can be asked for. Source: the Microsoft Graph permissions reference. */
export const permission = {
  scope: `${graphAudience}/Goals-Export.ReadWrite.All`,
  name: 'Goals-Export.ReadWrite.All',
  id: '2edeb9fd-4228-480c-a26d-2ed52011cf3d',
  display: 'Have full access to all goals and export jobs a user can access',
};

/** Scopes of OpenID Connect; nobody has to consent to them here. */
export const openidScopes = ['openid', 'profile', 'email', 'offline_access'];

/** What goes wrong at an endpoint: an error of the protocol, any HTTP answer, or a connection that breaks. */
export type EntraFault =
  | EntraError
  /** Told on a page of Entra's own, which answers nobody. */
  | { page: EntraError }
  | { status: number; body?: string | object; headers?: Record<string, string> }
  | 'drop';

export type Endpoint = 'authorize' | 'token';

/** Everything that the parts of the emulated Entra share. */
export interface EntraState {
  readonly clientId: string;
  readonly appName: string;
  /** Redirect URIs of the single-page application, exact. */
  readonly redirectUris: string[];
  readonly signingKey: KeyObject;
  readonly store: Store;
  /** By the session cookie's value. */
  readonly browsers: Map<string, BrowserSession>;
  /** oids of users who consented for themselves. */
  readonly consents: Set<string>;
  /** Claims requests (JSON texts) that came with an authorization code or a token, by code or token id. */
  readonly claims: Map<string, string[]>;
  /** Sessions (of oidc-provider) whose user chose "Stay signed in". */
  readonly keptSessions: Set<string>;
  /** Refresh tokens that were revoked, and the error that says so. */
  readonly revoked: Map<string, 50173 | 700084>;
  readonly faults: { endpoint: Endpoint; fault: EntraFault }[];
  /** When the connection of a request was cut (epoch ms), by what the request was. */
  readonly dropped: Map<string, number>;
  knobs: EntraKnobs;
}

/** What tests turn. */
export interface EntraKnobs {
  /** Lifetime of access tokens, s. */
  accessTokenSeconds: number;
  /** Lifetime of refresh tokens, s; single-page applications get a day, however often they are renewed. */
  refreshTokenSeconds: number;
  /** Whether users may consent for themselves to this permission, or only an admin may. */
  consent: 'user' | 'admin';
  /** An admin has consented for the whole organization. */
  adminConsented: boolean;
  /** How long the authorize and token endpoints take to answer, ms. */
  stallMs: number;
  /** A part of the sign-in page does not come, as long as this holds. */
  partStalls: boolean;
  /** Every connection is cut. */
  down: boolean;
  /** JSON text of the claims that tokens need from now on. */
  requiredClaims: string | undefined;
  /** The application is registered for its own directory alone: through `/organizations` it is refused (AADSTS50194). */
  singleTenant: boolean;
}

export const defaultKnobs = (): EntraKnobs => ({
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 24 * 3600,
  consent: 'admin',
  adminConsented: true,
  stallMs: 0,
  partStalls: false,
  down: false,
  requiredClaims: undefined,
  singleTenant: false,
});

export function createState(clientId: string, redirectUris: string[]): EntraState {
  const client = (id: string) =>
    id === clientId && redirectUris.length
      ? {
          client_id: clientId,
          client_name: 'Export view',
          application_type: 'web' as const,
          token_endpoint_auth_method: 'none' as const,
          redirect_uris: redirectUris,
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code' as const],
        }
      : undefined;
  return {
    clientId,
    appName: 'Export view',
    redirectUris,
    signingKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    store: createStore(client),
    browsers: new Map(),
    consents: new Set(),
    claims: new Map(),
    keptSessions: new Set(),
    revoked: new Map(),
    faults: [],
    dropped: new Map(),
    knobs: defaultKnobs(),
  };
}

/** Whether the application may have the permission for this user. */
export const hasConsent = ({ knobs, consents }: EntraState, user: User): boolean =>
  knobs.adminConsented || consents.has(user.oid);

/** Whether this user may grant the permission. */
export const mayConsent = ({ knobs }: EntraState, user: User): boolean =>
  knobs.consent === 'user' || user.admin;

const users = Object.values(tenant.users);
export const userByName = (name: string): User | undefined =>
  users.find(({ upn }) => upn === name.trim().toLowerCase());
export const userBySub = (sub: string | undefined): User | undefined =>
  users.find((user) => user.sub === sub);
