import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Options } from '../../entrypoints/options/options.tsx';
import { layersOf } from '../../lib/settings/layers.ts';
import { aroundPages, sent } from './pages.ts';
import { settings } from './samples.ts';

aroundPages();

const request = vi.fn();
const remove = vi.fn();
beforeEach(() => {
  request.mockReset().mockResolvedValue(true);
  remove.mockReset().mockResolvedValue(true);
  Object.assign(fakeBrowser.permissions, { request, remove });
});

const show = () => render(<Options first={layersOf(settings, {})} />);
const box = () =>
  screen.getByLabelText<HTMLInputElement>('Notify me when an export ends or needs my attention');
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const saved = () => document.querySelector('.save [role=status]')?.textContent;
const isOn = (on: boolean) => vi.waitFor(() => expect(box().checked).toBe(on));
const store = (notify: boolean) =>
  act(() => fakeBrowser.storage.local.set({ settings: { ...settings, notify } }));
const told = () => sent.map(([, input]) => (input as { settings: object }).settings);

test('on and off with Save, as all else: the permission comes and goes; what is stored elsewhere is shown', async () => {
  show();
  fireEvent.click(box());
  expect(saved()).toBe('Not saved yet');
  expect(request).not.toHaveBeenCalled();
  press('Save');
  expect(request).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(saved()).toBe('Saved'));
  expect(told()).toEqual([{ notify: true }]);
  await store(true);
  await isOn(true);
  fireEvent.click(box());
  press('Save');
  await vi.waitFor(() => expect(told().at(-1)).toEqual({ notify: false }));
  expect(remove).toHaveBeenCalledOnce();
  await store(false);
  await isOn(false);
});

test('discarded, it is as it was, and nobody is asked', async () => {
  show();
  fireEvent.click(box());
  press('Discard');
  await isOn(false);
  press('Save');
  expect(request).not.toHaveBeenCalled();
});

test('what the browser was not allowed is said', async () => {
  request.mockResolvedValue(false);
  show();
  fireEvent.click(box());
  press('Save');
  expect(await screen.findByText('The browser does not allow notifications.')).toBeTruthy();
  await isOn(false);
});

test('on by the organization or another machine, and not yet allowed here: said, and the browser can be asked', async () => {
  Object.assign(fakeBrowser.permissions, { contains: async () => false });
  await fakeBrowser.storage.managed.set({ notify: true });
  render(<Options first={layersOf({}, { notify: true })} />);
  expect(await screen.findByText('The browser does not allow notifications.')).toBeTruthy();
  expect([box().checked, box().getAttribute('aria-disabled')]).toEqual([true, 'true']);
  press('Notify me');
  expect(request).toHaveBeenCalledExactlyOnceWith({ permissions: ['notifications'] });
  expect(sent).toEqual([]);
});
