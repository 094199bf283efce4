// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { getToken, signIn, signOut } from '../../lib/auth/auth.ts';
import { explainSignIn } from '../../lib/auth/sign-in-errors.ts';
import { isSigningIn } from '../../lib/auth/window.ts';
import type { OffscreenOperations, SignInError, Token } from '../../lib/offscreen/operations.ts';
import { SignInFailed } from '../../lib/offscreen/operations.ts';

/* `host` plays MSAL, `launchWebAuthFlow` the browser's sign-in windows: what they are asked is in `asked`. */

const { callOffscreen } = vi.hoisted(() => ({ callOffscreen: vi.fn() }));
vi.mock('../../lib/offscreen/index.ts', () => ({ callOffscreen, closeOffscreen: async () => {} }));

const alice = { homeAccountId: 'alice.t', username: 'alice@contoso.com', tenantId: 't' };
const bob = { homeAccountId: 'bob.t', username: 'bob@contoso.com', tenantId: 't' };
const secret = 'eyJ-secret-access-token';
const tokenOf = (account: typeof alice, fromCache = false, expiresAt = 0): Token => ({
  accessToken: secret,
  expiresAt,
  fromCache,
  account,
});

type Host = { [K in keyof OffscreenOperations]?: OffscreenOperations[K] };
let asked: [string, unknown][];
let windows: Record<string, unknown>[];

/** MSAL and the browser, unless a test says otherwise: nobody is signed in, and whoever is asked closes the window. */
function play(
  host: Host,
  launch: (details: { url: string; interactive: boolean }) => Promise<string | undefined>,
) {
  const all: Host = {
    start: async () => {},
    silent: () => fail({ code: 'no_account_found', message: '', interactionRequired: true }),
    begin: async ({ prompt }) => ({ url: `https://login/?prompt=${prompt ?? ''}`, state: 'state-1' }),
    finish: async () => tokenOf(alice),
    abort: async () => {},
    explain: async ({ info, byWindow }) => explainSignIn(info, byWindow),
    forget: async () => {},
    cache: async () => ({ 'msal.token': 'in memory' }),
    ...host,
  };
  callOffscreen.mockImplementation(async (name: keyof Host, input: never) => {
    asked.push([name, input]);
    return (all[name] as (input: never) => Promise<unknown>)(input);
  });
  Object.assign(fakeBrowser.identity, {
    launchWebAuthFlow: async (details: { url: string; interactive: boolean }) => {
      windows.push(details);
      return launch(details);
    },
  });
}

const fail = async (error: SignInError): Promise<never> => {
  throw new SignInFailed(error);
};
const closed = async (): Promise<never> => {
  throw new Error('The user did not approve access.');
};
const answered = async () => 'https://redirect/#code=1';
const needsWindow = async ({ interactive }: { interactive: boolean }) => {
  if (interactive) return 'https://redirect/#code=1';
  throw new Error('User interaction required.');
};
const names = () =>
  asked.map(([name]) => name).filter((name) => name !== 'start' && name !== 'cache' && name !== 'explain');
const inputOf = (operation: string) => asked.findLast(([name]) => name === operation)?.[1];
const stored = () => fakeBrowser.storage.local.get(null);

beforeEach(async () => {
  fakeBrowser.reset();
  asked = [];
  windows = [];
  Object.assign(fakeBrowser.identity, { getRedirectURL: () => 'https://id.chromiumapp.org/' });
  await fakeBrowser.storage.local.set({
    settings: { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444', tenant: 'contoso.com' },
  });
});

describe('a token', () => {
  test('from the cache: no window, and the cache is not written again', async () => {
    play({ silent: async () => tokenOf(alice, true) }, closed);
    expect(await getToken({ account: alice })).toEqual({
      type: 'token',
      accessToken: secret,
      account: alice,
    });
    expect(names()).toEqual(['silent']);
    expect(inputOf('silent')).toEqual({ homeAccountId: 'alice.t' });
    expect(inputOf('start')).toMatchObject({
      config: {
        authority: 'https://login.microsoftonline.com/contoso.com',
        redirectUri: 'https://id.chromiumapp.org/',
      },
    });
    expect(await fakeBrowser.storage.session.get('tokenCache')).toEqual({ tokenCache: undefined });
  });

  test('by the refresh token: the changed cache is kept in memory, and given back at the next start', async () => {
    play({ silent: async () => tokenOf(alice) }, closed);
    await getToken({ account: alice });
    expect(await fakeBrowser.storage.session.get('tokenCache')).toEqual({
      tokenCache: { 'msal.token': 'in memory' },
    });
    await getToken({ account: alice });
    expect(inputOf('start')).toMatchObject({ cache: { 'msal.token': 'in memory' } });
  });

  test('by the browser’s own sign-in at Microsoft, without a window', async () => {
    play({}, answered);
    expect(await getToken({ account: alice })).toMatchObject({ type: 'token' });
    expect(names()).toEqual(['silent', 'begin', 'finish']);
    expect(inputOf('begin')).toEqual({ prompt: 'none', loginHint: 'alice@contoso.com' });
    expect(inputOf('finish')).toEqual({ url: 'https://redirect/#code=1' });
    expect(windows).toMatchObject([{ interactive: false, abortOnLoadForNonInteractive: false }]);
  });

  test('by a window, for a click only', async () => {
    play({}, needsWindow);
    expect(await getToken({ account: alice, interactive: true })).toMatchObject({ type: 'token' });
    expect(windows.map(({ interactive }) => interactive)).toEqual([false, true]);
    expect(inputOf('begin')).toEqual({ loginHint: 'alice@contoso.com' });
    expect(windows[1]).not.toHaveProperty('abortOnLoadForNonInteractive');

    expect(await getToken({ account: alice })).toMatchObject({
      type: 'paused',
      cause: { code: 'signInRequired' },
    });
    expect(windows.map(({ interactive }) => interactive)).toEqual([false, true, false]);
  });

  test('of nobody: not asked for without a click', async () => {
    play({}, answered);
    expect(await getToken({})).toEqual({ type: 'paused', cause: { code: 'signInRequired' } });
    expect(windows).toEqual([]);
  });

  test('of whoever signed in last, who is remembered without the token', async () => {
    play({}, needsWindow);
    expect(await getToken({ interactive: true })).toMatchObject({ account: alice });
    expect((await stored()).account).toEqual(alice);
    expect(JSON.stringify(await stored())).not.toMatch(/eyJ|in memory/);
    play({ silent: async () => tokenOf(alice, true) }, closed);
    expect(await getToken({})).toMatchObject({ type: 'token', account: alice });
  });

  test('of the account that suits the organization best: who is signed in stays', async () => {
    await fakeBrowser.storage.local.set({ account: bob });
    play({ silent: async () => tokenOf(alice) }, closed);
    expect(await getToken({ preferred: alice, interactive: true })).toMatchObject({ account: alice });
    expect(inputOf('silent')).toEqual({ homeAccountId: alice.homeAccountId });
    expect((await stored()).account).toEqual(bob);
  });

  test('of whoever signs in instead: that one is taken, and is who is signed in', async () => {
    play({ finish: async () => tokenOf(bob) }, needsWindow);
    expect(await getToken({ preferred: alice, interactive: true })).toMatchObject({ account: bob });
    expect(inputOf('begin')).toEqual({ loginHint: alice.username });
    expect((await stored()).account).toEqual(bob);
  });

  test('not without a client ID: nothing is asked at all', async () => {
    await fakeBrowser.storage.local.set({ settings: {} });
    play({}, answered);
    expect(await getToken({ interactive: true })).toEqual({
      type: 'failed',
      cause: { code: 'clientIdMissing' },
    });
    expect(await signIn(true)).toEqual({ type: 'failed', cause: { code: 'clientIdMissing' } });
    expect(asked).toEqual([]);
  });

  test('refused by the service: renewed past the cache', async () => {
    play({ silent: async () => tokenOf(alice) }, closed);
    await getToken({ account: alice, renew: true });
    expect(inputOf('silent')).toEqual({ homeAccountId: 'alice.t', forceRefresh: true });
  });
});

describe('a token at hand', () => {
  const inAnHour = () => Date.now() + 3_600_000;
  const begin = async (expiresAt = inAnHour()) => {
    play({ silent: async () => tokenOf(alice, true, expiresAt) }, closed);
    await getToken({ account: alice });
    asked = [];
  };

  test('serves again without MSAL being started', async () => {
    await begin();
    expect(await getToken({ account: alice })).toEqual({
      type: 'token',
      accessToken: secret,
      account: alice,
    });
    expect(asked).toEqual([]);
  });

  test.each([
    ['five minutes before it ends', () => begin(Date.now() + 299_000), { account: alice }],
    ['where the service refused it', begin, { account: alice, renew: true }],
    ['where the service wants more claims', begin, { account: alice, claims: '{}' }],
    ['for somebody else', begin, { account: bob }],
  ])('not %s', async (_when, start, request) => {
    await start();
    await getToken(request);
    expect(names()).toContain('silent');
  });

  test('not for another application or directory', async () => {
    await begin();
    const { settings } = (await stored()) as { settings: object };
    await fakeBrowser.storage.local.set({ settings: { ...settings, tenant: 'fabrikam.com' } });
    await getToken({ account: alice });
    expect(names()).toContain('silent');
  });

  test('not after signing out, when it is gone', async () => {
    await begin();
    await signOut();
    expect(JSON.stringify(await fakeBrowser.storage.session.get(null))).not.toContain(secret);
    expect(await getToken({ account: alice })).toMatchObject({ type: 'paused' });
  });
});

describe('claims', () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  test('of the service’s challenge go along every way', async () => {
    play({}, needsWindow);
    await getToken({ account: alice, interactive: true, claims });
    const inputs = asked.filter(([name]) => name === 'silent' || name === 'begin').map(([, input]) => input);
    expect(inputs).toEqual([
      { homeAccountId: 'alice.t', claims },
      { prompt: 'none', loginHint: 'alice@contoso.com', claims },
      { loginHint: 'alice@contoso.com', claims },
    ]);
  });

  test('of conditional access, told by the token endpoint, go along the next ways', async () => {
    play(
      {
        silent: () => fail({ code: 'interaction_required', message: '', interactionRequired: true, claims }),
      },
      needsWindow,
    );
    await getToken({ account: alice, interactive: true });
    const begun = asked.filter(([name]) => name === 'begin').map(([, input]) => input);
    expect(begun).toEqual([
      { prompt: 'none', loginHint: 'alice@contoso.com', claims },
      { loginHint: 'alice@contoso.com', claims },
    ]);
  });
});

describe('what goes wrong', () => {
  test('the window is closed: said, and MSAL is told so that the next sign-in can begin', async () => {
    play({}, closed);
    expect(await getToken({ account: alice, interactive: true })).toMatchObject({
      type: 'failed',
      cause: { code: 'signInCancelled' },
    });
    expect(inputOf('abort')).toEqual({ state: 'state-1' });
    expect(isSigningIn()).toBe(false);
    play({}, answered);
    expect(await getToken({ account: alice, interactive: true })).toMatchObject({ type: 'token' });
  });

  test('the window gives no answer', async () => {
    play({}, async () => undefined);
    expect(await signIn(true)).toMatchObject({
      type: 'failed',
      cause: { code: 'signInCancelled' },
    });
    expect(inputOf('abort')).toEqual({ state: 'state-1' });
  });

  test('an administrator has to approve: remembered when the window is closed on that page', async () => {
    const adminNeeded = {
      code: 'interaction_required',
      message: 'AADSTS90094',
      aadsts: '90094',
      interactionRequired: true,
    };
    play({ finish: () => fail(adminNeeded) }, async ({ interactive }) =>
      interactive ? closed() : 'https://r/#error=x',
    );
    expect(await getToken({ account: alice, interactive: true })).toMatchObject({
      type: 'failed',
      cause: { code: 'adminConsentRequired', details: { serviceCode: 'AADSTS90094' } },
    });
    expect(windows).toHaveLength(2);
  });

  test('conditional access refuses: no window, since signing in again does not help', async () => {
    play(
      {
        silent: () =>
          fail({ code: 'interaction_required', message: '', aadsts: '53003', interactionRequired: true }),
      },
      answered,
    );
    expect(await getToken({ account: alice, interactive: true })).toMatchObject({
      type: 'failed',
      cause: { code: 'conditionalAccess' },
    });
    expect(windows).toEqual([]);
  });

  test('offline: tried again by itself, never "sign in again"', async () => {
    play({ silent: () => fail({ code: 'post_request_failed', message: '' }) }, answered);
    expect(await getToken({ account: alice })).toMatchObject({ type: 'delayed', cause: { code: 'offline' } });
    expect(windows).toEqual([]);
  });

  test('offline with nobody signed in: waits for the user, who alone can open the window again', async () => {
    play({}, async () => {
      throw new Error('Authorization page could not be loaded.');
    });
    expect(await getToken({ interactive: true })).toMatchObject({
      type: 'paused',
      cause: { code: 'signInPageUnavailable' },
    });
  });

  test('Entra’s token endpoint fails for somebody new: waits, and goes on without another click', async () => {
    let busy = true;
    const finish = async () =>
      busy ? fail({ code: 'invalid_grant', message: '', aadsts: '90033' }) : tokenOf(alice);
    play({ finish }, needsWindow);
    expect(await getToken({ interactive: true })).toMatchObject({
      type: 'delayed',
      cause: { code: 'signInServiceBusy' },
    });
    play({ finish }, answered);
    busy = false;
    expect(await getToken({ goesOn: true })).toMatchObject({ type: 'token', account: alice });
    expect(windows.map(({ interactive }) => interactive)).toEqual([false, true, false]);
  });

  test('what a sign-in window answers is told by its own text, not as "sign in"', async () => {
    const message = 'AADSTS50076: You must use multi-factor authentication. Trace ID: x';
    play(
      {
        finish: () =>
          fail({ code: 'interaction_required', message, aadsts: '50076', interactionRequired: true }),
      },
      needsWindow,
    );
    expect(await getToken({ account: alice, interactive: true })).toMatchObject({
      type: 'failed',
      cause: { code: 'signInFailed', value: 'You must use multi-factor authentication.' },
    });
  });

  test('another account signs in: its token is forgotten, it is not taken for the one that was needed', async () => {
    await fakeBrowser.storage.local.set({ account: alice });
    play({ finish: async () => tokenOf(bob), cache: async () => ({ cleaned: 'yes' }) }, needsWindow);
    expect(await getToken({ account: alice, interactive: true })).toEqual({
      type: 'paused',
      cause: { code: 'wrongAccount', value: 'bob@contoso.com' },
    });
    expect(inputOf('forget')).toEqual({ homeAccountId: 'bob.t' });
    expect(asked.at(-1)?.[0]).toBe('cache');
    expect((await stored()).account).toEqual(alice);
    expect(await fakeBrowser.storage.session.get('tokenCache')).toEqual({ tokenCache: { cleaned: 'yes' } });
  });

  test('an error of ours is not taken for a failed sign-in', async () => {
    play({ silent: async () => Promise.reject(new TypeError('bug')) }, answered);
    await expect(getToken({ account: alice })).rejects.toThrow('bug');
  });
});

describe('signing in by choice', () => {
  test('shows the account picker and takes whoever is chosen', async () => {
    await fakeBrowser.storage.local.set({ account: alice });
    play({ finish: async () => tokenOf(bob) }, needsWindow);
    expect(await signIn(true)).toMatchObject({ type: 'token', account: bob });
    expect(inputOf('begin')).toEqual({ prompt: 'select_account' });
    expect(names()).toEqual(['begin', 'finish']);
    expect((await stored()).account).toEqual(bob);
  });

  test.each([
    ['the picker', () => signIn(true)],
    ['the window of an export', () => getToken({ interactive: true })],
  ])('%s: what waited for it is told only when the new account is known', async (_way, signingIn) => {
    play({ finish: async () => tokenOf(bob) }, needsWindow);
    const known: unknown[] = [];
    fakeBrowser.storage.onChanged.addListener(async (changes, area) => {
      if (area === 'session' && changes.signedInAt) known.push((await stored()).account);
    });
    await fakeBrowser.storage.session.set({ signInProblem: { code: 'signInCancelled', at: 1 } });
    await signingIn();
    expect(known).toEqual([bob]);
    expect(await fakeBrowser.storage.session.get('signInProblem')).toEqual({ signInProblem: undefined });
  });

  test('one window at a time; reads from the cache do not wait for it', async () => {
    let close: (url: string) => void = () => {};
    play({ silent: async () => tokenOf(alice, true) }, () => new Promise((resolve) => (close = resolve)));
    const first = signIn(true);
    const second = signIn(true);
    await vi.waitFor(() => expect(windows).toHaveLength(1));
    expect(isSigningIn()).toBe(true);
    expect(await getToken({ account: alice })).toMatchObject({ type: 'token' });
    expect(windows).toHaveLength(1);
    close('https://redirect/#code=1');
    await first;
    await vi.waitFor(() => expect(windows).toHaveLength(2));
    close('https://redirect/#code=2');
    await second;
    expect(isSigningIn()).toBe(false);
  });
});

test('signing out forgets the account and every token, also without a client ID', async () => {
  for (const settings of [{ clientId: '00001111-aaaa-2222-bbbb-3333cccc4444' }, {}]) {
    await fakeBrowser.storage.local.set({ settings, account: alice });
    await fakeBrowser.storage.session.set({ tokenCache: { 'msal.token': 'in memory' } });
    play({ cache: async () => ({}) }, closed);
    await signOut();
    expect((await stored()).account).toBeUndefined();
    expect(await fakeBrowser.storage.session.get('tokenCache')).toEqual({ tokenCache: {} });
  }
  expect(asked.filter(([name]) => name === 'forget')).toEqual([['forget', {}]]);
});

describe('after signing out', () => {
  beforeEach(async () => {
    play({ finish: async () => tokenOf(bob) }, answered);
    await signOut();
    asked = [];
  });

  test.each([{}, { account: alice }, { preferred: alice }])(
    'nobody is signed in by what the browser remembers: %o',
    async (request) => {
      expect(await getToken(request)).toEqual({ type: 'paused', cause: { code: 'signInRequired' } });
      expect(names()).toEqual([]);
    },
  );

  test('a click asks who it shall be; then it is as before', async () => {
    expect(await getToken({ preferred: alice, interactive: true })).toMatchObject({ account: bob });
    expect(names()).toEqual(['begin', 'finish']);
    expect(inputOf('begin')).toEqual({ prompt: 'select_account', loginHint: alice.username });
    expect(await stored()).toMatchObject({ account: bob });
    expect(await stored()).not.toHaveProperty('signedOut');
  });

  test('an export that belongs to somebody asks for that one', async () => {
    await getToken({ account: bob, interactive: true });
    expect(inputOf('begin')).toEqual({ loginHint: bob.username });
  });
});
