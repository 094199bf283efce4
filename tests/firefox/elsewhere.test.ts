import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { explorerUrl } from '../e2e/world.ts';
import { filesHost, storageHost } from '../emulator/files-host.ts';
import {
  buttonSays,
  exportSigningIn,
  type FirefoxWorld,
  pressPageButton,
  startFirefoxWorld,
} from './world.ts';

/* Graph keeps the content at another host: fetched by the browser, without the token, as in Chromium. */

let world: FirefoxWorld;
beforeAll(async () => {
  world = await startFirefoxWorld();
  await buttonSays(await exportSigningIn(world), /Saved/);
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.freshExports();
  world.emulator.files.reset();
  world.emulator.graph.contentFrom = 'storage';
});

async function expectTheFile(): Promise<void> {
  const { graph, files } = world.emulator;
  const job = await world.job('is done', ({ phase }) => phase === 'done', 40_000);
  const name = job.file?.name.split('/').at(-1);
  const saved = world.files().find((file) => file.name === name);
  expect(saved?.bytes.equals(graph.contentOf(graph.jobs.at(-1)?.key ?? ''))).toBe(true);
  expect(files.authorizations).toEqual([]);
}

test.each([[], ['html'], ['forbidden'], ['cut'], ['empty']] as const)(
  'at a host of Microsoft’s; before it %s',
  async (...answers) => {
    const before = world.files().length;
    world.emulator.files.answers.push(...answers);
    await pressPageButton(await world.firefox.open(explorerUrl()));
    await expectTheFile();
    expect(world.files()).toHaveLength(before + 1);
    expect(world.emulator.requests.filter(({ host }) => host === storageHost)).toHaveLength(
      1 + answers.length,
    );
  },
);

test('at any other host: asked only once the user has agreed to it', async () => {
  world.emulator.graph.contentFrom = 'files';
  const page = await world.firefox.open(explorerUrl());
  await pressPageButton(page);
  const job = await world.job(
    'waits for the user',
    ({ wait }) => wait?.problem?.code === 'contentHostUnknown',
  );
  expect(job.wait?.problem?.value).toBe(filesHost);
  const popup = await world.firefox.window.popup(page);
  expect(await popup.text()).toContain(`Download from ${filesHost}`);
  await world.firefox.window.closePopup();
  expect(world.emulator.files.paths).toEqual([]);
});
