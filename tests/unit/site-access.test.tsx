import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { SiteAccess } from '../../components/site-access.tsx';
import { loadStored } from '../../components/use-stored.ts';
import { History } from '../../entrypoints/export-history/history.tsx';
import { Popup } from '../../entrypoints/popup/popup.tsx';
import { missingSites } from '../../lib/browser/site-access.ts';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import { type Site, sites } from '../../lib/goals/hosts.ts';
import { signInByUser } from '../../lib/jobs/commands.ts';
import { listServiceExports } from '../../lib/jobs/elsewhere.ts';
import { loadJob } from '../../lib/jobs/load.ts';
import { resumePaused, runDueJobs } from '../../lib/jobs/runner.ts';
import { lacksAccess } from '../../lib/jobs/steps.ts';
import { addJob } from '../../lib/jobs/write.ts';
import { showBadge } from '../../lib/surfaces/badge.ts';
import manifest from '../../wxt.config.ts';
import { aroundPages } from './pages.ts';
import { account, jobIn, recordsOf, settings, signInAwaited, view } from './samples.ts';

const { takeStep } = vi.hoisted(() => ({ takeStep: vi.fn() }));
vi.mock('../../lib/jobs/steps.ts', async (original) => ({ ...(await original<object>()), takeStep }));
vi.mock('../../lib/offscreen/index.ts', () => ({
  callOffscreen: async () => ({}),
  closeOffscreen: async () => {},
}));

aroundPages();

/** What the browser does not let us use. */
let missing: Set<string>;
let listeners: ((change: { origins: string[] }) => void)[];
const request = vi.fn();
const contains = vi.fn(async ({ origins }: { origins: string[] }) =>
  origins.every((origin) => !missing.has(origin)),
);
const take = (...some: Site[]) => {
  for (const site of some) missing.add(sites[site]);
};
/** The user changes it in the browser. */
const change = async (deed: () => void) => {
  deed();
  await act(() => {
    for (const listener of listeners) listener({ origins: ['https://graph.microsoft.com/*'] });
  });
};
beforeEach(() => {
  missing = new Set();
  listeners = [];
  request.mockReset().mockResolvedValue(true);
  contains.mockClear();
  takeStep.mockReset().mockResolvedValue({ type: 'failed', cause: { code: 'serviceRetired' } });
  const event = {
    addListener: (listener: (typeof listeners)[0]) => listeners.push(listener),
    removeListener: () => {},
  };
  Object.assign(fakeBrowser.permissions, { contains, request, onAdded: event, onRemoved: event });
  Object.assign(fakeBrowser.tabs, { onUpdated: { addListener() {}, removeListener() {} } });
});

const body = () => document.body.textContent ?? '';

describe('what is missing', () => {
  test('is found out with one question where nothing is', async () => {
    expect(await missingSites()).toEqual([]);
    expect(contains).toHaveBeenCalledOnce();
  });

  test('is named', async () => {
    take('goals', 'login');
    expect(await missingSites()).toEqual(['goals', 'login']);
  });

  test('can be whatever host the manifest has', () => {
    const { host_permissions } = (manifest.manifest as (env: object) => { host_permissions: string[] })({
      browser: 'firefox',
    });
    expect(Object.values(sites)).toEqual(host_permissions);
  });
});

describe('an export', () => {
  test.each(['requested', 'creating', 'following', 'ready'] as const)(
    '%s: pauses before it asks for anything, and goes on once access is there',
    async (phase) => {
      take('graph', 'login');
      await addJob(jobIn(phase, { exportJobId: 'j!1', wait: { for: 'step', until: 0 } }));
      await runDueJobs();
      const paused = await loadJob('job-1');
      expect(paused).toMatchObject({
        phase,
        wait: {
          for: 'siteAccess',
          problem: { code: 'siteAccessMissing', value: 'graph.microsoft.com, login.microsoftonline.com' },
        },
      });
      expect(paused?.wait).not.toHaveProperty('until');
      expect(takeStep).not.toHaveBeenCalled();

      missing.delete(sites.login);
      await resumePaused('siteAccess');
      // A sign-in does not mend it.
      await resumePaused('signIn');
      expect(await loadJob('job-1')).toEqual(paused);

      missing.clear();
      await resumePaused('siteAccess');
      expect(takeStep).toHaveBeenCalledOnce();
      expect((await loadJob('job-1'))?.problem?.code).toBe('serviceRetired');
    },
  );

  test('that waits for a sign-in goes on waiting when access changes', async () => {
    const job = jobIn('following', { wait: signInAwaited });
    await addJob(job);
    await resumePaused('siteAccess');
    expect(takeStep).not.toHaveBeenCalled();
    expect(await loadJob('job-1')).toEqual(job);
  });

  test('is saved without access to any site; Viva Goals’ own is needed for the button alone', async () => {
    take('goals');
    expect(await lacksAccess(jobIn('following') as never)).toBeUndefined();
    take('graph', 'login');
    expect(await lacksAccess(jobIn('saving') as never)).toBeUndefined();
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['a sign-in', () => signInByUser(false).catch((error) => error)],
  [
    'the list of exports elsewhere',
    async () => ((await listServiceExports(view.goalsOrganizationId)) as { problem: object }).problem,
  ],
])('%s says so instead of failing as without a network', async (_what, ask) => {
  take('login');
  expect(await ask()).toMatchObject({ code: 'siteAccessMissing' });
});

test.each<[Site[], string, string]>([
  [[], '1', 'Export view, exports running: 1'],
  [['goals'], '!', 'Export view: site access is missing'],
])('badge, missing: %j', async (some, text, title) => {
  take(...some);
  await showBadge([jobIn('following')]);
  expect(await fakeBrowser.action.getBadgeText({})).toBe(text);
  expect(await fakeBrowser.action.getTitle({})).toBe(title);
});

describe('the popup', () => {
  const show = async (url: string | undefined, jobs = [jobIn('cancelled')]) => {
    await fakeBrowser.storage.local.set({
      settings,
      account,
      ...recordsOf(jobs),
    });
    const tab = { id: 5, url, title: undefined };
    Object.assign(fakeBrowser.tabs, { get: async () => ({ ...tab, url: explorerUrl(view) }) });
    render(<Popup stored={await loadStored()} tab={tab} missing={await missingSites()} />);
  };
  const panel = () => screen.queryByRole('region', { name: 'Site access is missing' });

  test('says which site is missing and what for, and asks for it on a click', async () => {
    take('graph');
    await show(explorerUrl(view));
    expect(panel()?.textContent).toContain('graph.microsoft.com');
    expect(panel()?.textContent).toContain('Microsoft Graph: Creates the export, asks how far it is');
    expect(panel()?.textContent).not.toContain('login.microsoftonline.com');
    fireEvent.click(screen.getByRole('button', { name: 'Allow access' }));
    expect(request).toHaveBeenCalledExactlyOnceWith({ origins: ['https://graph.microsoft.com/*'] });
    await change(() => missing.clear());
    await vi.waitFor(() => expect(panel()).toBeNull());
  });

  test('without Viva Goals’ site it does not claim that this is no Explorer page, and finds it once allowed', async () => {
    take('goals');
    await show(undefined);
    expect(body()).not.toContain('Open a saved view');
    expect(panel()?.textContent).toContain('can’t see which page this tab shows');
    await change(() => missing.clear());
    await vi.waitFor(() => expect(body()).toContain(view.explorerViewId));
  });

  test('where a click gave access to this tab, its view is shown', async () => {
    take('goals');
    await show(explorerUrl(view));
    expect(body()).toContain(view.explorerViewId);
    expect(panel()?.textContent).not.toContain('can’t see');
  });

  test('what the browser did not allow is said', async () => {
    request.mockResolvedValue(false);
    render(<SiteAccess missing={['login']} />);
    fireEvent.click(screen.getByRole('button', { name: 'Allow access' }));
    await vi.waitFor(() => expect(body()).toContain('The browser did not allow it.'));
  });

  test('one button for all; what waits goes on by itself', async () => {
    take('graph');
    const problem = { code: 'siteAccessMissing' as const, at: 1, value: 'graph.microsoft.com' };
    const job = jobIn('following', { wait: { for: 'siteAccess', problem } });
    await show(explorerUrl(view), [job]);
    expect(screen.getAllByRole('button', { name: 'Allow access' })).toHaveLength(1);
    expect(body()).toContain('It continues automatically once access is allowed.');
  });
});

test('the history notices it while it is open', async () => {
  render(<History stored={await loadStored()} />);
  await change(() => take('login'));
  expect(await screen.findByRole('button', { name: 'Allow access' })).toBeTruthy();
});
