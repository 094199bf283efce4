// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { getToken, signIn, signOut } from '../../lib/auth/auth.ts';
import { isSigningIn } from '../../lib/auth/window.ts';
import {
  alice,
  answered,
  aroundSignIn,
  asked,
  bob,
  closed,
  forgetAsked,
  inputOf,
  names,
  needsWindow,
  play,
  stored,
  tokenOf,
  windows,
} from './played-msal.ts';

vi.mock('../../lib/offscreen/index.ts', () => import('./played-msal.ts'));

/* Signing in by choice, and signing out. */

aroundSignIn();

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
    forgetAsked();
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
