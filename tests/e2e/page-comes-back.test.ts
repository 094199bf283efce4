import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pageButtons, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import { companyView, explorerUrl, type World } from './world.ts';

/* Pages that were not there, or asleep, when something happened: the button of the page that the user sees says what is so now. */

let world: World;
signedInOnce((started) => {
  world = started;
});
beforeEach(async () => {
  world.emulator.goals.reset();
});

const done = () => until('the export has ended', async () => (await world.jobs())[0]?.phase === 'done');

test('back from the back/forward cache: not the state in which it was left', async () => {
  world.emulator.goals.behaviour.cacheable = true;
  world.emulator.graph.timing = { notStartedMs: 500, runningMs: 2500 };
  const page = await world.openExplorer();
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) =>
      document.documentElement.setAttribute('persisted', String(persisted)),
    );
  });
  await pressPageButton(page);
  await pageButton(page, /Requested|Waiting|queue|prepar/i);
  await page.goto('https://goals.microsoft.com/home');
  await done();
  await page.goBack();
  expect(await page.evaluate(() => document.documentElement.getAttribute('persisted'))).toBe('true');
  await pageButton(page, /Saved/);
  expect(await pageButtons(page)).toHaveLength(1);
});

test('a page that sleeps holds up nobody else’s news', async () => {
  const asleep = await world.openExplorer();
  await pageButton(asleep);
  const awake = await world.openExplorer();
  await pageButton(awake);
  const session = await asleep.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await pressPageButton(awake);
  await pageButton(awake, /Saved/);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await pageButton(asleep, /Saved/);
});

test('rendered before the user goes there: its button says what is so now', async () => {
  world.emulator.goals.behaviour.prerenders = explorerUrl(companyView);
  const before = await world.openExplorer();
  await pressPageButton(before);
  await pageButton(before, /Saved/);
  const page = await world.chromium.open('https://goals.microsoft.com/home');
  const drawnAhead = () =>
    world.emulator.requests.some(
      ({ path, headers }) => path === '/app/state.json' && /prerender/.test(headers['sec-purpose'] ?? ''),
    );
  await until('the browser renders it ahead', drawnAhead);
  // Its button stands there soon after, which nobody can see.
  await sleep(1000);
  await page.evaluate((url) => location.assign(url), explorerUrl(companyView));
  const wasReady = () =>
    page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation');
      return (navigation as unknown as { activationStart: number }).activationStart > 0;
    });
  await until('it is shown', wasReady);
  await pageButton(page, /Saved/);
  expect(await pageButtons(page)).toHaveLength(1);
});
