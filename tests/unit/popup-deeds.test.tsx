import { act, fireEvent, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Job } from '../../lib/jobs/job.ts';
import { background, clipboard, sent } from './pages.ts';
import { aroundPopup, body, explorer, press, show } from './popup-page.tsx';
import { account, jobIn, noon, retryAfter, settings } from './samples.ts';

/* The popup: what can be done in it. */

aroundPopup();

describe('what can be done', () => {
  const failed = (code: 'jobFailed' | 'signInCancelled' | 'wrongAccount') =>
    jobIn('failed', { problem: { code, at: noon }, failedIn: 'following' });

  test.each([
    ['a failed export', failed('jobFailed'), 'Try again', ['retry', { jobId: 'job-1' }]],
    ['a closed sign-in window', failed('signInCancelled'), 'Sign in', ['retry', { jobId: 'job-1' }]],
    ['an open export', jobIn('ready'), 'Cancel', ['cancel', { jobId: 'job-1' }]],
  ] as const)('%s: %s', async (_what, job, name, message) => {
    await show(explorer, [job]);
    press(name);
    expect(sent).toEqual([message]);
  });

  test.each([60_000, -1])('Retry, when a service that asked to wait may be asked in %d ms', async (ms) => {
    await show(explorer, [jobIn('following', { wait: retryAfter(Date.now() + ms, 'serverError') })]);
    expect(screen.queryAllByRole('button', { name: 'Try again' })).toHaveLength(ms > 0 ? 0 : 1);
  });

  describe('notifications', () => {
    const request = vi.fn();
    const slow = () => jobIn('following', { requestedAt: Date.now() - 6000, status: 'running' });
    /** Nobody has said anything yet. */
    const asked = { settings: { clientId: settings.clientId }, account };
    const offer = () => screen.queryByRole('region', { name: 'Get a notification when it is done?' });
    beforeEach(() => {
      request.mockReset().mockResolvedValue(true);
      Object.assign(fakeBrowser.permissions, { request });
    });

    test.each([[true], [false]])(
      'offered for an export that takes its time; allowed: %s',
      async (allowed) => {
        request.mockResolvedValue(allowed);
        await show(explorer, [slow()], asked);
        press('Notify me');
        expect(request).toHaveBeenCalledExactlyOnceWith({ permissions: ['notifications'] });
        await vi.waitFor(() => expect(sent).toEqual([['saveSettings', { settings: { notify: allowed } }]]));
      },
    );

    test('declined here: not asked again', async () => {
      await show(explorer, [slow()], asked);
      press('Not now');
      expect(sent).toEqual([['saveSettings', { settings: { notify: false } }]]);
      expect(request).not.toHaveBeenCalled();
      await act(async () => fakeBrowser.storage.local.set({ settings: { ...settings, notify: false } }));
      await vi.waitFor(() => expect(offer()).toBeNull());
    });

    test('on by the organization, and not yet allowed: offered, and nothing to refuse', async () => {
      Object.assign(fakeBrowser.permissions, {
        contains: async ({ permissions }: { permissions?: string[] }) => permissions === undefined,
      });
      await fakeBrowser.storage.managed.set({ notify: true });
      await show(explorer, [slow()], asked);
      await vi.waitFor(() => expect(offer()).not.toBeNull());
      expect(screen.queryByRole('button', { name: 'Not now' })).toBeNull();
    });

    test.each<[string, Job, object]>([
      ['a quick one', jobIn('following', { requestedAt: Date.now() + 60_000 }), {}],
      ['an ended one', jobIn('done'), {}],
      ['answered before', slow(), { settings: { ...settings, notify: true } }],
    ])('not offered for %s', async (_what, job, more) => {
      await show(explorer, [job], { ...asked, ...more });
      expect(offer()).toBeNull();
    });
  });

  const fromMenu = async (menu: string, item: string) => {
    press(menu);
    fireEvent.click(await screen.findByRole('menuitem', { name: item }));
  };

  test('the account: switch, sign out', async () => {
    await show(explorer);
    await fromMenu(`Account: ${account.username}`, 'Switch account');
    await fromMenu(`Account: ${account.username}`, 'Sign out');
    expect(sent).toEqual([
      ['signIn', { choose: true }],
      ['signOut', {}],
    ]);
  });

  test('nobody is signed in: sign in', async () => {
    await show(explorer, [], { settings });
    await fromMenu('Account', 'Sign in');
    expect(sent).toEqual([['signIn', { choose: false }]]);
    press('Account');
    expect(body()).toContain('Not signed in. You are asked to sign in when you export.');
  });

  test('a sign-in that failed is explained, with the admin consent link', async () => {
    await fakeBrowser.storage.session.set({ signInProblem: { code: 'adminConsentRequired', at: noon } });
    await show(explorer);
    expect(screen.getByRole('heading', { name: 'An administrator has to approve first' })).toBeTruthy();
    press('Copy admin consent link');
    const url = new URL(clipboard.mock.calls[0]?.[0]);
    expect(url.origin + url.pathname).toBe(
      'https://login.microsoftonline.com/organizations/v2.0/adminconsent',
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: settings.clientId,
      scope: 'https://graph.microsoft.com/Goals-Export.ReadWrite.All',
      redirect_uri: 'https://test-extension-id.chromiumapp.org/',
    });
  });

  test('what the background could not do is said', async () => {
    background.mockResolvedValue({ error: 'the tab now shows another view' });
    await show(explorer);
    press('Export view');
    expect((await screen.findByRole('alert')).textContent).toContain('now shows another view');
  });
});
