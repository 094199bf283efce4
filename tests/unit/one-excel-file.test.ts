// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadOffscreenHolds } from '../../lib/storage/storage.ts';
import type { Batch } from '../../lib/views/batch.ts';
import { takeStep } from '../../lib/views/workbook.ts';

/* The one Excel file of a batch, and what may be in its way. */

const { callOffscreen } = vi.hoisted(() => ({ callOffscreen: vi.fn() }));
vi.mock('../../lib/offscreen/index.ts', () => ({ callOffscreen, closeOffscreen: async () => {} }));

const view = { goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3', explorerViewId: '48213' };
const batch: Batch = {
  version: 1,
  id: 'b',
  startedAt: Date.UTC(2026, 10, 23, 9),
  by: 'user',
  items: [{ view, jobId: 'j', oneFile: true }],
};
const made = { made: 1, file: { name: 'Views.xlsx', bytes: 10, blobUrl: 'blob:x' } };

let download: { state: string; error?: string; filename: string; fileSize: number } | undefined;
let makes: () => Promise<unknown>;
beforeEach(() => {
  fakeBrowser.reset();
  download = undefined;
  makes = async () => ({ blobUrl: 'blob:x', bytes: 10, missing: [] });
  callOffscreen
    .mockReset()
    .mockImplementation(async (name: string) => (name === 'makeWorkbook' ? makes() : true));
  Object.assign(fakeBrowser.downloads, {
    download: async () => 7,
    search: async () => (download ? [{ id: 7, bytesReceived: 0, ...download }] : []),
  });
});
const released = () => callOffscreen.mock.calls.some(([name]) => name === 'releaseContent');

test('it is made, given to the browser, and told as saved once it is on disk', async () => {
  const first = await takeStep(batch, []);
  expect(first).toMatchObject({ made: 1, file: { bytes: 10, blobUrl: 'blob:x' } });
  expect(first.file?.name).toMatch(/\.xlsx$/);
  expect(await loadOffscreenHolds()).toBe(true);

  const second = await takeStep({ ...batch, workbook: first }, []);
  expect(second.file?.downloadId).toBe(7);
  download = { state: 'complete', filename: '/downloads/Views.xlsx', fileSize: 10 };
  const last = await takeStep({ ...batch, workbook: second }, []);
  expect(last).toMatchObject({ saved: true, file: { name: '/downloads/Views.xlsx', bytes: 10 } });
  expect(released()).toBe(true);
  expect(await loadOffscreenHolds()).toBe(false);
});

test.each([
  ['FILE_NO_SPACE', 'diskFull'],
  ['FILE_ACCESS_DENIED', 'folderNotWritable'],
  ['USER_CANCELED', 'downloadCancelled'],
])('the browser can’t save it (%s): told, and the host is let go', async (error, code) => {
  download = { state: 'interrupted', error, filename: '/downloads/Views.xlsx', fileSize: 10 };
  const workbook = { ...made, file: { ...made.file, downloadId: 7 } };
  expect(await takeStep({ ...batch, workbook }, [])).toMatchObject({ failed: { code } });
  expect(released()).toBe(true);
  expect(await loadOffscreenHolds()).toBe(false);
});

test('it can’t be made: told in the host’s own words, and the host is let go', async () => {
  makes = async () => Promise.reject(new Error('no room'));
  expect(await takeStep(batch, [])).toEqual({ made: 0, failed: { value: 'no room' } });
  expect(await loadOffscreenHolds()).toBe(false);
});

test('what the browser has lost is made again, three times at most', async () => {
  callOffscreen.mockImplementation(async (name: string) => (name === 'makeWorkbook' ? makes() : false));
  expect(await takeStep({ ...batch, workbook: made }, [])).toEqual({ made: 1 });
  expect(await takeStep({ ...batch, workbook: { made: 1 } }, [])).toMatchObject({ made: 2 });
  expect(await takeStep({ ...batch, workbook: { made: 3 } }, [])).toEqual({ made: 3, failed: {} });
});
