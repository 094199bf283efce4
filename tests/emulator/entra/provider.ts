import { randomBytes } from 'node:crypto';
import type OidcProvider from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { tenant, type User } from '../tenant.ts';
import { dressAuthorizeAnswer, dressTokenAnswer } from './dress.ts';
import { notesOf } from './notes.ts';
import { errors, Provider } from './oidc-provider.ts';
import { sendErrorPage } from './pages.ts';
import { createPolicy } from './policy.ts';
import { signedIn } from './sessions.ts';
import {
  type EntraState,
  graphAudience,
  hasConsent,
  host,
  openidScopes,
  permission,
  userBySub,
} from './state.ts';
import { accessTokenClaims, keyId } from './tokens.ts';

/** Name of oidc-provider's own session cookie; ESTSAUTH says who is signed in. */
export const providerCookie = 'ESTSSC';

const second = (): number => Math.floor(Date.now() / 1000);

const userOf = (ctx: KoaContextWithOIDC): User | undefined => userBySub(ctx.oidc.session?.accountId);

function configuration(state: EntraState): Configuration {
  const jwk = { ...state.signingKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: keyId };
  const cookie = { signed: false, httpOnly: true, secure: true, sameSite: 'none' as const, overwrite: true };
  return {
    adapter: state.store.adapter,
    jwks: { keys: [jwk] as NonNullable<Configuration['jwks']>['keys'] },
    cookies: {
      names: { session: providerCookie, interaction: 'ESTSFLOW', resume: 'ESTSRESUME' },
      keys: [randomBytes(24).toString('base64url')],
      long: cookie,
      short: cookie,
    },
    scopes: openidScopes,
    claims: {
      openid: ['sub', 'oid', 'tid', 'ver', 'uti', 'signin_state'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
    },
    conformIdTokenClaims: false,
    extraParams: ['claims', 'client_info'],
    responseTypes: ['code'],
    routes: {
      authorization: '/oauth2/v2.0/authorize',
      token: '/oauth2/v2.0/token',
      jwks: '/discovery/v2.0/keys',
      end_session: '/oauth2/v2.0/end_session',
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => graphAudience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, indicator) => {
          if (indicator !== graphAudience) throw new errors.InvalidTarget();
          return {
            scope: permission.scope,
            audience: graphAudience,
            accessTokenTTL: state.knobs.accessTokenSeconds,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256', kid: keyId } },
          };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (ctx, token, jwt) => {
          const user = 'accountId' in token ? userBySub(token.accountId) : undefined;
          if (!user) throw new errors.InvalidRequest('no such user');
          const { claims = [] } = notesOf(ctx.req);
          jwt.header = { typ: 'JWT' };
          jwt.payload = {
            ...accessTokenClaims(state, user),
            iat: token.iat ?? second(),
            exp: second() + state.knobs.accessTokenSeconds,
            uti: token.jti,
            ...(claims.some((text) => text.includes('"CP1"')) ? { xms_cc: ['CP1'] } : {}),
          };
        },
      },
    },
    ttl: {
      AccessToken: () => state.knobs.accessTokenSeconds,
      AuthorizationCode: 600,
      IdToken: 3600,
      Grant: 90 * 86_400,
      Interaction: 3600,
      Session: 90 * 86_400,
      // A renewed token ends when the first one would have ended.
      RefreshToken: (ctx) =>
        Math.max(1, ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? state.knobs.refreshTokenSeconds),
    },
    rotateRefreshToken: true,
    // Entra gives a refresh token for offline_access without prompt=consent, and signing out does not end it.
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    clientBasedCORS: () => true,
    interactions: {
      policy: createPolicy(state),
      url: (_ctx, interaction) => `/common/login/${interaction.uid}`,
    },
    findAccount: (_ctx, sub, token) => {
      const user = userBySub(sub);
      if (!user) return undefined;
      const sessionUid = token && 'sessionUid' in token ? String(token.sessionUid) : '';
      return {
        accountId: sub,
        claims: () => ({
          sub,
          oid: user.oid,
          tid: tenant.id,
          ver: '2.0',
          uti: randomBytes(16).toString('base64url'),
          name: user.name,
          preferred_username: user.upn,
          email: user.upn,
          ...(state.keptSessions.has(sessionUid) ? { signin_state: ['kmsi'] } : {}),
        }),
      };
    },
    loadExistingGrant: async (ctx) => {
      const user = userOf(ctx);
      if (!user || !hasConsent(state, user)) return undefined;
      const grant = new ctx.oidc.provider.Grant({ accountId: user.sub, clientId: state.clientId });
      grant.addOIDCScope(openidScopes);
      grant.addResourceScope(graphAudience, permission.scope);
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      sendErrorPage(ctx.res, {
        error: out.error,
        error_description: out.error_description ?? 'The request could not be completed.',
      });
      ctx.respond = false;
    },
  };
}

/** oidc-provider, told to be Entra: its paths, tokens, pages and what it asks users for. */
export function createProvider(state: EntraState): OidcProvider {
  const provider = new Provider(`https://${host}/${tenant.id}/v2.0`, configuration(state));
  provider.on('server_error', (_ctx, error) => console.error('emulated Entra:', error));
  provider.on('grant.error', (ctx, error) => {
    ctx.state.detail = error.error_detail;
  });
  provider.on('authorization.success', (ctx, answer) => {
    const { claims } = ctx.oidc.params as { claims?: string };
    if (claims && answer) state.claims.set(String(answer.code), [claims]);
    const uid = ctx.oidc.session?.uid;
    const kept = signedIn(state, ctx.req.headers).some(
      ({ user, keep }) => keep && user.sub === ctx.oidc.session?.accountId,
    );
    if (uid && kept) state.keptSessions.add(uid);
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path.startsWith('/oauth2/v2.0/authorize')) dressAuthorizeAnswer(state, ctx as KoaContextWithOIDC);
    if (ctx.path === '/oauth2/v2.0/token' && ctx.method === 'POST')
      dressTokenAnswer(state, ctx as KoaContextWithOIDC);
  });
  return provider;
}
