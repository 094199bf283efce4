import { createPublicKey, randomUUID, sign, verify } from 'node:crypto';
import { tenant, type User } from '../tenant.ts';
import { type EntraState, graphAudience, openidScopes, permission } from './state.ts';

/** What an access token for Microsoft Graph says. Source: "Access token claims reference", version 1.0. */
export interface AccessTokenClaims {
  aud: string;
  iss: string;
  /** Epoch s, as all times in here. */
  iat: number;
  nbf: number;
  exp: number;
  appid: string;
  idtyp: 'user' | 'app';
  name: string;
  oid: string;
  /** Granted permissions by their short names, separated by spaces. */
  scp: string;
  sub: string;
  tid: string;
  unique_name: string;
  upn: string;
  /** The token's own id. */
  uti: string;
  ver: '1.0';
  /** `CP1`: the client handles claims challenges. */
  xms_cc?: string[];
}

export const keyId = 'emulator-1';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims of an ordinary token for this user. */
export function accessTokenClaims(state: EntraState, user: User): AccessTokenClaims {
  const now = Math.floor(Date.now() / 1000);
  return {
    aud: graphAudience,
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat: now,
    nbf: now,
    exp: now + state.knobs.accessTokenSeconds,
    appid: state.clientId,
    idtyp: 'user',
    name: user.name,
    oid: user.oid,
    scp: [permission.name, ...openidScopes.filter((scope) => scope !== 'offline_access')].join(' '),
    sub: user.sub,
    tid: tenant.id,
    unique_name: user.upn,
    upn: user.upn,
    uti: randomUUID(),
    ver: '1.0',
  };
}

/**
 * A token as it would be after a sign-in, for tests of Graph alone.
 * @param changes other claims: another audience, an `exp` that has passed, less `scp`
 */
export function issueToken(state: EntraState, user: User, changes: Partial<AccessTokenClaims> = {}): string {
  const claims = { ...accessTokenClaims(state, user), xms_cc: ['CP1'], ...changes };
  const content = `${encode({ typ: 'JWT', alg: 'RS256', kid: keyId })}.${encode(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), state.signingKey).toString('base64url')}`;
}

export type TokenCheck =
  | { claims: AccessTokenClaims }
  | { refused: 'malformed' | 'signature' | 'audience' | 'expired' | 'notYetValid' };

/** Checks an access token as Microsoft Graph does: form, signature, audience, lifetime. */
export function checkToken(state: EntraState, token: string): TokenCheck {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  const head = decode(header);
  const claims = decode(payload) as AccessTokenClaims | undefined;
  if (!head || !claims || !signature || rest.length) return { refused: 'malformed' };
  const genuine =
    head.alg === 'RS256' &&
    head.kid === keyId &&
    verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      createPublicKey(state.signingKey),
      Buffer.from(signature, 'base64url'),
    );
  if (!genuine) return { refused: 'signature' };
  if (claims.aud !== graphAudience) return { refused: 'audience' };
  const now = Date.now() / 1000;
  if (claims.exp <= now) return { refused: 'expired' };
  if (claims.nbf > now + 300) return { refused: 'notYetValid' };
  return { claims };
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether one of the claims requests asks for everything that `required` asks for (both JSON texts). */
export function answersClaims(required: string, asked: string[]): boolean {
  const wanted: unknown = JSON.parse(required);
  return asked.some((text) => contains(JSON.parse(text), wanted));
}

function contains(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return Object.entries(wanted).every(([name, part]) => contains(fields[name], part));
}
