import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadStored } from '../../components/use-stored.ts';
import { Popup } from '../../entrypoints/popup/popup.tsx';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { Tab } from '../../lib/surfaces/export-tab.ts';
import { aroundPages, background, clipboard, sent } from './pages.ts';
import { account, jobIn, noon, otherView, retryAfter, settings, signInAwaited, view } from './samples.ts';

aroundPages();

const openOptionsPage = vi.fn();
const showInFolder = vi.fn();
const createTab = vi.fn();
let updated: (id: number, change: object, tab: Tab) => void;
beforeEach(() => {
  openOptionsPage.mockReset().mockResolvedValue(undefined);
  showInFolder.mockReset();
  createTab.mockReset().mockResolvedValue({});
  Object.assign(fakeBrowser.runtime, { openOptionsPage });
  const search = async () => [{ id: 9, filename: 'a.csv', exists: true }];
  Object.assign(fakeBrowser.downloads, { show: showInFolder, search });
  const onUpdated = {
    addListener: (listener: typeof updated) => (updated = listener),
    removeListener: () => {},
  };
  Object.assign(fakeBrowser.tabs, { onUpdated, create: createTab });
});

const explorer: Tab = { id: 5, url: explorerUrl(view), title: 'Q3 OKRs - Explorer - Viva Goals' };
const store = async (jobs: Job[], more: object = { settings, account }) => {
  await fakeBrowser.storage.local.set({
    ...Object.fromEntries(jobs.map((job) => [`job:${job.id}`, job])),
    ...more,
  });
};
async function show(tab: Tab, jobs: Job[] = [], more?: object) {
  await store(jobs, more);
  render(<Popup stored={await loadStored()} tab={tab} />);
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const body = () => document.body.textContent ?? '';
/** What a screen reader is told. */
const said = () => screen.getByRole('status').textContent;
/** The names in the list of other exports. */
const recent = () => [...document.querySelectorAll('.recent .name')].map(({ textContent }) => textContent);

describe('the storage is read', () => {
  const reads = async (meanwhile: () => Promise<unknown>) => {
    await store([]);
    const stored = await loadStored();
    await meanwhile();
    const get = vi.spyOn(fakeBrowser.storage.local, 'get');
    render(<Popup stored={stored} tab={explorer} />);
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    return get.mock.calls.length;
  };

  test('once: a second time would be in the way of the first paint', async () => {
    expect(await reads(async () => undefined)).toBe(0);
  });

  test('again where something was written before anybody listened', async () => {
    expect(await reads(() => store([], { settings: { ...settings, clientId: '' } }))).toBeGreaterThan(0);
    expect(screen.getByRole('button', { name: 'Set up' })).toBeTruthy();
  });
});

describe('on an Explorer page', () => {
  test('says which view it is, who is signed in, and exports it', async () => {
    await show(explorer);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Q3 OKRs');
    for (const text of [view.goalsOrganizationId, view.explorerViewId])
      expect(document.querySelector('details')?.textContent).toContain(text);
    const menu = screen.getByRole('button', { name: `Account: ${account.username}` });
    expect(menu.querySelector<HTMLElement>('.initials')?.dataset.initials).toBe('A');
    press('Export view');
    expect(sent).toEqual([['exportTab', { tabId: 5, view }]]);
  });

  test('says what the user calls the view, and in whose name it is exported', async () => {
    const bob = { ...account, homeAccountId: 'bob.t', username: 'bob@contoso.com' };
    const names = { [`${view.goalsOrganizationId}/${view.explorerViewId}`]: 'Board report' };
    const other = jobIn('done', { view: otherView, account: bob, exportJobId: 'j!1' });
    await show(explorer, [other], { settings, account, names });
    expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toBe('Board report');
    expect(screen.getByRole('region', { name: 'Explorer view' }).textContent).toContain(bob.username);
  });

  test('names the view neutrally where the page does not', async () => {
    await show({ ...explorer, title: 'Viva Goals' });
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Explorer view');
  });

  test('shows the running export of this view under its own name, others below', async () => {
    const other = jobIn('following', { id: '2', view: otherView, title: 'Sales', status: 'running' });
    await show(explorer, [jobIn('following', { status: 'running', title: 'Q3 OKRs' }), other]);
    expect(screen.getByRole('region', { name: 'Explorer view' }).textContent).toContain('preparing the file');
    expect(recent()).toEqual(['Sales']);
    expect(screen.queryByRole('button', { name: 'Export view' })).toBeNull();
  });

  test('follows the page to another view', async () => {
    await show(explorer);
    await act(() => updated(4, {}, { url: explorerUrl(otherView) }));
    expect(body()).toContain(view.explorerViewId);
    await act(() => updated(5, {}, { url: explorerUrl(otherView), title: 'Sales - Viva Goals' }));
    expect(body()).toContain(otherView.explorerViewId);
    expect(body()).not.toContain(view.explorerViewId);
    await act(() => updated(5, {}, { url: 'https://goals.microsoft.com/' }));
    expect(screen.queryByRole('button', { name: 'Export view' })).toBeNull();
  });

  test('follows the storage', async () => {
    await show(explorer);
    await act(async () => {
      await store([jobIn('following', { status: 'running' })]);
    });
    await vi.waitFor(() => expect(said()).toBe('Viva Goals is preparing the file'));
    await act(async () => {
      const file = { name: 'a.csv', bytes: 12, downloadId: 9 };
      await store([jobIn('done', { file, updatedAt: Date.now() })]);
    });
    expect(await screen.findByText('a.csv')).toBeTruthy();
    press('Show in folder');
    await vi.waitFor(() => expect(showInFolder).toHaveBeenCalledExactlyOnceWith(9));
  });

  test.each([
    [
      'an organization that is no GUID',
      explorerUrl({ ...view, goalsOrganizationId: 'acme' }),
      'Not an organization ID',
      'acme',
    ],
    [
      'no saved view',
      explorerUrl(view).replace(/\?.*/, ''),
      'This is not a saved view',
      'from the list of saved views',
    ],
    [
      'a view id that can’t be one',
      explorerUrl({ ...view, explorerViewId: "1'" }),
      'This is not a saved view',
      "1'",
    ],
  ])('%s: said before anything is asked', async (_what, url, title, text) => {
    await show({ id: 5, url });
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    expect(body()).toContain(text);
    expect(screen.queryByRole('button', { name: 'Export view' })).toBeNull();
  });
});

describe('on another page', () => {
  test.each([{ id: 5, url: 'https://contoso.example/' }, { id: 5 }, {}])(
    '%o: says where to go',
    async (tab) => {
      await show(tab);
      expect(body()).toContain('Open a saved view in the Viva Goals Explorer');
      expect(screen.queryByRole('button', { name: 'Export view' })).toBeNull();
      // Where the organization blocks the site, the address is hidden, as it is of any other site.
      expect(body().includes('your organization keeps extensions off')).toBe(!('url' in tab));
    },
  );

  test('shows what needs the user, what runs, and what ended last; three of them, and the way to the rest', async () => {
    const ended = Array.from({ length: 5 }, (_, index) =>
      jobIn('cancelled', { id: `e${index}`, title: `Ended ${index}`, requestedAt: noon + index }),
    );
    const open = jobIn('ready', { id: 'o', title: 'Open', requestedAt: noon - 1 });
    const about = { id: 'p', title: 'Paused', requestedAt: noon - 2 };
    const paused = jobIn('ready', { ...about, wait: signInAwaited });
    await show({ id: 5 }, [...ended, open, paused]);
    expect(recent()).toEqual(['Paused', 'Open', 'Ended 4']);
    expect(screen.getByRole('link', { name: 'All exports' }).getAttribute('href')).toBe(
      '/export-history.html',
    );
  });

  test('one with a problem leads to its place in the history', async () => {
    await show({ id: 5 }, [jobIn('failed', { id: 'f 1', problem: { code: 'forbidden', at: noon } })]);
    const link = screen.getByRole('link', { name: /Company OKRs.*Not allowed/ });
    expect(link.getAttribute('href')).toBe('/export-history.html?export=f%201');
  });

  test('one that runs is cancelled, the file of one that ended is shown in its folder', async () => {
    const file = { name: 'a.csv', bytes: 12, downloadId: 9 };
    const done = jobIn('done', { id: 'd', title: 'Board', view: otherView, file });
    await show({ id: 5 }, [done, jobIn('following', { title: 'Sales', status: 'running' })]);
    press('Cancel: Sales');
    expect(sent).toEqual([['cancel', { jobId: 'job-1' }]]);
    press('Show in folder: Board');
    await vi.waitFor(() => expect(showInFolder).toHaveBeenCalledExactlyOnceWith(9));
  });
});

describe('without a client ID', () => {
  test('says so, leads to the options, exports nothing', async () => {
    await show(explorer, [], {});
    expect(screen.getByRole('heading', { name: 'Set-up needed' })).toBeTruthy();
    press('Set up');
    expect(createTab).toHaveBeenCalledExactlyOnceWith({ url: expect.stringMatching(/\/welcome\.html$/) });
    expect(screen.queryByRole('button', { name: 'Export view' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Account/ })).toBeNull();
  });
});

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

describe('a screen reader is told once', () => {
  test.each<[string, Job, RegExp]>([
    [
      'what went wrong, with its reason',
      jobIn('failed', { problem: { code: 'organizationNotFound', at: noon } }),
      /^Organization not found\. Check the organization ID/,
    ],
    [
      'what it waits for',
      jobIn('ready', { wait: signInAwaited }),
      /^Sign in to continue\. Nobody is signed in/,
    ],
    [
      'until when it waits',
      jobIn('following', { status: 'running', wait: retryAfter(Date.now() + 600_000) }),
      /^Microsoft is busy\. Continues by itself at /,
    ],
    [
      'that somebody else’s export is followed',
      jobIn('following', { status: 'running', joined: true }),
      /preparing the file\. This export was in progress already\.$/,
    ],
  ])('%s', async (_what, job, text) => {
    await show(explorer, [job]);
    expect(screen.getAllByRole('status').filter(({ textContent }) => textContent)).toHaveLength(0);
    await vi.waitFor(() => expect(screen.getAllByRole('status')[0]?.textContent).toMatch(text));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('nothing where there is nothing to tell', async () => {
    await show(explorer);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(said()).toBe('');
  });
});

test('the one thing to do has the focus, and keeps it as the export goes on', async () => {
  await show(explorer);
  const focused = () => document.activeElement?.textContent;
  expect(focused()).toBe('Export view');
  await act(() => store([jobIn('following', { status: 'running' })]));
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Export view' })).toBeNull());
  expect(document.querySelectorAll('.primary')).toHaveLength(0);
  const file = { name: 'a.csv', bytes: 12, downloadId: 9 };
  await act(() => store([jobIn('done', { file, updatedAt: Date.now() })]));
  await vi.waitFor(() => expect(focused()).toBe('Open file'));
});
