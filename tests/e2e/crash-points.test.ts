import { expect, test } from 'vitest';
import type { Phase } from '../../lib/jobs/job.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import type { World } from './world.ts';

/*
 * The worker is killed right before or right after each of its side effects: a record written, a request, the call that
 * starts the download. What comes after a write is what comes before the next effect. `tests/unit/background.test.ts`
 * does the same to the microsecond, with a browser that is played; here everything is real.
 */

let world: World;
signedInOnce((started) => {
  world = started;
});

const kill = () => world.chromium.killWorker();

/** Resolves when the record of an export is first written with this phase, and with a download's id or without one. */
const written = (phase: Phase, withId = false) =>
  world.chromium.evaluate(
    (wanted, id) =>
      new Promise<void>((resolve) => {
        chrome.storage.local.onChanged.addListener(function listen(changes) {
          for (const [key, { newValue }] of Object.entries(changes)) {
            const job = newValue as { phase?: string; file?: { downloadId?: number } } | undefined;
            if (
              !key.startsWith('job:') ||
              job?.phase !== wanted ||
              (job?.file?.downloadId !== undefined) !== id
            )
              continue;
            chrome.storage.local.onChanged.removeListener(listen);
            resolve();
          }
        });
      }),
    phase,
    withId,
  );

const downloadStarted = () =>
  world.chromium.evaluate(
    () =>
      new Promise<void>((resolve) => {
        chrome.downloads.onCreated.addListener(function listen() {
          chrome.downloads.onCreated.removeListener(listen);
          resolve();
        });
      }),
  );

/** Makes the worker die at a moment that is yet to come; resolves when it has. */
type Arm = () => Promise<void>;

const atRequest =
  (call: 'create' | 'get' | 'content', strike: 'before' | 'after'): Arm =>
  () =>
    new Promise((resolve, reject) => {
      const happen = () => kill().then(resolve, reject);
      world.emulator.graph.failNext(call, { strike, happen });
    });
const afterWrite =
  (phase: Phase, withId?: boolean): Arm =>
  () =>
    written(phase, withId).then(kill);

const points: [string, Arm][] = [
  ['after it wrote down that a view is to be exported', afterWrite('requested')],
  ['after it wrote down that the service is about to be asked', afterWrite('creating')],
  ['before the POST was heard', atRequest('create', 'before')],
  ['after the POST was heard', atRequest('create', 'after')],
  ['after it wrote down which job it follows', afterWrite('following')],
  ['before a poll was heard', atRequest('get', 'before')],
  ['after a poll was heard', atRequest('get', 'after')],
  ['after it wrote down that the job has succeeded', afterWrite('ready')],
  ['before the content was asked for', atRequest('content', 'before')],
  ['while the content comes', atRequest('content', 'after')],
  ['after it wrote down where the content is', afterWrite('saving')],
  ['after the download was started', () => downloadStarted().then(kill)],
  ['after it wrote down which download it is', afterWrite('saving', true)],
  ['after it wrote down that all is done', afterWrite('done', true)],
];

test.each(points)('%s', async (_name, arm) => {
  const { graph } = world.emulator;
  graph.timing = { notStartedMs: 400, runningMs: 400 };
  const page = await world.openExplorer();
  await pageButton(page);
  const struck = arm();
  await pressPageButton(page);
  await struck;
  // Whatever wakes the worker: here the user opens the page anew; else, where the worker was just ending, the alarm within a minute.
  await page.reload();
  await pageButton(page, /Saved/);

  expect(graph.jobs).toHaveLength(1);
  expect(await world.jobs()).toHaveLength(1);
  const [name = '', ...others] = world.files();
  expect(others).toEqual([]);
  expect(world.fileBytes(name).equals(graph.contentOf(graph.jobs[0]?.key ?? ''))).toBe(true);
  expect(graph.earlyPolls).toEqual([]);
});

test('nobody comes back: the alarm wakes it within a minute', async () => {
  const struck = atRequest('get', 'after')();
  await pressPageButton(await world.openExplorer());
  await struck;
  const begun = Date.now();
  await world.job('is done', ({ phase }) => phase === 'done');
  expect(Date.now() - begun).toBeLessThan(90_000);
});
