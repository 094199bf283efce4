import {
  type AccountInfo,
  AuthError,
  type AuthenticationResult,
  CacheLookupPolicy,
  createStandardPublicClientApplication,
  InteractionRequiredAuthError,
  type IPublicClientApplication,
  ServerError,
} from '@azure/msal-browser';
import type { Account } from '../auth/account.ts';
import { explainSignIn, numberIn } from '../auth/sign-in-errors.ts';
import { inTime, NotInTime } from '../browser/in-time.ts';
import { defined } from '../data/data.ts';
import { scope } from '../goals/hosts.ts';
import type { contentOperations } from './content.ts';
import { OffscreenGone } from './failure.ts';
import { longestAnswer } from './limits.ts';
import { MemoryStorage } from './memory-storage.ts';
import {
  type OffscreenOperations,
  type SignInConfig,
  type SignInError,
  SignInFailed,
  type Token,
} from './operations.ts';

const scopes = [scope];

let running: { client: IPublicClientApplication; config: string } | undefined;
let authorizeUrl: string | undefined;

const storage = new MemoryStorage();
// MSAL accepts any value here.
Object.defineProperty(window, 'sessionStorage', { value: storage });

type CacheKey = keyof MemoryStorage & `msal.${string}`;
const cacheKeys = () => Object.keys(storage) as CacheKey[];

async function start(config: SignInConfig, cache: Record<string, string>): Promise<void> {
  if (running?.config === JSON.stringify(config)) return;
  if (running) for (const key of cacheKeys()) storage.removeItem(key);
  if (cacheKeys().length === 0) Object.assign(storage, cache);
  // A sign-in can't outlive the document that began it.
  storage.removeItem('msal.interaction.status');
  const client = await createStandardPublicClientApplication({
    auth: {
      clientId: config.clientId,
      authority: config.authority,
      redirectUri: config.redirectUri,
      postLogoutRedirectUri: config.redirectUri,
      clientCapabilities: ['CP1'],
      // Taken from here only: given with a request, MSAL ignores it and the page navigates.
      onRedirectNavigate: (url) => {
        authorizeUrl = url;
        return false;
      },
    },
    // This is the memory storage above; the real localStorage would put tokens on disk.
    cache: { cacheLocation: 'sessionStorage' },
    system: { allowPlatformBroker: false, loggerOptions: { piiLoggingEnabled: false } },
  });
  running = { client, config: JSON.stringify(config) };
}

function msal(): IPublicClientApplication {
  // The document was opened anew after MSAL had been started: whoever asks has to begin again.
  if (!running) throw new OffscreenGone('MSAL is not started');
  return running.client;
}

const accountOf = ({ homeAccountId, username }: AccountInfo): Account => ({
  homeAccountId,
  username,
});

const tokenOf = (result: AuthenticationResult): Token => ({
  accessToken: result.accessToken,
  expiresAt: result.expiresOn?.getTime() ?? 0,
  fromCache: result.fromCache,
  account: accountOf(result.account as AccountInfo),
});

type SignInOperations = Omit<OffscreenOperations, keyof typeof contentOperations>;

const operations: SignInOperations = {
  start: ({ config, cache }) => start(config, cache),

  async silent({ homeAccountId, claims, forceRefresh = false }) {
    const account = msal().getAccount({ homeAccountId });
    if (!account) throw new InteractionRequiredAuthError('no_account_found', '', 'no cached account');
    // Never the hidden iframe: it hangs for ten seconds in an extension and fails.
    const cacheLookupPolicy = CacheLookupPolicy.AccessTokenAndRefreshToken;
    const request = defined({ account, forceRefresh, claims, cacheLookupPolicy });
    const asked = msal().acquireTokenSilent({ scopes, ...request });
    const result = await answered(asked);
    return tokenOf(result);
  },

  async begin({ prompt, loginHint, claims }) {
    authorizeUrl = undefined;
    // One at a time; leftovers belong to a sign-in that was cut off (found by chaos, seed 3001).
    storage.removeItem('msal.interaction.status');
    await msal().acquireTokenRedirect({ scopes, ...defined({ prompt, loginHint, claims }) });
    if (authorizeUrl === undefined) throw new Error('MSAL began no sign-in');
    return { url: authorizeUrl, state: new URL(authorizeUrl).searchParams.get('state') ?? '' };
  },

  finish: async ({ url }) => {
    const result = await redeem(new URL(url).hash);
    if (!result) throw new AuthError('no_response', '', 'the sign-in page gave no answer');
    return tokenOf(result);
  },

  // Gives MSAL an answer in place of the one that never came; without it, MSAL refuses every later sign-in as "in progress".
  abort: async ({ state }) => {
    const hash = `#${new URLSearchParams({ error: 'access_denied', error_description: 'window closed', state })}`;
    await redeem(hash).catch(() => undefined);
  },

  explain: async ({ info, byWindow }) => explainSignIn(info, byWindow),

  forget: async ({ homeAccountId }) => {
    const account = homeAccountId ? msal().getAccount({ homeAccountId }) : undefined;
    if (account) await msal().clearCache({ account });
    else if (!homeAccountId) await msal().clearCache();
  },

  cache: async () => ({ ...storage }),
};

const redeem = (hash: string) =>
  answered(msal().handleRedirectPromise({ hash, navigateToLoginRequestUrl: false }));

/** Entra may never answer, and MSAL makes later requests wait for that answer: then a new MSAL is started. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await inTime('Microsoft Entra ID', longestAnswer, asked);
  } catch (error) {
    if (!(error instanceof NotInTime)) throw error;
    running = undefined;
    throw new AuthError('post_request_failed', '', error.message);
  }
}

const explained =
  (operation: (input: never) => Promise<unknown>) =>
  (input: never): Promise<unknown> =>
    operation(input).catch((error: unknown) => {
      throw error instanceof AuthError ? new SignInFailed(signInErrorOf(error)) : error;
    });

/** The only module that imports MSAL. Its operations reject with SignInFailed, with OffscreenGone where MSAL was not started, or with an error of ours. */
export const signInOperations = Object.fromEntries(
  Object.entries(operations).map(([name, operation]) => [name, explained(operation)]),
) as unknown as SignInOperations;

/** What MSAL threw, as plain data. */
function signInErrorOf(error: AuthError): SignInError {
  const { errorCode, errorMessage, message } = error;
  const asksForWindow = error instanceof InteractionRequiredAuthError;
  return defined({
    code: errorCode ?? '',
    // Its ids stand at its end.
    message: (errorMessage || message).slice(0, 2000),
    ...numberIn(`${errorMessage} ${message}`),
    claims: (asksForWindow && error.claims) || undefined,
    status: error instanceof ServerError ? error.status : undefined,
    interactionRequired: asksForWindow || undefined,
  });
}
