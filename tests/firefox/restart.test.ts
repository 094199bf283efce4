import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { filesWithTokens } from '../e2e/secrets.ts';
import { signInAs } from '../e2e/world.ts';
import { exportSigningIn, type FirefoxWorld, newFirefoxWorld, strayOf } from './world.ts';

/* Firefox ends while an export is under way. The extension is installed for good. */

let world: FirefoxWorld;
beforeAll(async () => {
  world = await newFirefoxWorld();
});
afterAll(() => world?.close());

async function expectOneFile(): Promise<void> {
  const { graph, requests } = world.emulator;
  await world.job('is done', ({ phase }) => phase === 'done');
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

const withTokens = () =>
  filesWithTokens(world.firefox.downloads.replace(/Downloads$/, 'profile'), world.emulator.entra.issued);

test.each(['kill', 'close'] as const)('%s: after the restart the export goes on by itself', async (how) => {
  await world.fresh();
  world.emulator.graph.timing = { notStartedMs: 1000, runningMs: 4000 };
  await exportSigningIn(world);
  await world.job('is followed', ({ phase }) => phase === 'following');
  await world.restart(how);
  // Tokens were in memory; where the sign-in at Microsoft did not outlive the browser either, the user is asked.
  const next = await world.job(
    'is done, or paused',
    ({ phase, wait }) => phase === 'done' || wait?.for === 'signIn',
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
  expect(withTokens()).toEqual([]);
  // What is written only at the end; the last time, for that takes a start.
  if (how === 'close') {
    await world.firefox.close();
    expect(withTokens()).toEqual([]);
  }
});
