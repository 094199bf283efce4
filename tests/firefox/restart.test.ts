import { afterEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { filesWithTokens } from '../e2e/secrets.ts';
import { signInAs } from '../e2e/world.ts';
import { exportSigningIn, type FirefoxWorld, newFirefoxWorld, strayOf } from './world.ts';

/* Firefox ends, or its event page does, while an export is under way. The extension is installed for good. */

let world: FirefoxWorld;
afterEach(() => world?.close());

async function expectOneFile(): Promise<void> {
  const { graph, requests } = world.emulator;
  await world.job('is done', ({ phase }) => phase === 'done', 90_000);
  const [file, ...others] = world.files();
  expect(others).toEqual([]);
  expect(file?.bytes.equals(graph.contentOf(graph.jobs[0]?.key ?? ''))).toBe(true);
  expect(graph.jobs).toHaveLength(1);
  expect(
    requests.filter(({ host, method }) => host === 'graph.microsoft.com' && method === 'POST'),
  ).toHaveLength(1);
  expect(graph.earlyPolls).toEqual([]);
  expect(strayOf(world)).toEqual([]);
}

test.each(['close', 'kill'] as const)(
  '%s: after the restart the export goes on by itself',
  async (how) => {
    world = await newFirefoxWorld();
    world.emulator.graph.timing = { notStartedMs: 1000, runningMs: 4000 };
    await exportSigningIn(world);
    await world.job('is followed', ({ phase }) => phase === 'following');
    await world.restart(how);
    // Tokens were in memory; where the sign-in at Microsoft did not outlive the browser either, the user is asked.
    const next = await world.job(
      'is done, or paused',
      ({ phase, wait }) => phase === 'done' || wait?.for === 'signIn',
      60_000,
    );
    if (next.phase !== 'done') {
      const history = await world.firefox.openOwn('export-history.html');
      await until('the history says so', () =>
        history.evaluate(() => {
          const button = [...document.querySelectorAll<HTMLElement>('main button')].find(
            ({ textContent }) => textContent === 'Sign in',
          );
          button?.click();
          return button !== undefined;
        }),
      );
      await signInAs(await world.firefox.signInWindow(), world.emulator.users.alice);
    }
    await expectOneFile();
    await world.firefox.close();
    expect(
      filesWithTokens(world.firefox.downloads.replace(/Downloads$/, 'profile'), world.emulator.entra.issued),
    ).toEqual([]);
  },
  180_000,
);

test('the event page is suspended again and again: the export goes on', async () => {
  world = await newFirefoxWorld();
  Object.assign(world.emulator.graph, {
    timing: { notStartedMs: 2000, runningMs: 5000 },
    retryAfterSeconds: 3,
  });
  await exportSigningIn(world);
  await world.job('is followed', ({ phase }) => phase === 'following');
  await world.firefox.window.prefer('extensions.background.idle.timeout', 300);
  await expectOneFile();
}, 120_000);
