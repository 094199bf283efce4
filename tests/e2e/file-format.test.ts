import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { expectTheSameInExcel, hostile, refused } from './file-format.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { exportSignedIn, press, shoot, startWorld, type World } from './world.ts';

/* `fileFormat`: exports land as Excel files, or as the service's CSV where that can't be. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh();
  await exportSignedIn(world);
  await wants('xlsx');
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.freshExports();
  await world.clearDownloads();
});

const wants = (fileFormat: string) =>
  world.chromium.evaluate(async (value: string) => {
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...(settings as object), fileFormat: value } });
  }, fileFormat);

const sent = () => world.emulator.graph.contentOf(world.emulator.graph.jobs[0]?.key ?? '');

async function exported(): Promise<{ name: string; bytes: Buffer }> {
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Saved/, 120_000);
  await page.close();
  const [name = '', ...others] = world.files();
  expect(others).toEqual([]);
  return { name, bytes: world.fileBytes(name) };
}

test('an export lands as an Excel file; its copy is what the service sent', async () => {
  const { name, bytes } = await exported();
  expect(name).toMatch(/\.xlsx$/);
  await expectTheSameInExcel(bytes, sent());
  const [job] = await world.jobs();
  expect(job?.file).toMatchObject({ bytes: bytes.length });
  const report = await world.chromium.openOwn(`report.html?export=${job?.id}`);
  await report.waitForSelector('[role=treegrid]');
  const copy = await report.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opened = indexedDB.open('copies');
        opened.onsuccess = () => {
          const all = opened.result.transaction('contents').objectStore('contents').getAll();
          all.onsuccess = () =>
            new Response(new Blob([all.result[0]]).stream().pipeThrough(new DecompressionStream('gzip')))
              .text()
              .then(resolve, reject);
        };
      }),
  );
  expect(Buffer.from(copy)).toEqual(
    Buffer.from(
      sent()
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    ),
  );
});

test('texts that look like formulas stay texts', async () => {
  world.emulator.graph.contentText = hostile;
  const { name, bytes } = await exported();
  expect(name).toMatch(/\.xlsx$/);
  await expectTheSameInExcel(bytes, sent());
});

test.each(refused)('%s: the CSV is saved byte for byte, and it is said', async (_what, content, said) => {
  world.emulator.graph.contentText = content;
  const { name, bytes } = await exported();
  expect(name).toMatch(/\.csv$/);
  expect(bytes.equals(sent())).toBe(true);
  const [job] = await world.jobs();
  const history = await world.chromium.openOwn(`export-history.html?export=${job?.id}`);
  await until('the history says why', () =>
    history.evaluate(() => document.body.innerText).then((text) => said.test(text)),
  );
  await shoot(history, 'history-not-excel');
  const popup = await world.chromium.popup(await world.openExplorer());
  await until('the popup says why', () =>
    popup.evaluate(() => document.body.innerText).then((text) => said.test(text)),
  );
});

test('a worker that dies while the workbook is made: one Excel file, and no second one', async () => {
  world.emulator.graph.contentBytes = 6_000_000;
  const page = await world.openExplorer();
  await pressPageButton(page);
  await until('the content is fetched', async () =>
    world.emulator.requests.some(({ path }) => path.endsWith('/content')),
  );
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(world.files()).toEqual([]);
  await world.chromium.killWorker();
  // Whatever wakes it: else the alarm would, within a minute.
  await page.reload();
  await until('the file', async () => (await world.jobs())[0]?.phase === 'done', 150_000);
  expect(world.files()).toHaveLength(1);
  expect(world.files()[0]).toMatch(/\.xlsx$/);
});

const mountSmall = (folder: string) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'pipe' });
const unmount = (folder: string) => execFileSync('umount', ['-l', folder]);

/** A small disk takes a system administrator's rights, which not even root has in every container. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'export-view-'));
  try {
    mountSmall(folder);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.skipIf(!canMount())(
  'a full disk: it is said, and with room again “Try again” saves the Excel file',
  async () => {
    world.emulator.graph.contentText = hostile;
    const { downloads } = world.chromium;
    const filler = join(downloads, 'filler');
    mountSmall(downloads);
    try {
      writeFileSync(filler, new Uint8Array(4 * 2 ** 20));
      const page = await world.openExplorer();
      await pressPageButton(page);
      await pageButton(page, /The disk is full/, 120_000);
      expect(world.files()).toEqual(['filler']);
      rmSync(filler);
      const popup = await world.chromium.popup(page);
      await press(popup, 'Try again');
      await world.job('is done', ({ phase }) => phase === 'done');
      const [name = '', ...others] = world.files();
      expect(others).toEqual([]);
      expect(name).toMatch(/\.xlsx$/);
      await expectTheSameInExcel(world.fileBytes(name), sent());
    } finally {
      unmount(downloads);
    }
  },
);

test('as the setting says: CSV is the service’s, byte for byte', async () => {
  await wants('csv');
  const { name, bytes } = await exported();
  expect(name).toMatch(/\.csv$/);
  expect(bytes.equals(sent())).toBe(true);
  await wants('xlsx');
});
