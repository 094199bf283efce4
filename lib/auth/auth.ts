import { defined } from '../data/data.ts';
import { askOffscreen } from '../offscreen/ask.ts';
import { SignInFailed, type Token } from '../offscreen/operations.ts';
import type { Setback } from '../problems/problems.ts';
import {
  announceSignIn,
  loadAccount,
  loadSettings,
  loadSignedOut,
  loadTokenCache,
  saveAccount,
  saveLastToken,
  saveSignedOut,
  saveTokenCache,
} from '../storage/storage.ts';
import type { Account } from './account.ts';
import { keepToken, tokenAtHand } from './last-token.ts';
import { signInConfig } from './sign-in-config.ts';
import type { SignInSetback } from './sign-in-errors.ts';
import { signInByWindow } from './window.ts';

export interface TokenRequest {
  /** Whose token, and nobody else's. */
  account?: Account | undefined;
  /** Any account will do; this one is preferred. Absent: whoever signed in last. */
  preferred?: Account | undefined;
  /** A user's own click asked for this: a sign-in window may open. */
  interactive?: boolean;
  /** JSON text of a claims challenge: the cached token no longer serves. */
  claims?: string | undefined;
  /** The service refused the cached token. */
  renew?: boolean;
  /** Whoever the user chooses, in Entra's account picker. */
  choose?: boolean;
  /** It began with a click and then had to wait: as on the click, the account that the browser remembers may be used. */
  goesOn?: boolean;
}

export type TokenAnswer = { type: 'token'; accessToken: string; account: Account } | Setback;

/**
 * A token for Microsoft Graph: from the cache, by the refresh token, by the browser's own sign-in at Microsoft, and
 * only then, when a click asked for it, by a sign-in window. Never throws for what Entra, the network or the user did.
 */
export async function getToken(request: TokenRequest): Promise<TokenAnswer> {
  const account = request.choose
    ? undefined
    : (request.account ?? request.preferred ?? (await loadAccount()));
  // After signing out, nobody is signed in again by an account that the browser remembers.
  const signedOut = await loadSignedOut();
  const atHand = signedOut ? undefined : await tokenAtHand(account, request);
  if (atHand) return { type: 'token', ...atHand };
  if (!(await startMsal())) return { type: 'failed', cause: { code: 'clientIdMissing' } };
  let { claims } = request;

  const prompt = request.choose || (signedOut && !request.account) ? 'select_account' : undefined;
  const window = () => signInByWindow({ interactive: true, prompt, ...hints(account, claims) });
  const ways: (() => Promise<Token>)[] = [
    ...(account && !signedOut ? [() => silent(account, request)] : []),
    ...((account || request.interactive || request.goesOn) && !signedOut && !request.choose
      ? [() => withoutWindow(account, claims, request.interactive)]
      : []),
    ...(request.interactive ? [window] : []),
  ];
  let setback: SignInSetback = { type: 'interaction', cause: { code: 'signInRequired' } };
  for (const way of ways) {
    const result = await attempt(way, way === window);
    if ('accessToken' in result) {
      const byHand = way === window;
      const answer = await accept(result, request.account, byHand || !account);
      if (byHand && answer.type === 'token') await announceSignIn();
      return answer;
    }
    setback = explain(result, setback);
    if (setback.type !== 'interaction') break;
    // Conditional access: Entra says what the next way has to ask for.
    claims = setback.claims ?? claims;
  }
  // Before the first sign-in, a page that does not load may mean that the application is not registered: do not keep retrying.
  if (setback.type === 'delayed' && !account && setback.cause.code === 'signInPageUnavailable')
    return { type: 'paused', cause: setback.cause };
  if (setback.type !== 'interaction') return setback;
  return { type: request.interactive ? 'failed' : 'paused', cause: setback.cause };
}

/** Signs in because the user asked for it. @param choose shows Entra's account picker */
export const signIn = (choose: boolean): Promise<TokenAnswer> => getToken({ interactive: true, choose });

/** The user signs out: until the next sign-in by hand nothing is done in anybody's name. */
export async function signOut(): Promise<void> {
  await saveSignedOut();
  await forgetSignIn();
}

/** Forgets the account and every token, in this browser. */
export async function forgetSignIn(): Promise<void> {
  await saveLastToken(undefined);
  if (await startMsal()) await forget();
  await saveTokenCache({});
  await saveAccount(undefined);
}

/**
 * When the user closes Entra's page "Need admin approval", we only learn that they cancelled; the attempt before told the reason.
 */
const explain = (setback: SignInSetback, before: SignInSetback): SignInSetback =>
  setback.cause.code === 'signInCancelled' && before.cause.code === 'adminConsentRequired'
    ? { type: 'failed', cause: before.cause }
    : setback;

/** Makes MSAL ready in the offscreen document. False when no client ID is set. */
async function startMsal(): Promise<boolean> {
  const [settings, cache = {}] = await Promise.all([loadSettings(), loadTokenCache()]);
  if (!settings.clientId) return false;
  await askOffscreen('start', { config: signInConfig(settings), cache });
  return true;
}

const silent = ({ homeAccountId }: Account, { claims, renew }: TokenRequest): Promise<Token> =>
  askOffscreen('silent', defined({ homeAccountId, claims, forceRefresh: renew }));

const hints = (account: Account | undefined, claims: string | undefined) => ({
  loginHint: account?.username,
  claims,
});

const withoutWindow = (
  account: Account | undefined,
  claims: string | undefined,
  byClick = false,
): Promise<Token> =>
  signInByWindow({ interactive: false, byClick, prompt: 'none', ...hints(account, claims) });

async function attempt(way: () => Promise<Token>, byWindow = false): Promise<Token | SignInSetback> {
  try {
    const token = await way();
    if (!token.fromCache) await saveTokenCache(await askOffscreen('cache', {}));
    return token;
  } catch (error) {
    if (!(error instanceof SignInFailed)) throw error;
    return askOffscreen('explain', { info: error.info, byWindow });
  }
}

/**
 * Keeps what came back, unless it is the token of another account than the one that was needed.
 * @param isWho this is who is signed in from now on
 */
async function accept(token: Token, needed: Account | undefined, isWho: boolean): Promise<TokenAnswer> {
  const { accessToken, account } = token;
  if (needed && needed.homeAccountId !== account.homeAccountId) {
    await forget(account);
    return { type: 'paused', cause: { code: 'wrongAccount', value: account.username } };
  }
  if (isWho) await saveAccount(account);
  await keepToken(token);
  return { type: 'token', accessToken, account };
}

async function forget(account?: Account): Promise<void> {
  await askOffscreen('forget', defined({ homeAccountId: account?.homeAccountId }));
  await saveTokenCache(await askOffscreen('cache', {}));
}
