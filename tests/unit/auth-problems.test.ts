// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { getToken, signIn } from '../../lib/auth/auth.ts';
import { isSigningIn } from '../../lib/auth/window.ts';
import * as msal from './played-msal.ts';

vi.mock('../../lib/offscreen/index.ts', () => import('./played-msal.ts'));

/* A sign-in that fails: what becomes of the export that needs it. */

msal.aroundSignIn();

describe('what goes wrong', () => {
  test('the window is closed: said, and MSAL is told so that the next sign-in can begin', async () => {
    msal.play({}, msal.closed);
    expect(await getToken({ account: msal.alice, interactive: true })).toMatchObject({
      type: 'failed',
      cause: { code: 'signInCancelled' },
    });
    expect(msal.inputOf('abort')).toEqual({ state: 'state-1' });
    expect(isSigningIn()).toBe(false);
    msal.play({}, msal.answered);
    expect(await getToken({ account: msal.alice, interactive: true })).toMatchObject({ type: 'token' });
  });

  test('the window gives no answer', async () => {
    msal.play({}, async () => undefined);
    expect(await signIn(true)).toMatchObject({
      type: 'failed',
      cause: { code: 'signInCancelled' },
    });
    expect(msal.inputOf('abort')).toEqual({ state: 'state-1' });
  });

  test('an administrator has to approve: remembered when the window is closed on that page', async () => {
    const adminNeeded = {
      code: 'interaction_required',
      message: 'AADSTS90094',
      aadsts: '90094',
      interactionRequired: true,
    };
    msal.play({ finish: () => msal.fail(adminNeeded) }, async ({ interactive }) =>
      interactive ? msal.closed() : 'https://r/#error=x',
    );
    expect(await getToken({ account: msal.alice, interactive: true })).toMatchObject({
      type: 'failed',
      cause: { code: 'adminConsentRequired', details: { serviceCode: 'AADSTS90094' } },
    });
    expect(msal.windows).toHaveLength(2);
  });

  test('conditional access refuses: no window, since signing in again does not help', async () => {
    msal.play(
      {
        silent: () =>
          msal.fail({
            code: 'interaction_required',
            message: '',
            aadsts: '53003',
            interactionRequired: true,
          }),
      },
      msal.answered,
    );
    expect(await getToken({ account: msal.alice, interactive: true })).toMatchObject({
      type: 'failed',
      cause: { code: 'conditionalAccess' },
    });
    expect(msal.windows).toEqual([]);
  });

  test('offline: tried again by itself, never "sign in again"', async () => {
    msal.play({ silent: () => msal.fail({ code: 'post_request_failed', message: '' }) }, msal.answered);
    expect(await getToken({ account: msal.alice })).toMatchObject({
      type: 'delayed',
      cause: { code: 'offline' },
    });
    expect(msal.windows).toEqual([]);
  });

  test('offline with nobody signed in: waits for the user, who alone can open the window again', async () => {
    msal.play({}, async () => {
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
      busy ? msal.fail({ code: 'invalid_grant', message: '', aadsts: '90033' }) : msal.tokenOf(msal.alice);
    msal.play({ finish }, msal.needsWindow);
    expect(await getToken({ interactive: true })).toMatchObject({
      type: 'delayed',
      cause: { code: 'signInServiceBusy' },
    });
    msal.play({ finish }, msal.answered);
    busy = false;
    expect(await getToken({ goesOn: true })).toMatchObject({ type: 'token', account: msal.alice });
    expect(msal.windows.map(({ interactive }) => interactive)).toEqual([false, true, false]);
  });

  test('what a sign-in window answers is told by its own text, not as "sign in"', async () => {
    const message = 'AADSTS50076: You must use multi-factor authentication. Trace ID: x';
    msal.play(
      {
        finish: () =>
          msal.fail({ code: 'interaction_required', message, aadsts: '50076', interactionRequired: true }),
      },
      msal.needsWindow,
    );
    expect(await getToken({ account: msal.alice, interactive: true })).toMatchObject({
      type: 'failed',
      cause: { code: 'signInFailed', value: 'You must use multi-factor authentication.' },
    });
  });

  test('another account signs in: its token is forgotten, it is not taken for the one that was needed', async () => {
    await fakeBrowser.storage.local.set({ account: msal.alice });
    msal.play(
      { finish: async () => msal.tokenOf(msal.bob), cache: async () => ({ cleaned: 'yes' }) },
      msal.needsWindow,
    );
    expect(await getToken({ account: msal.alice, interactive: true })).toEqual({
      type: 'paused',
      cause: { code: 'wrongAccount', value: 'bob@contoso.com' },
    });
    expect(msal.inputOf('forget')).toEqual({ homeAccountId: 'bob.t' });
    expect(msal.asked.at(-1)?.[0]).toBe('cache');
    expect((await msal.stored()).account).toEqual(msal.alice);
    expect(await fakeBrowser.storage.session.get('tokenCache')).toEqual({ tokenCache: { cleaned: 'yes' } });
  });

  test('an error of ours is not taken for a failed sign-in', async () => {
    msal.play({ silent: async () => Promise.reject(new TypeError('bug')) }, msal.answered);
    await expect(getToken({ account: msal.alice })).rejects.toThrow('bug');
  });
});
