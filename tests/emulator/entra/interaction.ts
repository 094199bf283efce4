import type { ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { InteractionResults } from 'oidc-provider';
import { fieldsOf, type Incoming, redirect, replay } from '../http.ts';
import type { LoggedRequest } from '../request-log.ts';
import type { User } from '../tenant.ts';
import { entraError } from './errors.ts';
import { sendAccountPicker, sendApprovalPage, sendConsentPage, sendSignInPage } from './pages.ts';
import { checkPassword } from './passwords.ts';
import { signedIn, signIn } from './sessions.ts';
import { type EntraState, mayConsent, userBySub } from './state.ts';

/** One request of a user who is in the middle of an authorization request. */
interface Step {
  state: EntraState;
  provider: Provider;
  request: Incoming;
  response: ServerResponse;
  entry: LoggedRequest;
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Shows the page that is due, or takes what the user did on it. */
export async function interact(step: Step): Promise<void> {
  const { provider, request, response } = step;
  const details = await provider.interactionDetails(replay(request), response);
  if (details.prompt.name === 'consent') return consent(step, details);
  if (request.method !== 'POST') return showSignIn(step, details);

  const { action, account, username = '', password = '', kmsi } = fieldsOf(request.body.toString());
  if (action === 'pick') {
    const user = signedIn(step.state, request.headers).find(({ user }) => user.oid === account)?.user;
    if (!user) return sendSignInPage(response);
    return proceed(step, details, user, []);
  }
  const checked = checkPassword(username, password);
  if ('error' in checked) return sendSignInPage(response, { username, error: checked.error });
  const cookies = signIn(step.state, request.headers, checked.user, kmsi === '1');
  return proceed(step, details, checked.user, cookies);
}

function showSignIn({ state, request, response }: Step, { prompt, params }: Details) {
  const accounts = signedIn(state, request.headers).map(({ user }) => user);
  if (prompt.name === 'select_account' && accounts.length) return sendAccountPicker(response, accounts);
  sendSignInPage(response, { username: typeof params.login_hint === 'string' ? params.login_hint : '' });
}

/** Goes on with the authorization request, as this user. */
async function proceed(step: Step, details: Details, user: User, cookies: string[]): Promise<void> {
  const { provider, request, response, entry } = step;
  entry.user = user.upn;
  const returnTo = await provider.interactionResult(replay(request), response, {
    login: { accountId: user.sub },
    select_account: {},
  });
  // Someone else was active in this browser: Entra just switches, oidc-provider would end that session first.
  const session = details.session && (await provider.Session.findByUid(details.session.uid));
  if (session && session.accountId !== user.sub) {
    session.loginAccount({ accountId: user.sub });
    await session.persist();
  }
  redirect(response, returnTo, cookies.length ? { 'Set-Cookie': cookies } : {});
}

async function consent(step: Step, details: Details): Promise<void> {
  const { state, provider, request, response, entry } = step;
  const user = userBySub(details.session?.accountId);
  if (!user) throw new Error('consent without a user');
  entry.user = user.upn;
  const finish = async (result: InteractionResults, merge: boolean): Promise<void> =>
    redirect(
      response,
      await provider.interactionResult(replay(request), response, result, { mergeWithLastSubmission: merge }),
    );

  const { action, account, forAll, ...signInFields } = fieldsOf(request.body.toString());
  if (action === 'cancel') {
    const { error, error_description } = entraError(65004);
    return finish({ error, error_description }, false);
  }
  if (action === 'other') return sendSignInPage(response);
  if (action === 'sign-in' || action === 'pick') {
    const checked = checkPassword(signInFields.username ?? '', signInFields.password ?? '');
    if ('error' in checked)
      return sendSignInPage(response, { username: signInFields.username, error: checked.error });
    const cookies = signIn(state, request.headers, checked.user, signInFields.kmsi === '1');
    return proceed(step, details, checked.user, cookies);
  }
  if (!mayConsent(state, user)) return sendApprovalPage(response, state.appName, user);
  if (action !== 'accept') return sendConsentPage(response, state.appName, user);
  if (forAll === '1' && user.admin) state.knobs.adminConsented = true;
  else state.consents.add(user.oid);
  return finish({ consent: {} }, true);
}
