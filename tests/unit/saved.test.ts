// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openSaved, showSaved } from '../../lib/files/saved.ts';

const file = { name: '/downloads/a.csv', bytes: 12, downloadId: 3 };
const show = vi.fn();
const open = vi.fn();
const request = vi.fn();
let downloads: { id: number; filename: string; exists: boolean }[];

beforeEach(() => {
  for (const mock of [show, open, request]) mock.mockReset();
  request.mockResolvedValue(true);
  downloads = [{ id: 3, filename: file.name, exists: true }];
  const search = async (query: { id?: number; filename?: string }) =>
    downloads.filter(({ id, filename }) => id === query.id || filename === query.filename);
  Object.assign(fakeBrowser.downloads, { show, open, search });
  Object.assign(fakeBrowser.permissions, { request });
});

describe.each([
  ['shown', showSaved, show],
  ['opened', openSaved, open],
])('%s', (_what, act, called) => {
  test('by its id', async () => {
    await act(file);
    expect(called).toHaveBeenCalledExactlyOnceWith(3);
  });

  test('by its path, where the id names another by now', async () => {
    downloads = [
      { id: 3, filename: '/downloads/other.csv', exists: true },
      { id: 7, filename: file.name, exists: true },
    ];
    await act(file);
    expect(called).toHaveBeenCalledExactlyOnceWith(7);
  });

  test.each([
    ['nothing is listed', [], 'fileNotListed'],
    ['its id is another’s', [{ id: 3, filename: '/downloads/other.csv', exists: true }], 'fileNotListed'],
    ['the browser says so', [{ id: 3, filename: file.name, exists: false }], 'fileGone'],
  ])('not there: %s', async (_what, known, code) => {
    downloads = known;
    await expect(act(file)).rejects.toMatchObject({ code, message: file.name });
    expect(called).not.toHaveBeenCalled();
  });

  test('saved twice under one name: the one that is there', async () => {
    downloads = [
      { id: 3, filename: file.name, exists: false },
      { id: 7, filename: file.name, exists: true },
    ];
    await act({ name: file.name, bytes: 12 });
    expect(called).toHaveBeenCalledExactlyOnceWith(7);
  });
});

test('declined: not opened', async () => {
  request.mockResolvedValue(false);
  await expect(openSaved(file)).rejects.toMatchObject({ code: 'openDeclined' });
  expect(open).not.toHaveBeenCalled();
});

test('the browser refuses: told', async () => {
  open.mockRejectedValue(new Error('User gesture required'));
  await expect(openSaved(file)).rejects.toMatchObject({
    code: 'notOpened',
    message: 'User gesture required',
  });
});
