import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { explorerUrl } from '../e2e/world.ts';
import { buttonSays, exportSigningIn, type FirefoxWorld, newFirefoxWorld, pressPageButton } from './world.ts';

/* Tokens are gone, as after a start of the browser, and who would give new ones can't be reached: it is waited for. */

let world: FirefoxWorld;
beforeAll(async () => {
  // The event page's memory goes with it: it ends soon.
  world = await newFirefoxWorld({ 'extensions.background.idle.timeout': 1000 });
  await buttonSays(await exportSigningIn(world), /Saved/);
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.freshExports();
  await world.firefox.evaluate(() => chrome.storage.session.clear());
  await until('the event page has ended', () =>
    world.firefox.evaluate(() => chrome.extension.getBackgroundPage() === null),
  );
});

test.each([
  ['no connection', (down: boolean) => Object.assign(world.emulator.entra, { down })],
  [
    '503',
    (down: boolean) => {
      if (down) world.emulator.entra.failNext('authorize', { status: 503 }, 2);
    },
  ],
])(
  '%s: due again by itself, and done',
  async (_what, play) => {
    play(true);
    const page = await world.firefox.open(explorerUrl());
    await pressPageButton(page);
    const job = await world.job(
      'waits',
      ({ wait }) => wait?.problem?.code === 'signInPageUnavailable',
      30_000,
    );
    expect(job.wait?.until).toBeGreaterThan(job.updatedAt);
    play(false);
    await buttonSays(page, /Saved/, 60_000);
    expect(await world.firefox.signInWindows()).toEqual([]);
    expect(world.files()).not.toEqual([]);
  },
  120_000,
);
