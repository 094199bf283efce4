import { randomUUID } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { tenant, type User } from '../tenant.ts';
import { answerUrl, errorAnswer } from './authorize-request.ts';
import { type EntraError, entraError, tokenErrorBody } from './errors.ts';
import { notesOf } from './notes.ts';
import { type EntraState, openidScopes, userBySub } from './state.ts';

const clientInfo = (user: User): string =>
  Buffer.from(JSON.stringify({ uid: user.oid, utid: tenant.id })).toString('base64url');

/** What Entra says where oidc-provider says something of its own. */
function authorizeError(state: EntraState, error: string, description: string): EntraError {
  if (description.startsWith('AADSTS')) return { error, error_description: description };
  if (error === 'login_required') return entraError(50058);
  if (error === 'interaction_required') return entraError(16000);
  if (error === 'consent_required')
    return state.knobs.consent === 'admin'
      ? entraError(90094, state.appName)
      : entraError(65001, state.clientId, state.appName);
  return { ...entraError(90023, description), error };
}

/** Makes the redirect to the application look as Entra's does: no `iss`, but client_info, session_state, AADSTS. */
export function dressAuthorizeAnswer(state: EntraState, ctx: KoaContextWithOIDC): void {
  const {
    redirect_uri,
    response_mode,
    client_info,
    state: echo,
  } = (ctx.oidc?.params ?? {}) as Record<string, string | undefined>;
  const location = ctx.response.get('Location');
  if (!redirect_uri || !location.startsWith(redirect_uri)) return;
  const { hash, search } = new URL(location);
  const fields = new URLSearchParams(hash ? hash.slice(1) : search);
  const error = fields.get('error');
  const user = userBySub(ctx.oidc.session?.accountId);
  const answer: Record<string, string> = error
    ? errorAnswer(authorizeError(state, error, fields.get('error_description') ?? ''), echo)
    : {
        code: fields.get('code') ?? '',
        ...(client_info === '1' && user ? { client_info: clientInfo(user) } : {}),
        ...(echo === undefined ? {} : { state: echo }),
        session_state: randomUUID(),
      };
  ctx.status = 302;
  ctx.body = '';
  ctx.set('Location', answerUrl(redirect_uri, response_mode, answer));
}

/** oidc-provider's reasons to refuse a grant, by their wording, and the errors that Entra has for them. */
const grantErrors: [RegExp, Parameters<typeof entraError>[0]][] = [
  [/authorization code already consumed|grant not found/, 54005],
  [/authorization code is expired/, 70008],
  [/redirect_uri mismatch/, 500112],
  [/PKCE|code_verifier/i, 501481],
  [/refresh token is expired/, 700084],
];

function tokenError(state: EntraState, ctx: KoaContextWithOIDC): EntraError {
  const { error = 'invalid_request', error_description = '' } = ctx.body as Partial<EntraError>;
  const detail = String(ctx.state.detail ?? '');
  if (error === 'invalid_grant') {
    const revoked = state.revoked.get(String(ctx.oidc.params?.refresh_token));
    const known = grantErrors.find(([pattern]) => pattern.test(detail))?.[1];
    return entraError(revoked ?? known ?? 70000);
  }
  const missing = /missing required parameter\(s\) '?(\w+)|^missing '?(\w+)/.exec(error_description);
  if (missing) return entraError(900144, missing[1] ?? missing[2] ?? '');
  return { ...entraError(90023, error_description), error };
}

/** Adds to the token endpoint's answer what MSAL expects of Entra, or words its error as Entra does. */
export function dressTokenAnswer(state: EntraState, ctx: KoaContextWithOIDC): void {
  ctx.set('Access-Control-Allow-Origin', '*');
  const body = ctx.body as Record<string, unknown> | undefined;
  if (ctx.status !== 200 || !body?.access_token) {
    ctx.body = tokenErrorBody(tokenError(state, ctx));
    if (ctx.status < 500) ctx.status = 400;
    return;
  }
  const { AccessToken, Account, RefreshToken } = ctx.oidc.entities;
  const user = userBySub(Account?.accountId);
  if (!user) throw new Error('a token without a user');
  if (AccessToken?.jti) state.claims.set(AccessToken.jti, notesOf(ctx.req).claims ?? []);
  const granted = [String(body.scope ?? ''), ...openidScopes.filter((scope) => scope !== 'offline_access')];
  ctx.body = {
    token_type: 'Bearer',
    scope: granted.filter(Boolean).join(' '),
    expires_in: body.expires_in,
    ext_expires_in: body.expires_in,
    access_token: body.access_token,
    refresh_token: body.refresh_token,
    refresh_token_expires_in: RefreshToken?.remainingTTL ?? state.knobs.refreshTokenSeconds,
    id_token: body.id_token,
    client_info: clientInfo(user),
  };
}
