import type { IncomingMessage, ServerResponse } from 'node:http';
import { fieldsOf, type Incoming, replay, sendJson } from '../http.ts';
import type { LoggedRequest } from '../request-log.ts';
import { tenant } from '../tenant.ts';
import { isJsonObject, unknownScope } from './authorize-request.ts';
import { type EntraError, entraError, tokenErrorBody } from './errors.ts';
import { note } from './notes.ts';
import { type EntraState, hasConsent, userBySub } from './state.ts';

export const sendTokenError = (response: ServerResponse, error: EntraError, status = 400): void =>
  sendJson(response, status, tokenErrorBody(error), {
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store, no-cache',
  });

/** What Entra has against a token request that oidc-provider would not mind. */
function refuse(
  state: EntraState,
  request: Incoming,
  fields: Record<string, string>,
): EntraError | undefined {
  const { client_id, grant_type, scope = '', claims } = fields;
  if (!/^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? ''))
    return entraError(900144, 'grant_type');
  for (const name of ['grant_type', 'client_id']) if (!fields[name]) return entraError(900144, name);
  if (client_id !== state.clientId) return entraError(700016, client_id ?? '', tenant.name);
  if (grant_type !== 'authorization_code' && grant_type !== 'refresh_token')
    return entraError(70003, grant_type ?? '');
  if (!request.headers.origin) return entraError(9002327);
  const unknown = unknownScope(scope);
  if (unknown) return entraError(70011, unknown);
  if (claims !== undefined && !isJsonObject(claims))
    return entraError(90023, 'The claims request is not valid JSON.');
}

/** Takes a token request: checks it and hands it to oidc-provider in the form that it understands. */
export function token(
  state: EntraState,
  request: Incoming,
  response: ServerResponse,
  entry: LoggedRequest,
  forward: (request: IncomingMessage) => void,
) {
  if (request.method === 'OPTIONS') return forward(replay(request));
  if (request.method !== 'POST') return sendTokenError(response, entraError(900561, 'POST', request.method));
  const fields = fieldsOf(request.body.toString());
  const refused = refuse(state, request, fields);
  if (refused) return sendTokenError(response, refused);

  const grant =
    state.store.find('AuthorizationCode', fields.code ?? '') ??
    state.store.find('RefreshToken', fields.refresh_token ?? '');
  const user = userBySub(grant?.accountId);
  if (user) entry.user = user.upn;
  if (user && !hasConsent(state, user)) {
    const error = entraError(65001, state.clientId, state.appName);
    return sendTokenError(response, { ...error, error: 'invalid_grant' });
  }

  const message = replay(request, {
    body: Buffer.from(new URLSearchParams(withoutOfflineAccess(fields)).toString()),
  });
  const claims = [...(state.claims.get(fields.code ?? '') ?? []), ...(fields.claims ? [fields.claims] : [])];
  note(message, { claims });
  forward(message);
}

/** OpenID Connect drops offline_access from a grant unless prompt=consent; Entra does not, and MSAL repeats it. */
function withoutOfflineAccess(fields: Record<string, string>): Record<string, string> {
  if (fields.scope === undefined) return fields;
  const scopes = fields.scope.split(' ').filter((scope) => scope && scope !== 'offline_access');
  return { ...fields, scope: scopes.join(' ') };
}
