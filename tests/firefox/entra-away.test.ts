import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { explorerUrl } from '../e2e/world.ts';
import {
  buttonSays,
  exportSigningIn,
  type FirefoxWorld,
  pressPageButton,
  quick,
  startFirefoxWorld,
} from './world.ts';

/* Tokens are gone, as after a start of the browser, and who would give new ones can't be reached: it is waited for. */

let world: FirefoxWorld;
beforeAll(async () => {
  world = await startFirefoxWorld();
  await buttonSays(await exportSigningIn(world), /Done/);
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.freshExports();
  world.emulator.graph.timing = quick;
  // The event page's memory goes with it. What the store tells it makes its time begin anew, with the new limit.
  await world.firefox.window.prefer('extensions.background.idle.timeout', 100);
  await world.firefox.evaluate(() => chrome.storage.session.clear());
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await world.firefox.window.prefer('extensions.background.idle.timeout', 30_000);
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
    const job = await world.job('waits', ({ hold }) => hold?.code === 'signInPageUnavailable', 30_000);
    expect(job.hold?.retryAt).toBeGreaterThan(Date.now() - 5000);
    play(false);
    await buttonSays(page, /Done/, 60_000);
    expect(await world.firefox.signInWindows()).toEqual([]);
    expect(world.files()).not.toEqual([]);
  },
  120_000,
);
