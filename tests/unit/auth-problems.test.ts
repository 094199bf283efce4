// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { getToken, signIn } from '../../lib/auth/auth.ts';
import { isSigningIn } from '../../lib/auth/window.ts';
import {
  alice,
  answered,
  aroundSignIn,
  asked,
  bob,
  closed,
  fail,
  inputOf,
  needsWindow,
  play,
  stored,
  tokenOf,
  windows,
} from './played-msal.ts';

vi.mock('../../lib/offscreen/index.ts', () => import('./played-msal.ts'));

/* A sign-in that fails: what becomes of the export that needs it. */

aroundSignIn();

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
