// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { getToken, signIn, signOut } from '../../lib/auth/auth.ts';
import {
  alice,
  answered,
  aroundSignIn,
  asked,
  bob,
  closed,
  fail,
  forgetAsked,
  inputOf,
  names,
  needsWindow,
  play,
  secret,
  stored,
  tokenOf,
  windows,
} from './played-msal.ts';

vi.mock('../../lib/offscreen/index.ts', () => import('./played-msal.ts'));

/* A token: where it comes from, and for whom. */

aroundSignIn();

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
    forgetAsked();
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
