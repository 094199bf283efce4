import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { throttled } from '../emulator/index.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import { companyView, press, problemText, shoot, type World } from './world.ts';

/* What disks, browsers and users do to an export. */

let world: World;
signedInOnce((started) => {
  world = started;
});

const posts = () =>
  world.emulator.requests.filter(({ host, method }) => host === 'graph.microsoft.com' && method === 'POST');

/** Each file on disk is, byte for byte, what the service sent for one of its jobs; and there are so many. */
function expectFiles(count: number): void {
  const { graph } = world.emulator;
  const contents = graph.jobs.map(({ key }) => graph.contentOf(key));
  expect(world.files()).toHaveLength(count);
  for (const name of world.files())
    expect(
      contents.some((content) => content.equals(world.fileBytes(name))),
      name,
    ).toBe(true);
}

const fillStorage = () =>
  world.chromium.evaluate(async () => {
    for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2))
      for (let at = 0; ; at++)
        try {
          await chrome.storage.local.set({ [`full-${size}-${at}`]: 'x'.repeat(size) });
        } catch {
          break;
        }
  });
const freeStorage = () =>
  world.chromium.evaluate(async () => {
    const keys = Object.keys(await chrome.storage.local.get(null));
    await chrome.storage.local.remove(keys.filter((key) => key.startsWith('full-')));
  });

describe('storage at its quota', () => {
  afterEach(freeStorage);

  test('F3: nothing is asked of the service, and the user is told; afterwards it works', async () => {
    const page = await world.openExplorer();
    await pageButton(page);
    await fillStorage();
    await pressPageButton(page);
    await pageButton(page, /could not keep the export/);
    await shoot(page, 'page-storage-full');
    const popup = await world.chromium.popup(page);
    expect(await problemText(popup)).toContain('Free some disk space');
    await shoot(popup, 'popup-storage-full');
    await popup.close();
    expect(posts()).toEqual([]);
    await freeStorage();
    await pressPageButton(page);
    await pageButton(page, /Saved/);
    expect(posts()).toHaveLength(1);
    expectFiles(1);
  });

  test('in mid-job: it goes on once there is room', async () => {
    const { graph } = world.emulator;
    graph.timing = { notStartedMs: 0, runningMs: 600_000 };
    const page = await world.openExplorer();
    await pressPageButton(page);
    await world.job('is followed', ({ phase }) => phase === 'following');
    await fillStorage();
    // What is written down of a refusal is longer than of a job that still runs: a record of the same length has room. For a minute
    // nothing is tried again.
    graph.failNext('get', throttled());
    await until('the storage says so', () =>
      world.chromium.evaluate(
        async () => (await chrome.storage.session.get('storageProblem')).storageProblem,
      ),
    );
    await freeStorage();
    for (const job of graph.jobs) job.endsAt = Date.now();
    // The alarm would do it within a minute; so does whatever starts the worker.
    await world.chromium.killWorker();
    await page.reload();
    await pageButton(page, /Saved/);
    expect(posts()).toHaveLength(1);
    expectFiles(1);
  });
});

test('F2: records of a newer version, and damaged ones, are told and left alone', async () => {
  const newer = { version: 99, id: 'n', view: companyView, phase: 'dreaming' };
  await world.chromium.evaluate(
    (record: object) => chrome.storage.local.set({ 'job:n': record, 'job:b': { version: 2 } }),
    newer,
  );
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Saved/);
  const popup = await world.chromium.popup(page);
  const text = await popup.$eval('main', (main) => main.innerText);
  expect(text).toContain('Some exports need a newer version');
  await shoot(popup, 'popup-unreadable-records');
  await press(popup, 'Remove damaged records');
  await until('they are gone', () =>
    popup.evaluate(() => !document.body.innerText.includes('can’t be read')),
  );
  const stored = await world.chromium.evaluate(() => chrome.storage.local.get(['job:n', 'job:b']));
  expect(stored).toEqual({ 'job:n': newer });
});

test('a record of version 1, in mid-job, goes on', async () => {
  const { graph, users } = world.emulator;
  const job = graph.addJob({ oid: users.alice.oid, ...companyView });
  await world.chromium.evaluate(
    async (exportJobId: string, view: object) => {
      const { account } = await chrome.storage.local.get('account');
      const at = Date.now();
      const record = {
        version: 1,
        id: 'old',
        view,
        account,
        phase: 'following',
        exportJobId,
        requestedAt: at,
        updatedAt: at,
        dueAt: at,
        polls: 0,
        failures: 0,
      };
      await chrome.storage.local.set({ 'job:old': record });
    },
    `j!${job.key}`,
    companyView,
  );
  await world.chromium.killWorker();
  await pageButton(await world.openExplorer(), /Saved/);
  expect(posts()).toEqual([]);
  expectFiles(1);
});

describe('the download', () => {
  test('F5: a name that is taken: another is found, and nothing is overwritten', async () => {
    const page = await world.openExplorer();
    await pressPageButton(page);
    await pageButton(page, /Saved/);
    const [first = ''] = world.files();
    const kept = world.fileBytes(first);
    await pressPageButton(page);
    await until('a second file', () => world.files().length === 2);
    await until('both are done', async () => (await world.jobs()).every(({ phase }) => phase === 'done'));
    expect(world.fileBytes(first).equals(kept)).toBe(true);
    expectFiles(2);
  });

  test('cancelled by the user in the browser: it is said, and Retry saves the file', async () => {
    world.emulator.graph.contentBytes = 30_000_000;
    await world.chromium.evaluate(() => {
      const cancel = ({ id }: { id: number }) => {
        chrome.downloads.onCreated.removeListener(cancel);
        chrome.downloads.cancel(id);
      };
      chrome.downloads.onCreated.addListener(cancel);
    });
    const page = await world.openExplorer();
    await pressPageButton(page);
    await pageButton(page, /cancelled/);
    expect(world.files()).toEqual([]);
    await press(await world.chromium.popup(page), 'Try again');
    await pageButton(page, /Saved/);
    expect(posts()).toHaveLength(1);
    expectFiles(1);
  });

  test('the folder is gone, a file stands in its place: it is said, and Retry saves the file', async () => {
    const { downloads } = world.chromium;
    rmSync(downloads, { recursive: true });
    writeFileSync(downloads, 'in the way');
    const page = await world.openExplorer();
    await pressPageButton(page);
    await pageButton(page, /could not be saved|can’t be written to/);
    const popup = await world.chromium.popup(page);
    await shoot(popup, 'popup-folder-gone');
    rmSync(downloads);
    await press(popup, 'Try again');
    await pageButton(page, /Saved/);
    expect(posts()).toHaveLength(1);
    expectFiles(1);
  });
});

test('the offscreen document is closed while the content comes: it is fetched again', async () => {
  const { graph } = world.emulator;
  graph.failNext('content', { delayMs: 3000 });
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('is ready', ({ phase }) => phase === 'ready');
  await until('the content is asked for', () =>
    world.emulator.requests.some(({ path }) => path.endsWith('/content')),
  );
  await world.chromium.evaluate(() => chrome.offscreen.closeDocument());
  await pageButton(page, /Saved/);
  expect(posts()).toHaveLength(1);
  expectFiles(1);
});

test('the service is busy: other exports wait too, none asks too early', async () => {
  const { graph } = world.emulator;
  graph.failNext('create', throttled(4));
  const first = await world.openExplorer();
  await pressPageButton(first);
  await world.job('is told to wait', ({ wait }) => wait?.problem?.code === 'throttled');
  const second = await world.openExplorer({ ...companyView, explorerViewId: '48213' });
  await pressPageButton(second);
  await pageButton(second, /Microsoft is busy/);
  await pageButton(second, /Saved/);
  await pageButton(first, /Saved/);
  expect(graph.earlyRequests).toEqual([]);
  expectFiles(2);
});
