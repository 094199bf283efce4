import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { explorerUrl, signInAs } from '../e2e/world.ts';
import { buttonSays, exportSigningIn, type FirefoxWorld, newFirefoxWorld, pressPageButton } from './world.ts';

/* Firefox ends an event page that asks it for nothing. Its patience (30 s) is shortened here: work outlasts it several times. */

const idle = { 'extensions.background.idle.timeout': 2000 };

let world: FirefoxWorld;
beforeAll(async () => {
  world = await newFirefoxWorld(idle);
});
afterAll(() => world?.close());
beforeEach(() => world.fresh());

test('a content that takes long is fetched once, and is one file', async () => {
  const { graph, requests } = world.emulator;
  Object.assign(graph, { contentBytes: 900_000, bytesPerSecond: 100_000 });
  await buttonSays(await exportSigningIn(world), /Saved/, 40_000);
  expect(world.files().map(({ bytes }) => bytes.equals(graph.contentOf(graph.jobs[0]?.key ?? '')))).toEqual([
    true,
  ]);
  expect(requests.filter(({ path }) => path.endsWith('/content'))).toHaveLength(1);
}, 90_000);

test('a sign-in that takes long is redeemed', async () => {
  const page = await world.firefox.open(explorerUrl());
  await pressPageButton(page);
  const window = await world.firefox.signInWindow();
  await new Promise((resolve) => setTimeout(resolve, 8000));
  await signInAs(window, world.emulator.users.alice);
  await buttonSays(page, /Saved/, 30_000);
  expect(world.emulator.graph.jobs).toHaveLength(1);
}, 90_000);
