import { act, render, screen } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadStored } from '../../components/use-stored.ts';
import { Popup } from '../../entrypoints/popup/popup.tsx';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { sent } from './pages.ts';
import {
  aroundPopup,
  body,
  createTab,
  explorer,
  press,
  recent,
  said,
  show,
  showInFolder,
  store,
  updated,
} from './popup-page.tsx';
import { account, jobIn, noon, otherView, retryAfter, settings, signInAwaited, view } from './samples.ts';

/* The popup: what it shows, where the focus is, and what a screen reader is told. */

aroundPopup();

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

test.each(['load', 'focus'])(
  'where nothing could take the focus yet, it is given with the window’s %s',
  async (event) => {
    const early = vi.spyOn(HTMLElement.prototype, 'focus').mockImplementation(() => undefined);
    await show(explorer);
    early.mockRestore();
    expect(document.activeElement).toBe(document.body);
    window.dispatchEvent(new Event(event));
    expect(document.activeElement?.textContent).toBe('Export view');
    const other = screen.getByRole('link', { name: 'Views' });
    other.focus();
    window.dispatchEvent(new Event(event));
    expect(document.activeElement).toBe(other);
  },
);

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
