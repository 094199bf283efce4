import { beforeEach, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { filesHost, storageHost } from '../emulator/files-host.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import { press, problemText, shoot, type World } from './world.ts';

/* Graph keeps the content at another host. The browser fetches it from there; the token never leaves for it. */

let world: World;
signedInOnce((started) => {
  world = started;
});
beforeEach(async () => {
  world.emulator.files.reset();
  world.emulator.graph.contentFrom = 'storage';
});

const requestsTo = (host: string) => world.emulator.requests.filter((request) => request.host === host);

async function expectOneFile(): Promise<void> {
  const { graph, files } = world.emulator;
  const job = await world.job('is done', ({ phase }) => phase === 'done');
  const [name = '', ...more] = world.files();
  expect(more).toEqual([]);
  expect(job.file?.name.endsWith(name)).toBe(true);
  const sent = graph.contentOf(graph.jobs.at(-1)?.key ?? '');
  expect(world.fileBytes(name).equals(sent)).toBe(true);
  expect(job.file?.bytes).toBe(sent.length);
  expect(graph.jobs).toHaveLength(1);
  expect(files.authorizations).toEqual([]);
}

test('at a host of Microsoft’s: the browser fetches it by itself; no token goes along, and its address is not kept', async () => {
  const page = await world.openExplorer();
  await pressPageButton(page);
  await expectOneFile();
  await pageButton(page, /Saved/);
  expect(requestsTo(storageHost)).toHaveLength(1);
  const stored = await world.chromium.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)]),
  );
  expect(stored).not.toContain('sig=');
});

test('at any other host: it is named, and asked only once the user has agreed to it', async () => {
  world.emulator.graph.contentFrom = 'files';
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('waits for the user', ({ wait }) => wait?.problem?.code === 'contentHostUnknown');
  const popup = await world.chromium.popup(page);
  const text = await problemText(popup);
  expect(text).toContain('The file is kept on another host');
  expect(text).toContain(filesHost);
  expect(text).toContain('It continues once you agree.');
  await shoot(popup, 'elsewhere-host');
  // Neither another click on the view nor a sign-in is a word on that host.
  await pressPageButton(page, /another host/);
  await world.job('still waits', ({ wait }) => wait?.problem?.code === 'contentHostUnknown');
  expect(requestsTo(filesHost)).toEqual([]);
  await press(await world.chromium.popup(page), `Download from ${filesHost}`);
  await expectOneFile();
  expect(requestsTo(filesHost)).toHaveLength(1);
});

describe('what comes instead of the file', () => {
  test.each(['html', 'forbidden', 'empty', 'cut'] as const)(
    '%s, once: fetched again, one file',
    async (answer) => {
      world.emulator.files.answers.push(answer);
      await pressPageButton(await world.openExplorer());
      await expectOneFile();
    },
  );

  test('a page, again and again: told, and no file is left of it', async () => {
    world.emulator.files.answers.push('html', 'html', 'html', 'html');
    const page = await world.openExplorer();
    await pressPageButton(page);
    await world.job('failed', ({ phase }) => phase === 'failed');
    const popup = await world.chromium.popup(page);
    const text = await problemText(popup);
    expect(text).toContain('What arrived is not the file');
    expect(text).toContain(storageHost);
    await shoot(popup, 'elsewhere-html');
    expect(world.files()).toEqual([]);
    world.emulator.files.reset();
    await press(popup, 'Try again');
    await expectOneFile();
  });
});

test('Graph answers no batch: the address can’t be had, and that is said', async () => {
  world.emulator.graph.batches = false;
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('failed', ({ problem }) => problem?.code === 'contentElsewhere');
  const popup = await world.chromium.popup(page);
  expect(await problemText(popup)).toContain('without giving your sign-in away');
  await shoot(popup, 'elsewhere-unknown');
});

test('the worker dies while the browser fetches: one file', async () => {
  Object.assign(world.emulator.graph, { contentBytes: 2_000_000, bytesPerSecond: 500_000 });
  await pressPageButton(await world.openExplorer());
  await world.job('is being saved', ({ file }) => file?.downloadId !== undefined);
  await world.chromium.killWorker();
  await expectOneFile();
  expect(requestsTo(storageHost)).toHaveLength(1);
});

test('cancelled by the user: the browser stops fetching', async () => {
  Object.assign(world.emulator.graph, { contentBytes: 4_000_000, bytesPerSecond: 200_000 });
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('is being saved', ({ file }) => file?.downloadId !== undefined);
  await press(await world.chromium.popup(page), 'Cancel');
  await world.job('is cancelled', ({ phase }) => phase === 'cancelled');
  await until('the download has ended', () =>
    world.chromium.evaluate(
      async () => (await chrome.downloads.search({ state: 'in_progress' })).length === 0,
    ),
  );
  expect(world.files()).toEqual([]);
});
