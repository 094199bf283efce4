import { fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Diagnostics } from '../../components/diagnostics.tsx';
import { aroundPages, clipboard } from './pages.ts';
import { account, jobIn, noon, settings, view } from './samples.ts';

aroundPages();

beforeEach(async () => {
  Object.assign(fakeBrowser.runtime, {
    getManifest: () => ({ version: '1.2.3' }),
    getPlatformInfo: async () => ({ os: 'linux', arch: 'x86-64' }),
  });
  Object.assign(fakeBrowser.storage.local, { getBytesInUse: async () => 4321 });
  Object.assign(fakeBrowser.permissions, {
    getAll: async () => ({ permissions: ['storage'], origins: ['https://graph.microsoft.com/*'] }),
  });
  const details = { status: 503, requestId: 'request-1', clientRequestId: 'client-1' };
  const problem = { code: 'serverError' as const, at: noon, details };
  await fakeBrowser.storage.local.set({
    settings: { ...settings, folder: 'Projekt Phoenix' },
    account,
    'job:1': jobIn('failed', { problem, failedIn: 'following', exportJobId: 'j!1' }),
  });
});

const report = () => document.querySelector('pre')?.textContent ?? '';

test('it is shown first, then copied as it is shown', async () => {
  render(<Diagnostics />);
  expect(screen.queryByRole('button', { name: 'Copy report' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Show report' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Copy report' }));
  expect(clipboard).toHaveBeenCalledExactlyOnceWith(report());
  for (const part of [
    'Export view 1.2.3',
    'linux x86-64',
    'storage, https://graph.microsoft.com/*',
    `clientId: "${settings.clientId}"`,
    'folder: (changed)',
    view.goalsOrganizationId,
    'serverError',
    'HTTP 503',
    'request-id request-1',
    'client-request-id client-1',
    new Date(noon).toISOString(),
  ])
    expect(report()).toContain(part);
  for (const personal of [account.username, account.homeAccountId, 'Company OKRs', 'Phoenix'])
    expect(report()).not.toContain(personal);
});

test('where it can not be made it says why', async () => {
  Object.assign(fakeBrowser.permissions, { getAll: async () => Promise.reject(new Error('no')) });
  render(<Diagnostics />);
  fireEvent.click(screen.getByRole('button', { name: 'Show report' }));
  expect(await screen.findByText('The report could not be created: no')).toBeTruthy();
});
