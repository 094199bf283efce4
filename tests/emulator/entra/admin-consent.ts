import type { ServerResponse } from 'node:http';
import { fieldsOf, type Incoming, redirect } from '../http.ts';
import { tenant } from '../tenant.ts';
import { answerUrl, unknownScope } from './authorize-request.ts';
import { entraError } from './errors.ts';
import { sendAdminConsentPage, sendErrorPage, sendMessagePage, sendSignInPage } from './pages.ts';
import { checkPassword } from './passwords.ts';
import { signedIn, signIn } from './sessions.ts';
import { type EntraState, permission } from './state.ts';

/**
 * The page where an admin grants the permission to everybody.
 * Source: "Admin consent on the Microsoft identity platform"; the answer comes in the query.
 */
export function adminConsent(state: EntraState, request: Incoming, response: ServerResponse) {
  const query = fieldsOf(request.url.searchParams);
  const { client_id = '', redirect_uri, scope = permission.scope, state: echo } = query;
  const refused =
    client_id !== state.clientId
      ? entraError(700016, client_id, tenant.name)
      : redirect_uri && !state.redirectUris.includes(redirect_uri)
        ? entraError(50011, redirect_uri, client_id)
        : unknownScope(scope.replaceAll(`${new URL(permission.scope).origin}/.default`, permission.scope))
          ? entraError(70011, scope)
          : undefined;
  if (refused) return sendErrorPage(response, refused);
  const answer = (fields: Record<string, string>) => {
    const complete = { ...fields, ...(echo === undefined ? {} : { state: echo }) };
    if (redirect_uri) return redirect(response, answerUrl(redirect_uri, 'query', complete));
    sendMessagePage(response, 'Done', fields.error_description ?? 'The permission was granted.');
  };

  const { action, username = '', password = '', kmsi } = fieldsOf(request.body.toString());
  if (action === 'sign-in') {
    const checked = checkPassword(username, password);
    if ('error' in checked) return sendSignInPage(response, { username, error: checked.error });
    const cookies = signIn(state, request.headers, checked.user, kmsi === '1');
    return redirect(response, request.url.href, { 'Set-Cookie': cookies });
  }
  // The account that was used last counts.
  const user = signedIn(state, request.headers).at(-1)?.user;
  if (!user) return sendSignInPage(response);
  if (!user.admin) return sendErrorPage(response, entraError(90093, state.appName), 403);
  if (action === 'cancel') {
    const { error, error_description } = entraError(65004);
    return answer({ error, error_description });
  }
  if (action !== 'accept') return sendAdminConsentPage(response, state.appName, user);
  state.knobs.adminConsented = true;
  answer({ admin_consent: 'True', tenant: tenant.id, scope });
}
