import { fireEvent, render, screen } from '@testing-library/preact';
import { describe, expect, test } from 'vitest';
import { Options } from '../../entrypoints/options/options.tsx';
import { catalogue, settingKeys } from '../../lib/settings/catalogue.ts';
import { layersOf } from '../../lib/settings/layers.ts';
import { saveSettings } from '../../lib/storage/storage.ts';
import { aroundPages, background, clipboard, sent } from './pages.ts';
import { settings } from './samples.ts';

aroundPages();

const show = (stored: object = settings, policy: object = {}) =>
  render(<Options first={layersOf(stored, policy)} />);
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
const reasonOf = (name: string) => {
  const ids = field(name).getAttribute('aria-describedby')?.split(' ') ?? [];
  return document.getElementById(ids.at(-1) ?? '')?.textContent;
};
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));
const saved = () => document.querySelector('.save [role=status]')?.textContent;

describe('every setting', () => {
  test.each(settingKeys)('%s: has a name, a hint and its value', (key) => {
    show();
    const input = document.getElementById(key) as HTMLInputElement;
    expect(input.labels?.[0]?.textContent).toBeTruthy();
    expect(document.getElementById(`${key}-hint`)?.textContent).toBeTruthy();
    const shown = { boolean: input.checked, number: Number(input.value), string: input.value };
    expect(shown[typeof catalogue[key].default as keyof typeof shown]).toBe(settings[key]);
  });
});

describe('while typing', () => {
  test.each([
    ['Application (client) ID', 'abc', /^Not an application ID/],
    ['Directory (tenant)', 'contoso', /^Neither “organizations”/],
    ['Directory (tenant)', 'common', /work and school accounts only/],
    ['File name', '{name}', /^Only \{view\}/],
    ['File name', '{view', /counterpart/],
    ['Sub-folder of the downloads folder', '../x', /No “\.” or/],
    ['Sub-folder of the downloads folder', 'a?', /can’t be used in a name/],
    ['Sub-folder of the downloads folder', 'x/a.lnk', /Browsers refuse a folder/],
    ['Sub-folder of the downloads folder', 'x'.repeat(201), /^Too long: at most 200 characters/],
    ['How many days to keep ended exports', '0', /^It has to be a whole number from 1 to 365/],
    ['How many days to keep ended exports', '', /^It has to be a whole number/],
    ['How many days to keep ended exports', '1.5', /^It has to be a whole number/],
    ['How many days to keep ended exports', '1e2', /^It has to be a whole number/],
    ['How many days to keep ended exports', 'ten', /^It has to be a whole number/],
  ])('%s "%s" is marked, with the reason', (name, value, reason) => {
    show();
    expect(reasonOf(name)).toBe('');
    type(name, value);
    expect(field(name).value).toBe(value);
    expect(reasonOf(name)).toMatch(reason);
    expect(field(name).getAttribute('aria-invalid')).toBe('true');
    expect(saved()).toBe('Not saved: correct the marked fields first.');
  });

  test('a corrected value is no longer marked', () => {
    show();
    type('Directory (tenant)', 'contoso');
    type('Directory (tenant)', 'contoso.com');
    expect(reasonOf('Directory (tenant)')).toBe('');
    expect(field('Directory (tenant)').getAttribute('aria-invalid')).toBe('false');
    expect(saved()).toBe('Not saved yet');
  });

  test('the file name shows what comes of it', () => {
    show();
    type('File name', 'OKR {view}');
    expect(screen.getByText('OKR Company OKRs.csv')).toBeTruthy();
    fireEvent.input(field('File format'), { target: { value: 'xlsx' } });
    fireEvent.change(field('File format'), { target: { value: 'xlsx' } });
    expect(screen.getByText('OKR Company OKRs.xlsx')).toBeTruthy();
    type('File name', '{nothing}');
    expect(screen.queryByText(/\.csv$/)).toBeNull();
  });

  test('space around a pasted value is no mistake', () => {
    show({});
    const name = 'Application (client) ID';
    type(name, `  ${settings.clientId} `);
    fireEvent.blur(field(name));
    expect(field(name).value).toBe(settings.clientId);
    expect(reasonOf(name)).toBe('');
  });
});

describe('the parts of a file name', () => {
  test('are put in where the cursor is, which stays behind them', () => {
    show({ ...settings, fileName: 'OKR ' });
    field('File name').setSelectionRange(4, 4);
    fireEvent.click(screen.getByRole('button', { name: 'Insert {view}' }));
    fireEvent.click(screen.getByRole('button', { name: 'Insert {time}' }));
    expect(field('File name').value).toBe('OKR {view}{time}');
    expect(document.activeElement).toBe(field('File name'));
    expect(saved()).toBe('Not saved yet');
  });

  test('not into one that the organization has set', () => {
    show(settings, { fileName: 'OKR' });
    expect(screen.queryByRole('button', { name: 'Insert {view}' })).toBeNull();
  });
});

describe('sign-in', () => {
  const opened = () => document.querySelector('section:has(#sign-in) details')?.hasAttribute('open');
  test('is one line where the organization has set it up, which opens', () => {
    show({}, { clientId: settings.clientId });
    expect(opened()).toBe(false);
    expect(screen.getByText(/^Your organization has set it up/)).toBeTruthy();
    type('Directory (tenant)', 'contoso');
    save();
    expect(opened()).toBe(true);
    expect(document.activeElement).toBe(field('Directory (tenant)'));
  });

  test('else it lies open', () => {
    show();
    expect(opened()).toBeUndefined();
  });
});

describe('saving', () => {
  test('or discarding: all is as it was, and the focus is not lost', () => {
    show();
    expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull();
    type('File name', 'OKR');
    fireEvent.click(field('Ask where to save each file'));
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect([field('File name').value, field('Ask where to save each file').checked, saved()]).toEqual([
      settings.fileName,
      false,
      '',
    ]);
    expect(document.activeElement?.textContent).toBe('Save');
    expect(sent).toEqual([]);
  });

  /** As the background does it. */
  const keep = () =>
    background.mockImplementation(async ({ input }: { input: { settings: object } }) => {
      await saveSettings(input.settings);
      return {};
    });

  test('sends what was changed at once, and says so', async () => {
    keep();
    show({});
    expect(screen.getByText(/^To begin, enter/)).toBeTruthy();
    type('Application (client) ID', settings.clientId);
    fireEvent.click(field('Ask where to save each file'));
    save();
    expect(sent).toEqual([['saveSettings', { settings: { clientId: settings.clientId, askWhere: true } }]]);
    expect(await screen.findByText('Saved')).toBeTruthy();
    expect(screen.queryByText(/^To begin, enter/)).toBeNull();
    type('Directory (tenant)', 'contoso.com');
    expect(saved()).toBe('Not saved yet');
  });

  test('an invalid value is not sent; the first one gets the focus', () => {
    show();
    type('Sub-folder of the downloads folder', '/');
    type('Directory (tenant)', '');
    save();
    expect(sent).toEqual([]);
    expect(document.activeElement).toBe(field('Directory (tenant)'));
  });

  test('what the background refuses is said', async () => {
    background.mockResolvedValue({ error: 'invalid: tenant' });
    show();
    save();
    expect(await screen.findByText(/^Not saved: .*invalid: tenant/)).toBeTruthy();
  });
});

describe('what has to be registered', () => {
  test('the redirect URI can be copied, exactly', async () => {
    show();
    const redirectUri = 'https://test-extension-id.chromiumapp.org/';
    expect(field('Redirect URI').value).toBe(redirectUri);
    expect(field('Redirect URI').readOnly).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Copy redirect URI' }));
    expect(clipboard).toHaveBeenCalledExactlyOnceWith(redirectUri);
    expect(await screen.findByText('Copied')).toBeTruthy();
  });

  test('the consent link is of what stands in the fields, and there only when they are right', () => {
    show();
    type('Directory (tenant)', 'contoso.com');
    fireEvent.click(screen.getByRole('button', { name: 'Copy admin consent link' }));
    expect(clipboard.mock.calls[0]?.[0]).toMatch(
      /^https:\/\/login\.microsoftonline\.com\/contoso\.com\/v2\.0\/adminconsent\?/,
    );
    for (const [name, value] of [
      ['Directory (tenant)', 'contoso'],
      ['Application (client) ID', ''],
    ] as const) {
      type(name, value);
      expect(screen.queryByRole('button', { name: 'Copy admin consent link' })).toBeNull();
    }
  });

  test('the permission is named', () => {
    show();
    expect(document.body.textContent).toContain(
      'delegated Microsoft Graph permission Goals-Export.ReadWrite.All',
    );
  });
});
