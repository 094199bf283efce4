import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { type ShownWorld, startShownWorld } from './shown-world.ts';
import { press } from './world.ts';

/* The browser asks the user in a window of its own: with real keys, on a display. */

let world: ShownWorld;
beforeAll(async () => {
  world = await startShownWorld();
});
afterAll(() => world?.close());

const notify = () =>
  world.chromium.evaluate(
    async () => ((await chrome.storage.local.get('settings')).settings as { notify?: boolean }).notify,
  );
const shown = () =>
  world.chromium.evaluate(
    () => new Promise<string[]>((resolve) => chrome.notifications.getAll((all) => resolve(Object.keys(all)))),
  );

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('wanted and allowed: an export that nobody watches is announced, once; one that is watched is not', async () => {
  const options = await world.chromium.openOwn('options.html');
  await options.waitForSelector('#notify');
  await options.bringToFront();
  // The window takes no keys at first, lest somebody agree by accident; "Deny" has the focus. On a busy machine that may
  // come out as a no: asked once more.
  for (let times = 0; times < 3 && !(await notify()); times++) {
    await options.click('#notify');
    await press(options, 'Save');
    await pause(1500);
    await world.display.xdotool('key', 'Tab');
    await pause(500);
    await world.display.xdotool('key', 'Return');
    await until('an answer', async () => (await notify()) !== undefined);
  }
  expect(await notify()).toBe(true);

  await world.freshExports();
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Saved/);
  expect(await shown()).toEqual([]);

  await world.freshExports();
  world.emulator.graph.timing = { notStartedMs: 500, runningMs: 1500 };
  const left = await world.openExplorer();
  await pressPageButton(left);
  await world.chromium.open('https://goals.microsoft.com/home');
  const job = await world.job('is done', ({ phase }) => phase === 'done');
  expect(await until('the notification', async () => (await shown())[0])).toBe(`done ${job.id}`);
  await world.chromium.killWorker();
  expect(await shown()).toEqual([`done ${job.id}`]);
});
