import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { cookiesOf, fieldsOf, type Incoming, redirect, replay } from '../http.ts';
import type { LoggedRequest } from '../request-log.ts';
import { answerUrl, errorAnswer, refuseAuthorize } from './authorize-request.ts';
import { note } from './notes.ts';
import { sendErrorPage } from './pages.ts';
import { providerCookie } from './provider.ts';
import { type SignedIn, signedIn } from './sessions.ts';
import type { EntraState } from './state.ts';

/** The account that a request means, of those that are signed in; `several` when it may mean any of them. */
function meant(accounts: SignedIn[], hint: string | undefined): SignedIn | 'several' | undefined {
  if (hint) return accounts.find(({ user }) => user.upn === hint.trim().toLowerCase());
  return accounts.length > 1 ? 'several' : accounts[0];
}

/** The Cookie header with oidc-provider's session cookie replaced, or taken away. */
function withProviderSession(headers: IncomingMessage['headers'], id: string | undefined): string {
  const cookies = cookiesOf(headers);
  cookies.delete(providerCookie);
  if (id) cookies.set(providerCookie, id);
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

/**
 * Takes an authorization request: checks it, finds out which account it means, and hands it to oidc-provider with a
 * session of that account.
 */
export async function authorize(
  state: EntraState,
  provider: Provider,
  request: Incoming,
  response: ServerResponse,
  entry: LoggedRequest,
  forward: (request: IncomingMessage) => void,
): Promise<void> {
  const query = fieldsOf(request.url.searchParams);
  const refused = refuseAuthorize(state, query);
  if (refused && 'page' in refused) return sendErrorPage(response, refused.page);
  if (refused) {
    const answer = errorAnswer(refused.redirect, query.state);
    return redirect(response, answerUrl(query.redirect_uri ?? '', query.response_mode, answer));
  }

  const account = meant(signedIn(state, request.headers), query.login_hint);
  let session: InstanceType<Provider['Session']> | undefined;
  if (account && account !== 'several') {
    entry.user = account.user.upn;
    session = new provider.Session();
    session.loginAccount({ accountId: account.user.sub, loginTs: account.at, transient: !account.keep });
    await session.save(3600);
  }
  const message = replay(request, {
    headers: { ...request.headers, cookie: withProviderSession(request.headers, session?.jti) },
  });
  note(message, { ambiguous: account === 'several' });
  forward(message);
}

/**
 * Goes on after a page. Whatever else happened in this browser meanwhile (another flow, another account), a flow keeps
 * its own session.
 */
export function resume(
  { store }: EntraState,
  request: Incoming,
  forward: (request: IncomingMessage) => void,
): void {
  const uid = request.url.pathname.split('/').at(-1) ?? '';
  const session = store.find('Interaction', uid)?.session?.cookie;
  forward(
    replay(request, {
      headers: { ...request.headers, cookie: withProviderSession(request.headers, session) },
    }),
  );
}
