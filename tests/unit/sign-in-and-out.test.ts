// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { getToken, signIn, signOut } from '../../lib/auth/auth.ts';
import { isSigningIn } from '../../lib/auth/window.ts';
import * as msal from './played-msal.ts';

vi.mock('../../lib/offscreen/index.ts', () => import('./played-msal.ts'));

/* Signing in by choice, and signing out. */

msal.aroundSignIn();

describe('signing in by choice', () => {
  test('shows the account picker and takes whoever is chosen', async () => {
    await fakeBrowser.storage.local.set({ account: msal.alice });
    msal.play({ finish: async () => msal.tokenOf(msal.bob) }, msal.needsWindow);
    expect(await signIn(true)).toMatchObject({ type: 'token', account: msal.bob });
    expect(msal.inputOf('begin')).toEqual({ prompt: 'select_account' });
    expect(msal.names()).toEqual(['begin', 'finish']);
    expect((await msal.stored()).account).toEqual(msal.bob);
  });

  test.each([
    ['the picker', () => signIn(true)],
    ['the window of an export', () => getToken({ interactive: true })],
  ])('%s: what waited for it is told only when the new account is known', async (_way, signingIn) => {
    msal.play({ finish: async () => msal.tokenOf(msal.bob) }, msal.needsWindow);
    const known: unknown[] = [];
    fakeBrowser.storage.onChanged.addListener(async (changes, area) => {
      if (area === 'session' && changes.signedInAt) known.push((await msal.stored()).account);
    });
    await fakeBrowser.storage.session.set({ signInProblem: { code: 'signInCancelled', at: 1 } });
    await signingIn();
    expect(known).toEqual([msal.bob]);
    expect(await fakeBrowser.storage.session.get('signInProblem')).toEqual({ signInProblem: undefined });
  });

  test('one window at a time; reads from the cache do not wait for it', async () => {
    let close: (url: string) => void = () => {};
    msal.play(
      { silent: async () => msal.tokenOf(msal.alice, true) },
      () => new Promise((resolve) => (close = resolve)),
    );
    const first = signIn(true);
    const second = signIn(true);
    await vi.waitFor(() => expect(msal.windows).toHaveLength(1));
    expect(isSigningIn()).toBe(true);
    expect(await getToken({ account: msal.alice })).toMatchObject({ type: 'token' });
    expect(msal.windows).toHaveLength(1);
    close('https://redirect/#code=1');
    await first;
    await vi.waitFor(() => expect(msal.windows).toHaveLength(2));
    close('https://redirect/#code=2');
    await second;
    expect(isSigningIn()).toBe(false);
  });
});

test('signing out forgets the account and every token, also without a client ID', async () => {
  for (const settings of [{ clientId: '00001111-aaaa-2222-bbbb-3333cccc4444' }, {}]) {
    await fakeBrowser.storage.local.set({ settings, account: msal.alice });
    await fakeBrowser.storage.session.set({ tokenCache: { 'msal.token': 'in memory' } });
    msal.play({ cache: async () => ({}) }, msal.closed);
    await signOut();
    expect((await msal.stored()).account).toBeUndefined();
    expect(await fakeBrowser.storage.session.get('tokenCache')).toEqual({ tokenCache: {} });
  }
  expect(msal.asked.filter(([name]) => name === 'forget')).toEqual([['forget', {}]]);
});

describe('after signing out', () => {
  beforeEach(async () => {
    msal.play({ finish: async () => msal.tokenOf(msal.bob) }, msal.answered);
    await signOut();
    msal.forgetAsked();
  });

  test.each([{}, { account: msal.alice }, { preferred: msal.alice }])(
    'nobody is signed in by what the browser remembers: %o',
    async (request) => {
      expect(await getToken(request)).toEqual({ type: 'paused', cause: { code: 'signInRequired' } });
      expect(msal.names()).toEqual([]);
    },
  );

  test('a click asks who it shall be; then it is as before', async () => {
    expect(await getToken({ preferred: msal.alice, interactive: true })).toMatchObject({ account: msal.bob });
    expect(msal.names()).toEqual(['begin', 'finish']);
    expect(msal.inputOf('begin')).toEqual({ prompt: 'select_account', loginHint: msal.alice.username });
    expect(await msal.stored()).toMatchObject({ account: msal.bob });
    expect(await msal.stored()).not.toHaveProperty('signedOut');
  });

  test('an export that belongs to somebody asks for that one', async () => {
    await getToken({ account: msal.bob, interactive: true });
    expect(msal.inputOf('begin')).toEqual({ loginHint: msal.bob.username });
  });
});
