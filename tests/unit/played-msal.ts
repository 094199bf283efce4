import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explainSignIn } from '../../lib/auth/sign-in-errors.ts';
import {
  type OffscreenOperations,
  type SignInError,
  SignInFailed,
  type Token,
} from '../../lib/offscreen/operations.ts';
import { account as alice } from './samples.ts';

/*
 * Instead of lib/offscreen: MSAL, and the browser's sign-in windows. A test of the sign-in mocks it by
 * `vi.mock('../../lib/offscreen/index.ts', () => import('./played-msal.ts'))`.
 */

export { alice };
export const bob = { homeAccountId: 'bob.t', username: 'bob@contoso.com' };
export const secret = 'eyJ-secret-access-token';
export const tokenOf = (account: typeof alice, fromCache = false, expiresAt = 0): Token => ({
  accessToken: secret,
  expiresAt,
  fromCache,
  account,
});

type Host = { [K in keyof OffscreenOperations]?: OffscreenOperations[K] };
/** What was asked of MSAL, as `[operation, input]`. */
export let asked: [string, unknown][] = [];
let host: Host = {};
/** The sign-in windows that were opened. */
export let windows: Record<string, unknown>[] = [];

/** MSAL and the browser, unless a test says otherwise: nobody is signed in, and whoever is asked closes the window. */
export function play(
  operations: Host,
  launch: (details: { url: string; interactive: boolean }) => Promise<string | undefined>,
) {
  host = {
    start: async () => {},
    silent: () => fail({ code: 'no_account_found', message: '', interactionRequired: true }),
    begin: async ({ prompt }) => ({ url: `https://login/?prompt=${prompt ?? ''}`, state: 'state-1' }),
    finish: async () => tokenOf(alice),
    abort: async () => {},
    explain: async ({ info, byWindow }) => explainSignIn(info, byWindow),
    forget: async () => {},
    cache: async () => ({ 'msal.token': 'in memory' }),
    ...operations,
  };
  Object.assign(fakeBrowser.identity, {
    launchWebAuthFlow: async (details: { url: string; interactive: boolean }) => {
      windows.push(details);
      return launch(details);
    },
  });
}

export async function callOffscreen(name: keyof Host, input: never): Promise<unknown> {
  asked.push([name, input]);
  return (host[name] as (input: never) => Promise<unknown>)(input);
}
export const closeOffscreen = async () => {};

export const fail = async (error: SignInError): Promise<never> => {
  throw new SignInFailed(error);
};
export const closed = async (): Promise<never> => {
  throw new Error('The user did not approve access.');
};
export const answered = async () => 'https://redirect/#code=1';
export const needsWindow = async ({ interactive }: { interactive: boolean }) => {
  if (interactive) return 'https://redirect/#code=1';
  throw new Error('User interaction required.');
};
/** The operations that were asked for, without those that go along with others. */
export const names = () =>
  asked.map(([name]) => name).filter((name) => name !== 'start' && name !== 'cache' && name !== 'explain');
/** What an operation was last asked with. */
export const inputOf = (operation: string) => asked.findLast(([name]) => name === operation)?.[1];
export const stored = () => fakeBrowser.storage.local.get(null);

/** What was asked so far does not count. */
export function forgetAsked(): void {
  asked = [];
}

/** An application is set up, nobody has signed in. */
export function aroundSignIn(): void {
  beforeEach(async () => {
    fakeBrowser.reset();
    asked = [];
    windows = [];
    Object.assign(fakeBrowser.identity, { getRedirectURL: () => 'https://id.chromiumapp.org/' });
    await fakeBrowser.storage.local.set({
      settings: { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444', tenant: 'contoso.com' },
    });
  });
}
