import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Options } from '../../entrypoints/options/options.tsx';
import { loadLayers, saveSettings } from '../../lib/storage/storage.ts';
import { aroundPages, background, sent } from './pages.ts';
import { settings } from './samples.ts';

aroundPages();

const { local, managed } = fakeBrowser.storage;
const show = async (own: object = settings, policy: object = {}) => {
  await local.set({ settings: own });
  await managed.set(policy);
  render(<Options first={await loadLayers()} />);
};
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
const describedBy = (name: string) =>
  (field(name).getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent?.trim())
    .filter(Boolean);
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));
const saved = () => document.querySelector('.save [role=status]')?.textContent;

beforeEach(() => {
  background.mockImplementation(async ({ input }: { input: { settings: object } }) => {
    await saveSettings(input.settings);
    return {};
  });
});

const [clientId, folder, ask, days] = [
  'Application (client) ID',
  'Sub-folder of the downloads folder',
  'Ask where to save each file',
  'How many days to keep ended exports',
];

describe('what the organization has set', () => {
  test('is shown, said to be theirs, and can’t be changed', async () => {
    await show({ folder: 'Mine' }, { folder: 'Theirs', askWhere: true, historyDays: 7 });
    expect([field(folder).value, field(ask).checked, field(days).value]).toEqual(['Theirs', true, '7']);
    for (const name of [folder, ask, days]) expect(describedBy(name)).toContain('Set by your organization');
    expect(describedBy(clientId)).not.toContain('Set by your organization');
    expect([field(folder).readOnly, field(days).readOnly, field(clientId).readOnly]).toEqual([
      true,
      true,
      false,
    ]);
    expect(field(ask).getAttribute('aria-disabled')).toBe('true');
    type(folder, 'x');
    type(days, '9');
    fireEvent.click(field(ask));
    expect(field(ask).checked).toBe(true);
    type(clientId, settings.clientId);
    save();
    expect(sent).toEqual([['saveSettings', { settings: { clientId: settings.clientId } }]]);
  });

  test('without a client ID of the user’s own nothing is left to set up', async () => {
    await show({}, { clientId: settings.clientId });
    expect(screen.queryByText(/^To begin, enter/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Copy admin consent link' })).toBeTruthy();
  });

  test('comes and goes while the page is open; what was typed meanwhile is there again', async () => {
    await show({ folder: 'Mine' });
    type(folder, 'typed');
    await act(() => managed.set({ folder: 'Theirs', historyDays: 0 }));
    expect(await screen.findByText('Set by your organization')).toBeTruthy();
    expect(field(folder).value).toBe('Theirs');
    expect(saved()).toBe('');
    expect(await screen.findByText('historyDays: It has to be a whole number from 1 to 365.')).toBeTruthy();
    await act(() => managed.clear());
    await expect.poll(() => field(folder).value).toBe('typed');
    expect(screen.queryByText('Set by your organization')).toBeNull();
  });

  test('and can’t be used is named with the reason', async () => {
    await show({}, { colour: 'blue', tenant: 'common', askWhere: 'yes', fileName: 'x'.repeat(201) });
    expect(await screen.findByText(/^Some values that your organization has set can’t be used/)).toBeTruthy();
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'colour: There is no such setting.',
      expect.stringMatching(/^tenant: Viva Goals takes work and school accounts only/),
      'askWhere: This kind of value can’t be used.',
      'fileName: Too long: at most 200 characters.',
    ]);
  });
});

test('what is set elsewhere meanwhile is shown; what is typed here stays', async () => {
  await show();
  type(folder, 'typed');
  await act(() => local.set({ settings: { ...settings, folder: 'There', historyDays: 7 } }));
  await expect.poll(() => field(days).value).toBe('7');
  expect(field(folder).value).toBe('typed');
  expect(saved()).toBe('Not saved yet');
});

test('what is typed while it is saved is not lost', async () => {
  await show();
  let finish = () => {};
  background.mockImplementation(async ({ input }: { input: { settings: object } }) => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    await saveSettings(input.settings);
    return {};
  });
  type(folder, 'a');
  type(days, '8');
  save();
  type(folder, 'ab');
  await act(async () => finish());
  await expect.poll(async () => (await loadLayers()).own.historyDays).toBe(8);
  expect([field(folder).value, field(days).value, saved()]).toEqual(['ab', '8', 'Not saved yet']);
});

describe('settings as a file', () => {
  const take = async (text: string | File) => {
    const file = typeof text === 'string' ? new File([text], 'x.json') : text;
    const input = document.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: [file], configurable: true });
    await act(async () => void fireEvent.change(input));
  };
  const outcome = () =>
    [...document.querySelectorAll('[aria-labelledby=move] [role=status] :is(p, li)')].map(
      ({ textContent }) => textContent,
    );

  test('goes out as it is saved', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const letGo = vi.spyOn(URL, 'revokeObjectURL');
    await show({ ...settings, folder: 'Mine' }, { tenant: 'contoso.com' });
    type(folder, 'not saved');
    const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'Export settings' });
    expect(link.download).toBe('export-view-settings.json');
    const { tenant: _, ...own } = { ...settings, folder: 'Mine' };
    expect(link.href).toBe(made.mock.results[0]?.value);
    const [[file] = []] = made.mock.calls;
    expect(JSON.parse(await (file as Blob).text())).toEqual(own);
    await act(() => local.set({ settings: { ...settings, folder: 'Other' } }));
    await expect.poll(() => made.mock.calls.length).toBe(2);
    await expect.poll(() => letGo.mock.calls.flat()).toContain(made.mock.results[0]?.value);
    expect(letGo).not.toHaveBeenCalledWith(made.mock.results[1]?.value);
  });

  test('comes in at once, and says what changed and what was left out', async () => {
    await show(settings, { tenant: 'contoso.com' });
    type(folder, 'typed');
    type(days, '8');
    await take('{"folder": "Reports", "askWhere": true, "tenant": "fabrikam.com"}');
    await expect
      .poll(outcome)
      .toEqual([
        'Imported and saved. Changed: Sub-folder of the downloads folder, Ask where to save each file.',
        'Left out, because your organization has set it: Directory (tenant).',
      ]);
    expect(sent).toEqual([['saveSettings', { settings: { folder: 'Reports', askWhere: true } }]]);
    expect([field(folder).value, field(ask).checked, field(days).value]).toEqual(['Reports', true, '8']);
  });

  test('changes nothing: that is said', async () => {
    await show();
    await take(JSON.stringify(settings));
    await expect.poll(outcome).toEqual(['Imported. Everything in the file was already set that way.']);
  });

  test('is refused as a whole, with lines and reasons; corrected, it is taken', async () => {
    await show();
    await take('{\n"folder": "../x",\n"askWhere": true,\n"colour": 1\n}');
    await expect
      .poll(outcome)
      .toEqual([
        'Nothing was imported. Correct these lines of the file, then import it again:',
        'Line 2, “folder”: No “.” or “..” here.',
        'Line 4, “colour”: There is no such setting.',
      ]);
    expect(sent).toEqual([]);
    await take('{');
    await expect.poll(() => outcome()[1]).toBe('Line 1: This is not JSON.');
    await take('{"askWhere": true}');
    await expect.poll(outcome).toEqual(['Imported and saved. Changed: Ask where to save each file.']);
  });

  test.each([
    ['too large', () => new File([' '.repeat(100_001)], 'x'), /too large to be a file of settings/],
    [
      'unreadable',
      () => Object.assign(new File(['{}'], 'x'), { text: () => Promise.reject(new Error('gone')) }),
      /^Nothing was imported: gone/,
    ],
  ])('%s: nothing is imported', async (_what, file, expected) => {
    await show();
    await take(file());
    await expect.poll(() => outcome()[0]).toMatch(expected);
    expect(sent).toEqual([]);
  });

  test('the background refuses it: that is said', async () => {
    background.mockResolvedValue({ error: 'no room' });
    await show();
    await take('{"askWhere": true}');
    await expect.poll(() => outcome()[0]).toBe('Nothing was imported: no room');
  });
});
