import { afterEach, beforeEach, describe, test } from 'vitest';
import type { Job } from '../../lib/jobs/job.ts';
import { packedRefusal } from '../browser/packed.ts';
import { until } from '../browser/until.ts';
import { type PackedWorld, startPackedWorld } from './packed-world.ts';
import { pageButton } from './page-button.ts';
import { explorerUrl, press, signInAs } from './world.ts';

/* The browser ends while an export is under way. */

let world: PackedWorld;
beforeEach(async () => {
  world = await startPackedWorld();
});
afterEach(() => world?.close());

const badge = () => world.chromium.evaluate(() => chrome.action.getBadgeText({}));

const isPaused = ({ wait }: Job) => wait?.for === 'signIn';

async function signInFromHistory(): Promise<void> {
  await press(await world.chromium.openOwn('export-history.html'), 'Sign in');
  await signInAs(await world.chromium.signInWindow(), world.emulator.users.alice);
}

/** Tokens were in memory, and Entra's session ended with the browser: the user is asked, once, everywhere the same. */
async function signInAgain(): Promise<void> {
  await world.job('is paused', isPaused);
  const page = await world.chromium.open(explorerUrl());
  await pageButton(page, /Action needed|Sign-in needed|sign in/i);
  await until('the badge says so', async () => (await badge()) === '!');
  await signInFromHistory();
  await pageButton(page, /Saved/);
  await until('the badge says so', async () => (await badge()) === '');
}

describe.skipIf(packedRefusal !== undefined)('in mid-job', () => {
  test.each(['close', 'kill'] as const)(
    'Chromium ends (%s): nobody clicks, the export goes on as far as it can; one sign-in later the file is there',
    async (how) => {
      world.emulator.graph.timing = { notStartedMs: 1000, runningMs: 4000 };
      await world.beginExport();
      await world.job('is followed', ({ phase }) => phase === 'following');
      await world.restart(how);
      await signInAgain();
      await world.expectOneFile();
    },
  );

  test('Chromium is killed while the content comes, and again while it is saved: one complete file', async () => {
    const { graph } = world.emulator;
    Object.assign(graph, { timing: { notStartedMs: 200, runningMs: 300 }, contentBytes: 80_000_000 });
    graph.failNext('content', { delayMs: 4000 });
    await world.beginExport();
    await world.job('is ready', ({ phase }) => phase === 'ready');
    await world.restart('kill');
    await world.job('is paused', isPaused);
    await signInFromHistory();
    await world.job('is being saved, or done', ({ phase }) => phase === 'saving' || phase === 'done');
    await world.restart('kill');
    // Chromium may have died between finishing the file and writing that down: it is never overwritten.
    const there = world.files().length;
    const next = await world.job(
      'is done, or paused',
      ({ phase, wait }) => phase === 'done' || wait?.problem !== undefined,
    );
    if (next.phase === 'done') return world.expectOneFile();
    await signInAgain();
    await world.expectOneFile(there + 1);
  });
});
