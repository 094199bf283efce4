// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { getToken, signIn, signOut } from '../../lib/auth/auth.ts';
import * as msal from './played-msal.ts';

vi.mock('../../lib/offscreen/index.ts', () => import('./played-msal.ts'));

/* A token: where it comes from, and for whom. */

msal.aroundSignIn();

describe('a token', () => {
  test('from the cache: no window, and the cache is not written again', async () => {
    msal.play({ silent: async () => msal.tokenOf(msal.alice, true) }, msal.closed);
    expect(await getToken({ account: msal.alice })).toEqual({
      type: 'token',
      accessToken: msal.secret,
      account: msal.alice,
    });
    expect(msal.names()).toEqual(['silent']);
    expect(msal.inputOf('silent')).toEqual({ homeAccountId: 'alice.t' });
    expect(msal.inputOf('start')).toMatchObject({
      config: {
        authority: 'https://login.microsoftonline.com/contoso.com',
        redirectUri: 'https://id.chromiumapp.org/',
      },
    });
    expect(await fakeBrowser.storage.session.get('tokenCache')).toEqual({ tokenCache: undefined });
  });

  test('by the refresh token: the changed cache is kept in memory, and given back at the next start', async () => {
    msal.play({ silent: async () => msal.tokenOf(msal.alice) }, msal.closed);
    await getToken({ account: msal.alice });
    expect(await fakeBrowser.storage.session.get('tokenCache')).toEqual({
      tokenCache: { 'msal.token': 'in memory' },
    });
    await getToken({ account: msal.alice });
    expect(msal.inputOf('start')).toMatchObject({ cache: { 'msal.token': 'in memory' } });
  });

  test('by the browser’s own sign-in at Microsoft, without a window', async () => {
    msal.play({}, msal.answered);
    expect(await getToken({ account: msal.alice })).toMatchObject({ type: 'token' });
    expect(msal.names()).toEqual(['silent', 'begin', 'finish']);
    expect(msal.inputOf('begin')).toEqual({ prompt: 'none', loginHint: 'alice@contoso.com' });
    expect(msal.inputOf('finish')).toEqual({ url: 'https://redirect/#code=1' });
    expect(msal.windows).toMatchObject([{ interactive: false, abortOnLoadForNonInteractive: false }]);
  });

  test('by a window, for a click only', async () => {
    msal.play({}, msal.needsWindow);
    expect(await getToken({ account: msal.alice, interactive: true })).toMatchObject({ type: 'token' });
    expect(msal.windows.map(({ interactive }) => interactive)).toEqual([false, true]);
    expect(msal.inputOf('begin')).toEqual({ loginHint: 'alice@contoso.com' });
    expect(msal.windows[1]).not.toHaveProperty('abortOnLoadForNonInteractive');

    expect(await getToken({ account: msal.alice })).toMatchObject({
      type: 'paused',
      cause: { code: 'signInRequired' },
    });
    expect(msal.windows.map(({ interactive }) => interactive)).toEqual([false, true, false]);
  });

  test('of nobody: not asked for without a click', async () => {
    msal.play({}, msal.answered);
    expect(await getToken({})).toEqual({ type: 'paused', cause: { code: 'signInRequired' } });
    expect(msal.windows).toEqual([]);
  });

  test('of whoever signed in last, who is remembered without the token', async () => {
    msal.play({}, msal.needsWindow);
    expect(await getToken({ interactive: true })).toMatchObject({ account: msal.alice });
    expect((await msal.stored()).account).toEqual(msal.alice);
    expect(JSON.stringify(await msal.stored())).not.toMatch(/eyJ|in memory/);
    msal.play({ silent: async () => msal.tokenOf(msal.alice, true) }, msal.closed);
    expect(await getToken({})).toMatchObject({ type: 'token', account: msal.alice });
  });

  test('of the account that suits the organization best: who is signed in stays', async () => {
    await fakeBrowser.storage.local.set({ account: msal.bob });
    msal.play({ silent: async () => msal.tokenOf(msal.alice) }, msal.closed);
    expect(await getToken({ preferred: msal.alice, interactive: true })).toMatchObject({
      account: msal.alice,
    });
    expect(msal.inputOf('silent')).toEqual({ homeAccountId: msal.alice.homeAccountId });
    expect((await msal.stored()).account).toEqual(msal.bob);
  });

  test('of whoever signs in instead: that one is taken, and is who is signed in', async () => {
    msal.play({ finish: async () => msal.tokenOf(msal.bob) }, msal.needsWindow);
    expect(await getToken({ preferred: msal.alice, interactive: true })).toMatchObject({ account: msal.bob });
    expect(msal.inputOf('begin')).toEqual({ loginHint: msal.alice.username });
    expect((await msal.stored()).account).toEqual(msal.bob);
  });

  test('not without a client ID: nothing is asked at all', async () => {
    await fakeBrowser.storage.local.set({ settings: {} });
    msal.play({}, msal.answered);
    expect(await getToken({ interactive: true })).toEqual({
      type: 'failed',
      cause: { code: 'clientIdMissing' },
    });
    expect(await signIn(true)).toEqual({ type: 'failed', cause: { code: 'clientIdMissing' } });
    expect(msal.asked).toEqual([]);
  });

  test('refused by the service: renewed past the cache', async () => {
    msal.play({ silent: async () => msal.tokenOf(msal.alice) }, msal.closed);
    await getToken({ account: msal.alice, renew: true });
    expect(msal.inputOf('silent')).toEqual({ homeAccountId: 'alice.t', forceRefresh: true });
  });
});

describe('a token at hand', () => {
  const inAnHour = () => Date.now() + 3_600_000;
  const begin = async (expiresAt = inAnHour()) => {
    msal.play({ silent: async () => msal.tokenOf(msal.alice, true, expiresAt) }, msal.closed);
    await getToken({ account: msal.alice });
    msal.forgetAsked();
  };

  test('serves again without MSAL being started', async () => {
    await begin();
    expect(await getToken({ account: msal.alice })).toEqual({
      type: 'token',
      accessToken: msal.secret,
      account: msal.alice,
    });
    expect(msal.asked).toEqual([]);
  });

  test.each([
    ['five minutes before it ends', () => begin(Date.now() + 299_000), { account: msal.alice }],
    ['where the service refused it', begin, { account: msal.alice, renew: true }],
    ['where the service wants more claims', begin, { account: msal.alice, claims: '{}' }],
    ['for somebody else', begin, { account: msal.bob }],
  ])('not %s', async (_when, start, request) => {
    await start();
    await getToken(request);
    expect(msal.names()).toContain('silent');
  });

  test('not for another application or directory', async () => {
    await begin();
    const { settings } = (await msal.stored()) as { settings: object };
    await fakeBrowser.storage.local.set({ settings: { ...settings, tenant: 'fabrikam.com' } });
    await getToken({ account: msal.alice });
    expect(msal.names()).toContain('silent');
  });

  test('not after signing out, when it is gone', async () => {
    await begin();
    await signOut();
    expect(JSON.stringify(await fakeBrowser.storage.session.get(null))).not.toContain(msal.secret);
    expect(await getToken({ account: msal.alice })).toMatchObject({ type: 'paused' });
  });
});

describe('claims', () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  test('of the service’s challenge go along every way', async () => {
    msal.play({}, msal.needsWindow);
    await getToken({ account: msal.alice, interactive: true, claims });
    const inputs = msal.asked
      .filter(([name]) => name === 'silent' || name === 'begin')
      .map(([, input]) => input);
    expect(inputs).toEqual([
      { homeAccountId: 'alice.t', claims },
      { prompt: 'none', loginHint: 'alice@contoso.com', claims },
      { loginHint: 'alice@contoso.com', claims },
    ]);
  });

  test('of conditional access, told by the token endpoint, go along the next ways', async () => {
    msal.play(
      {
        silent: () =>
          msal.fail({ code: 'interaction_required', message: '', interactionRequired: true, claims }),
      },
      msal.needsWindow,
    );
    await getToken({ account: msal.alice, interactive: true });
    const begun = msal.asked.filter(([name]) => name === 'begin').map(([, input]) => input);
    expect(begun).toEqual([
      { prompt: 'none', loginHint: 'alice@contoso.com', claims },
      { loginHint: 'alice@contoso.com', claims },
    ]);
  });
});
