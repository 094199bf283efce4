import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { NotifyToggle } from '../../components/notify-toggle.tsx';
import { aroundPages, sent } from './pages.ts';

aroundPages();

const request = vi.fn();
const remove = vi.fn();
beforeEach(() => {
  request.mockReset().mockResolvedValue(true);
  remove.mockReset().mockResolvedValue(true);
  Object.assign(fakeBrowser.permissions, { request, remove });
});

const box = () => screen.getByRole('checkbox') as HTMLInputElement;
const isOn = (on: boolean) => vi.waitFor(() => expect(box().checked).toBe(on));
const store = (notify: string) => act(() => fakeBrowser.storage.local.set({ notify }));

test('on and off: the permission comes and goes, and it shows what is stored', async () => {
  render(<NotifyToggle />);
  fireEvent.click(box());
  expect(request).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(sent).toEqual([['setNotify', { notify: 'on' }]]));
  expect(box().checked).toBe(false);
  await store('on');
  await isOn(true);
  fireEvent.click(box());
  await vi.waitFor(() => expect(sent.at(-1)).toEqual(['setNotify', { notify: 'off' }]));
  expect(remove).toHaveBeenCalledOnce();
  await store('off');
  await isOn(false);
});

test('what the browser was not allowed is said', async () => {
  request.mockResolvedValue(false);
  render(<NotifyToggle />);
  fireEvent.click(box());
  expect(await screen.findByText('The browser does not allow notifications.')).toBeTruthy();
});
