import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { permissionTexts } from '../../components/permission-texts.ts';
import { loadStored } from '../../components/use-stored.ts';
import { Welcome } from '../../entrypoints/welcome/welcome.tsx';
import { aroundPages, clipboard, sent } from './pages.ts';
import { account, jobIn, noon, settings } from './samples.ts';

aroundPages();

const manifest = {
  permissions: ['storage', 'downloads'],
  host_permissions: ['https://graph.microsoft.com/*'],
  optional_permissions: ['downloads.open'],
};
beforeEach(() => {
  Object.assign(fakeBrowser.runtime, { getManifest: () => manifest });
  Object.assign(fakeBrowser.commands, { getAll: async () => [{ name: 'export-view', shortcut }] });
  shortcut = 'Alt+Shift+K';
});
let shortcut: string;

async function show(stored: object = {}) {
  await fakeBrowser.storage.local.set(stored);
  render(<Welcome stored={await loadStored()} />);
}
const next = () => document.querySelector('[aria-current=step] h2')?.textContent?.trim();
const doneSteps = () => document.querySelectorAll('.way > .done').length;
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const message = () => document.querySelector('blockquote')?.textContent ?? '';

describe('shows what is done', () => {
  const done = { 'job:1': jobIn('done') };
  test.each<[string, object, number, string | undefined]>([
    ['nothing', {}, 0, 'Connect to your organization'],
    ['connected', { settings }, 1, 'Sign in'],
    ['signed in', { settings, account }, 2, 'Export your first view'],
    ['all', { settings, account, ...done }, 3, undefined],
    ['signed out since', { settings, ...done }, 2, 'Sign in'],
  ])('%s', async (_what, stored, count, title) => {
    await show(stored);
    expect(doneSteps()).toBe(count);
    expect(next()).toBe(title);
  });

  test('what the organization has set is said to be, and can’t be changed here', async () => {
    let policy: Record<string, unknown> = { tenant: 'contoso.com' };
    const managed = vi.spyOn(fakeBrowser.storage.managed, 'get').mockImplementation(async () => policy);
    onTestFinished(() => managed.mockRestore());
    await show();
    const tenant = screen.getByLabelText('Directory (tenant)') as HTMLInputElement;
    expect([tenant.value, tenant.readOnly]).toEqual(['contoso.com', true]);
    expect(tenant.getAttribute('aria-describedby')).toContain('tenant-hint');
    expect(document.getElementById('tenant-hint')?.textContent).toBe('Set by your organization');
    policy = { clientId: settings.clientId, tenant: 'contoso.com' };
    await act(() => fakeBrowser.storage.local.set({ names: {} }));
    await vi.waitFor(() =>
      expect(document.querySelector('.way > .done')?.textContent).toContain('Set by your organization'),
    );
    expect(document.querySelector('.way > .done')?.textContent).not.toContain('Saved');
  });

  test('a sign-in that failed has one way on: the one of its problem', async () => {
    await show({ settings });
    const primaries = () => [...document.querySelectorAll('.primary')].map((one) => one.textContent);
    expect(primaries()).toEqual(['Sign in']);
    await act(() =>
      fakeBrowser.storage.session.set({ signInProblem: { code: 'adminConsentRequired', at: noon } }),
    );
    await vi.waitFor(() => expect(primaries()).toEqual(['Copy admin consent link']));
    expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  test('the key is the one that holds', async () => {
    await show({ settings, account });
    expect(await screen.findByText(/the context menu and Alt\+Shift\+K do the same/)).toBeTruthy();
    shortcut = '⌃⇧E';
    await act(async () => void window.dispatchEvent(new Event('focus')));
    expect(await screen.findByText(/the context menu and ⌃⇧E do the same/)).toBeTruthy();
    expect(screen.queryByText('Set a key')).toBeNull();
  });

  test.each([
    ['Chromium', undefined],
    ['Firefox', vi.fn(async () => {})],
  ])(
    'no key: none is promised, and there is a way to set one (%s)',
    async (_browser, openShortcutSettings) => {
      shortcut = '';
      const createTab = vi.fn();
      Object.assign(fakeBrowser.commands, { openShortcutSettings });
      Object.assign(fakeBrowser.tabs, { create: createTab });
      await show({ settings, account });
      fireEvent.click(await screen.findByRole('button', { name: 'Set a key' }));
      expect(document.body.textContent).toContain('The toolbar icon and the context menu do the same.');
      if (openShortcutSettings) expect(openShortcutSettings).toHaveBeenCalledOnce();
      else expect(createTab).toHaveBeenCalledWith({ url: 'chrome://extensions/shortcuts' });
    },
  );

  test('and follows the storage', async () => {
    await show({ settings });
    await act(() => fakeBrowser.storage.local.set({ account }));
    await vi.waitFor(() => expect(next()).toBe('Export your first view'));
    await act(() => fakeBrowser.storage.local.set({ 'job:1': jobIn('done') }));
    expect(await screen.findByText('All set. You can close this page.')).toBeTruthy();
  });
});

describe('connecting', () => {
  const directory = () => screen.getByLabelText<HTMLInputElement>('Directory (tenant)');
  const enter = (value: string, tenant = 'contoso.com') => {
    fireEvent.input(screen.getByLabelText('Application (client) ID'), { target: { value } });
    fireEvent.input(directory(), { target: { value: tenant } });
    press('Save');
  };
  test('keeps both IDs', async () => {
    await show();
    enter(` ${settings.clientId} `, ' contoso.com ');
    expect(sent).toEqual([
      ['saveSettings', { settings: { clientId: settings.clientId, tenant: 'contoso.com' } }],
    ]);
  });

  test('the directory is not guessed: its field is empty, and has to be filled in', async () => {
    await show();
    expect(directory().value).toBe('');
    expect(directory().required).toBe(true);
    enter(settings.clientId, '');
    expect(sent).toEqual([]);
    expect(document.body.textContent).toContain('Enter your tenant’s ID or domain.');
    expect(document.activeElement).toBe(directory());
  });

  test('one that the organization has set stands there', async () => {
    await fakeBrowser.storage.managed.set({ tenant: 'contoso.com' });
    await show();
    expect(directory().value).toBe('contoso.com');
    enter(settings.clientId);
    expect(sent).toEqual([['saveSettings', { settings: { clientId: settings.clientId } }]]);
  });

  test('once saved it says so, and is a line', async () => {
    await show({ settings });
    const step = document.querySelector('.way > .done');
    expect(step?.textContent).toBe('Connect to your organizationSavedOpen options');
    expect(screen.queryByLabelText('Application (client) ID')).toBeNull();
  });

  test('a wrong directory is refused', async () => {
    await show();
    enter(settings.clientId, 'contoso');
    expect(sent).toEqual([]);
    expect(document.body.textContent).toContain('Neither “organizations”');
    expect(document.activeElement).toBe(directory());
  });

  test.each([
    ['', 'Enter the application (client) ID.'],
    ['abc', 'Not an application ID.'],
  ])('"%s" is refused, and the field has the focus', async (value, reason) => {
    await show();
    enter(value);
    expect(sent).toEqual([]);
    expect(document.body.textContent).toContain(reason);
    expect(document.activeElement?.id).toBe('client-id');
  });
});

describe('the message to an administrator', () => {
  test('without the IDs: what is to be registered, and what to do with the answer', async () => {
    await show();
    expect(document.querySelector('blockquote')).toBeNull();
    fireEvent.click(screen.getByLabelText('I need them'));
    expect(screen.queryByLabelText('Application (client) ID')).toBeNull();
    expect(screen.getByRole('button', { name: 'Copy message' }).className).toBe('primary');
    expect(document.body.textContent).toContain('When the answer comes, open this page again');
    for (const part of ['https://test-extension-id.chromiumapp.org/', 'Goals-Export.ReadWrite.All'])
      expect(message()).toContain(part);
    press('Copy message');
    expect(clipboard).toHaveBeenCalledExactlyOnceWith(message());
  });

  test('with an ID: the link, and what it grants', async () => {
    await show({ settings });
    expect(message()).toContain('Goals-Export.ReadWrite.All');
    expect(message()).toMatch(/https:\/\/login\.microsoftonline\.com\/\S+\/v2\.0\/adminconsent\?client_id=/);
    press('Copy admin consent link');
    expect(message()).toContain(clipboard.mock.calls[0]?.[0]);
    const mail = new URL((screen.getByText('Write e-mail') as HTMLAnchorElement).href);
    expect(mail.protocol).toBe('mailto:');
    expect(mail.search).not.toContain('+');
    expect(mail.searchParams.get('body')).toBe(message());
  });
});

test('signing in: by a click, once connected; what went wrong is told', async () => {
  await show();
  expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull();
  await act(() => fakeBrowser.storage.local.set({ settings }));
  fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
  expect(sent).toEqual([['signIn', { choose: false }]]);
  await act(() => fakeBrowser.storage.session.set({ signInProblem: { code: 'signInCancelled', at: noon } }));
  expect(await screen.findByText('The sign-in was not finished')).toBeTruthy();
});

test('the focus goes on to the next step, and nowhere else', async () => {
  await show();
  expect(document.activeElement).toBe(document.body);
  screen.getByLabelText('Application (client) ID').focus();
  await act(() => fakeBrowser.storage.local.set({ settings }));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Sign in'));
  await act(() => fakeBrowser.storage.local.set({ account }));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Open Viva Goals'));
});

test.each(['adminConsentRequired', 'applicationNotFound'] as const)(
  '%s: what the text says to choose can be chosen',
  async (code) => {
    await fakeBrowser.storage.session.set({ signInProblem: { code, at: noon } });
    await show({ settings });
    expect(document.body.textContent).toContain('choose “Try again”');
    press('Try again');
    expect(sent).toEqual([['signIn', { choose: false }]]);
  },
);

test('each permission of the manifest is explained', async () => {
  await show();
  const rows = [...document.querySelectorAll('.facts div')].map((row) => row.textContent ?? '');
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row.length).toBeGreaterThan(40);
  expect(Object.keys(permissionTexts).length).toBeGreaterThan(8);
});
