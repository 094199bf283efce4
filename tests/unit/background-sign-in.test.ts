// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { aroundWorker, startWorker, worker } from './dying-worker.ts';
import { browserGoesOn, expectOneFile, start } from './one-export.ts';
import { click, jobs } from './played-browser.ts';
import { msal } from './played-offscreen.ts';
import { service } from './played-service.ts';
import { account } from './samples.ts';
import { settle } from './whole-background.ts';

/* The whole background where nobody is signed in: what a closed window ends, and what goes on by a later sign-in. */

aroundWorker({ start });

describe('without a sign-in', () => {
  const launch = vi.fn();
  beforeEach(() => {
    msal.signedIn = false;
    launch.mockReset().mockRejectedValue(new Error('The user did not approve access.'));
    Object.assign(fakeBrowser.identity, { launchWebAuthFlow: launch });
  });

  test('the window is closed: it ends, nothing was asked of the service; Retry goes on', async () => {
    await startWorker();
    await click();
    expect(await jobs()).toMatchObject([{ phase: 'failed', problem: { code: 'signInCancelled' } }]);
    expect(service.posts).toEqual([]);
    msal.signedIn = true;
    await worker.retryExport((await jobs())[0]?.id ?? '');
    await expectOneFile();
  });

  test('the window is closed: it goes on by the next sign-in, wherever that was pressed, and once', async () => {
    await startWorker();
    await click();
    expect(await jobs()).toMatchObject([{ phase: 'failed', problem: { code: 'signInCancelled' } }]);
    msal.signedIn = true;
    const signsIn = () => fakeBrowser.storage.session.set({ signedInAt: Date.now() + Math.random() });
    await signsIn();
    await vi.waitFor(async () => expect((await jobs())[0]?.phase).not.toBe('failed'));
    await expectOneFile();
    await signsIn();
    await settle();
    expect(service.posts).toHaveLength(1);
    expect(await jobs()).toHaveLength(1);
  });

  test('what failed long ago, or has a newer export of its view, does not go on by a sign-in', async () => {
    await startWorker();
    await click();
    const [failed] = await jobs();
    if (!failed?.problem) throw new Error('it has not failed');
    const old = { ...failed, problem: { ...failed.problem, at: Date.now() - 2 * 60 * 60_000 } };
    await fakeBrowser.storage.local.set({ [`job:${failed.id}`]: old });
    msal.signedIn = true;
    await fakeBrowser.storage.session.set({ signedInAt: Date.now() });
    await settle();
    expect(service.posts).toEqual([]);
    await fakeBrowser.storage.local.set({ [`job:${failed.id}`]: failed });
    await click();
    await fakeBrowser.storage.session.set({ signedInAt: Date.now() + 1 });
    await settle();
    expect((await jobs()).map(({ phase }) => phase)).toContain('failed');
    expect(service.posts).toHaveLength(1);
  });

  test('the account picker is closed by somebody who is signed in: nothing has failed', async () => {
    const problem = async () => (await fakeBrowser.storage.session.get('signInProblem')).signInProblem;
    await startWorker();
    await fakeBrowser.storage.local.remove('account');
    await worker.signInByUser(true);
    expect(await problem()).toMatchObject({ code: 'signInCancelled' });
    await fakeBrowser.storage.local.set({ account });
    await worker.signInByUser(true);
    expect(await problem()).toBeUndefined();
  });

  test('cancelled while the window is open: the sign-in counts, the export does not go on', async () => {
    let close: (url: string) => void = () => {};
    launch.mockImplementation(({ interactive }) =>
      interactive
        ? new Promise((resolve) => (close = resolve))
        : Promise.reject(new Error('User interaction required.')),
    );
    await startWorker();
    const clicked = click();
    await vi.waitFor(() => expect(launch).toHaveBeenCalledTimes(2));
    await worker.cancelExport((await jobs())[0]?.id ?? '');
    close('https://id.chromiumapp.org/#code=1');
    await clicked;
    await settle();
    expect(await jobs()).toMatchObject([{ phase: 'cancelled' }]);
    expect(service.posts).toEqual([]);
  });

  test('expired on the way: it pauses, and goes on once somebody has signed in', async () => {
    msal.signedIn = true;
    await startWorker();
    await click();
    msal.signedIn = false;
    launch.mockRejectedValue(new Error('User interaction required.'));
    for (let steps = 0; steps < 5 && !(await jobs())[0]?.wait?.problem; steps++) await browserGoesOn();
    expect(await jobs()).toMatchObject([
      { phase: 'following', wait: { for: 'signIn', problem: { code: 'signInRequired' } } },
    ]);
    expect(await fakeBrowser.alarms.getAll()).toEqual([]);
    expect(await fakeBrowser.action.getBadgeText({})).toBe('!');

    msal.signedIn = true;
    await fakeBrowser.storage.session.set({ signedInAt: Date.now() });
    await settle();
    await expectOneFile();
    expect(await fakeBrowser.action.getBadgeText({})).toBe('');
  });
});
