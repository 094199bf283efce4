// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { saveFile } from '../../lib/files/save.ts';

const { callOffscreen } = vi.hoisted(() => ({ callOffscreen: vi.fn() }));
vi.mock('../../lib/offscreen/index.ts', () => ({ callOffscreen, closeOffscreen: async () => {} }));

interface Item {
  id: number;
  url: string;
  filename: string;
  state: 'in_progress' | 'interrupted' | 'complete';
  error?: string;
  fileSize: number;
  bytesReceived: number;
}

const file = { name: 'OKR/Board 2026-11-23.csv', bytes: 1200, blobUrl: 'blob:content' };
const saved = { ...file, downloadId: 7 };
const item = (patch: Partial<Item> = {}): Item => ({
  id: 7,
  url: file.blobUrl,
  filename: '/downloads/OKR/Board 2026-11-23.csv',
  state: 'complete',
  fileSize: 1200,
  bytesReceived: 1200,
  ...patch,
});

/** The browser's list of downloads, searched as it does: by all that is given. */
let list: Item[];
const download = vi.fn();
beforeEach(() => {
  fakeBrowser.reset();
  list = [];
  callOffscreen.mockReset().mockImplementation(async (name: string) => name === 'holdsContent');
  download.mockReset().mockResolvedValue(7);
  const search = async (query: Partial<Item>) =>
    list.filter((known) =>
      Object.entries(query).every(
        ([key, value]) => value === undefined || known[key as keyof Item] === value,
      ),
    );
  Object.assign(fakeBrowser.downloads, { download, search });
});

describe('the first time', () => {
  test.each([
    // The key alone, whatever its value, would override the browser's "Always ask you where to save files".
    [false, {}],
    [true, { saveAs: true }],
  ])('hands the content to the browser (asks where: %s)', async (askWhere, saveAs) => {
    expect(await saveFile(file, askWhere)).toEqual({ type: 'started', downloadId: 7 });
    expect(callOffscreen).toHaveBeenCalledWith('holdsContent', { blobUrl: 'blob:content' });
    expect(download.mock.calls).toStrictEqual([
      [{ url: 'blob:content', filename: file.name, ...saveAs, conflictAction: 'uniquify' }],
    ]);
  });

  test('other files of the browser are none of ours', async () => {
    list = [item({ id: 1, url: 'https://contoso.example/x' }), item({ id: 2, url: 'blob:another' })];
    expect(await saveFile(file, false)).toEqual({ type: 'started', downloadId: 7 });
  });

  test('lost: the document that held the content was closed', async () => {
    callOffscreen.mockResolvedValue(false);
    expect(await saveFile(file, false)).toEqual({ type: 'lost' });
    expect(await saveFile({ name: 'x.csv', bytes: 1 }, false)).toEqual({ type: 'lost' });
    expect(download).not.toHaveBeenCalled();
  });

  test.each([
    ['Download canceled by the user', 'downloadCancelled', undefined],
    ['USER_CANCELED', 'downloadCancelled', undefined],
    ['Invalid filename', 'fileNameRefused', 'Invalid filename'],
    [
      'filename must not contain illegal characters',
      'fileNameRefused',
      'filename must not contain illegal characters',
    ],
    ['Something else', 'downloadFailed', 'Something else'],
  ])('the browser refuses: %s', async (reason, code, value) => {
    download.mockRejectedValue(new Error(reason));
    expect(await saveFile(file, false)).toEqual({
      type: 'failed',
      cause: value ? { code, value } : { code },
    });
  });
});

describe('asked again', () => {
  test('the id was not written down: found by its content, not saved twice', async () => {
    list = [item({ state: 'in_progress', fileSize: -1, bytesReceived: 100 })];
    expect(await saveFile(file, false)).toEqual({ type: 'started', downloadId: 7 });
    list = [item()];
    expect(await saveFile(file, false)).toEqual({ type: 'saved', name: list[0]?.filename, bytes: 1200 });
    expect(download).not.toHaveBeenCalled();
  });

  test('the id is known: found by it, although the browser forgot the content', async () => {
    list = [item({ url: '' })];
    callOffscreen.mockResolvedValue(false);
    expect(await saveFile(saved, false)).toEqual({ type: 'saved', name: list[0]?.filename, bytes: 1200 });
  });

  test('the user removed it from the list', async () => {
    expect(await saveFile(saved, false)).toEqual({ type: 'failed', cause: { code: 'downloadGone' } });
    expect(download).not.toHaveBeenCalled();
  });

  test.each([
    ['USER_CANCELED', 'downloadCancelled'],
    ['FILE_NO_SPACE', 'diskFull'],
    ['FILE_TOO_LARGE', 'fileTooLarge'],
    ['FILE_ACCESS_DENIED', 'folderNotWritable'],
    ['FILE_NAME_TOO_LONG', 'fileNameTooLong'],
    ['FILE_BLOCKED', 'fileBlocked'],
    ['FILE_VIRUS_INFECTED', 'fileInfected'],
    ['FILE_SECURITY_CHECK_FAILED', 'fileNotScanned'],
    ['FILE_HASH_MISMATCH', 'downloadFailed', 'FILE_HASH_MISMATCH'],
    [undefined, 'downloadFailed', 'FILE_FAILED'],
  ])('interrupted: %s', async (error, code, value?: string) => {
    list = [item({ state: 'interrupted', ...(error ? { error } : {}) })];
    const cause = value ? { code, value } : { code };
    expect(await saveFile(saved, false)).toEqual({ type: 'failed', cause });
  });

  test.each(['USER_SHUTDOWN', 'CRASH', 'FILE_TRANSIENT_ERROR', 'NETWORK_FAILED', 'SERVER_FAILED'])(
    'interrupted: %s, so the content is fetched again',
    async (error) => {
      list = [item({ state: 'interrupted', error })];
      expect(await saveFile(saved, false)).toEqual({ type: 'lost' });
    },
  );

  test('a file that is shorter than the content is none', async () => {
    list = [item({ fileSize: 900 })];
    expect(await saveFile(saved, false)).toEqual({ type: 'failed', cause: { code: 'fileTooShort' } });
  });

  test('a browser that does not know the size tells what it received', async () => {
    list = [item({ fileSize: -1, bytesReceived: 1200 })];
    expect(await saveFile(saved, false)).toMatchObject({ type: 'saved', bytes: 1200 });
  });
});
