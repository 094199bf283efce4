import type { ServerResponse } from 'node:http';
import type { Incoming } from '../http.ts';
import type { LoggedRequest } from '../request-log.ts';
import type { User } from '../tenant.ts';
import type { BrowserSession } from './sessions.ts';
import type { Endpoint, EntraFault, EntraKnobs } from './state.ts';
import type { AccessTokenClaims, TokenCheck } from './tokens.ts';

/** The emulated login.microsoftonline.com, as tests turn it. */
export interface Entra extends EntraKnobs {
  readonly clientId: string;
  /** Registered redirect URIs (single-page application); add to it while no flow is under way. */
  readonly redirectUris: string[];
  /** Who is signed in, by browser. */
  readonly sessions: ReadonlyMap<string, BrowserSession>;
  /** Every access, refresh and ID token that was ever given out, for those who hunt for them. Outlives `reset`. */
  readonly issued: readonly string[];
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
