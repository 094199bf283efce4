import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { explorerUrl, signInAs } from '../e2e/world.ts';
import {
  buttonSays,
  exportSigningIn,
  type FirefoxWorld,
  newFirefoxWorld,
  pressPageButton,
  strayOf,
} from './world.ts';

/* Firefox ends an event page that asks it for nothing. Its patience (30 s) is shortened here: work outlasts it several times. */

let world: FirefoxWorld;
beforeAll(async () => {
  world = await newFirefoxWorld();
});
afterAll(() => world?.close());
const patience = (ms: number) => world.firefox.window.prefer('extensions.background.idle.timeout', ms);

async function expectOneFile(): Promise<void> {
  const { graph, requests } = world.emulator;
  const asked = (method: string, path: RegExp) =>
    requests.filter(
      (one) => one.host === 'graph.microsoft.com' && one.method === method && path.test(one.path),
    );
  expect(world.files().map(({ bytes }) => bytes.equals(graph.contentOf(graph.jobs[0]?.key ?? '')))).toEqual([
    true,
  ]);
  expect(graph.jobs).toHaveLength(1);
  expect(asked('POST', /./)).toHaveLength(1);
  expect(asked('GET', /\/content$/)).toHaveLength(1);
  expect(graph.earlyPolls).toEqual([]);
  expect(strayOf(world)).toEqual([]);
}

test('a sign-in that takes long is redeemed, and a content that takes long is fetched once', async () => {
  await patience(2000);
  Object.assign(world.emulator.graph, { contentBytes: 900_000, bytesPerSecond: 100_000 });
  const page = await world.firefox.open(explorerUrl());
  await pressPageButton(page);
  const window = await world.firefox.signInWindow();
  await new Promise((resolve) => setTimeout(resolve, 8000));
  await signInAs(window, world.emulator.users.alice);
  await buttonSays(page, /Saved/);
  await expectOneFile();
});

test('it is suspended again and again: the export goes on', async () => {
  await patience(30_000);
  await world.fresh();
  Object.assign(world.emulator.graph, {
    timing: { notStartedMs: 2000, runningMs: 5000 },
    retryAfterSeconds: 3,
  });
  await exportSigningIn(world);
  await world.job('is followed', ({ phase }) => phase === 'following');
  // Less than it is waited between two questions, more than work takes to give a sign.
  await patience(1500);
  await world.job('is done', ({ phase }) => phase === 'done');
  await expectOneFile();
});

/* Tokens are gone, as after a start of the browser, and who would give new ones can't be reached: it is waited for. */
test.each([
  ['no connection', (down: boolean) => Object.assign(world.emulator.entra, { down })],
  [
    '503',
    (down: boolean) => {
      if (down) world.emulator.entra.failNext('authorize', { status: 503 }, 2);
    },
  ],
])('Entra is away, %s: due again by itself, and done', async (_what, play) => {
  await world.freshExports();
  // The event page's memory goes with it: it ends soon.
  await patience(1000);
  await world.firefox.evaluate(() => chrome.storage.session.clear());
  await until('the event page has ended', () =>
    world.firefox.evaluate(() => chrome.extension.getBackgroundPage() === null),
  );
  const before = world.files().length;
  play(true);
  const page = await world.firefox.open(explorerUrl());
  await pressPageButton(page);
  const job = await world.job('waits', ({ wait }) => wait?.problem?.code === 'signInPageUnavailable');
  expect(job.wait?.until).toBeGreaterThan(job.updatedAt);
  play(false);
  await buttonSays(page, /Saved/);
  expect(await world.firefox.signInWindows()).toEqual([]);
  expect(world.files()).toHaveLength(before + 1);
});
