import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Batch } from '../../lib/views/batch.ts';
import { until } from '../browser/until.ts';
import {
  addManyViews,
  manyViews,
  pasteAll,
  pressButton,
  says,
  scheduleSoon,
  stayAs,
} from '../e2e/many-views.ts';
import { region } from '../e2e/report-page.ts';
import { type FirefoxWorld, newFirefoxWorld, strayOf } from './world.ts';

/* Every Monday at nine, with a browser that was off at nine. */

type Listener = { addListener(listener: (id: string) => void): void };
declare const browser: Pick<typeof chrome, 'storage'> & {
  notifications: { onShown: Listener; onClosed: Listener };
};

let world: FirefoxWorld;
const takeBack = addManyViews();
beforeAll(async () => {
  world = await newFirefoxWorld();
});
afterAll(async () => {
  await world?.close();
  takeBack();
});

/** Without a desktop that shows them notifications come and go: they are noted as they do. */
const noteNotifications = () =>
  world.firefox.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(globalThis, { seen });
    for (const event of ['onShown', 'onClosed'] as const)
      browser.notifications[event].addListener((id) => void seen.add(id));
  });
const seen = () => world.firefox.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);
const batches = async () =>
  Object.values(
    ((await world.firefox.evaluate(() => browser.storage.local.get('batches'))).batches ?? {}) as Record<
      string,
      Batch
    >,
  ).sort((a, b) => a.startedAt - b.startedAt);

test('ten views: Firefox is off at their time and comes back: each once, one notification, what changed', async () => {
  const { graph, users } = world.emulator;
  graph.timing = { notStartedMs: 50, runningMs: 100 };
  const options = await world.firefox.openOwn('options.html');
  await options.waitForSelector('#notify');
  await options.bringToFront();
  await options.$eval('#notify', (box) => (box as HTMLInputElement).click());
  await until('there is something to save', () =>
    options.evaluate(() =>
      document.querySelector<HTMLElement>('.save [role=status]')?.innerText.includes('Not saved'),
    ),
  );
  // Asked only after a real click.
  await options.click('.save [type=submit]');
  await world.firefox.window.answer(true);
  const wants = async () =>
    ((await browser.storage.local.get('settings')).settings as { notify?: boolean }).notify === true;
  await until('notifications are wanted', () => world.firefox.evaluate(wants));

  const page = await world.firefox.openOwn('views.html');
  await page.bringToFront();
  await pasteAll(page);
  await pressButton(page, 'Export selected');
  await stayAs(await world.firefox.signInWindow(), users.alice);
  await says(page, '10 of 10 views exported');
  await until('it has ended', async () => (await batches())[0]?.finishedAt);
  expect((await batches())[0]?.changes ?? null).toBeNull();
  const due = await scheduleSoon(page);

  await world.firefox.close();
  expect(Date.now()).toBeLessThan(due);
  expect(graph.jobs).toHaveLength(manyViews.length);
  await sleep(due + 1000 - Date.now());
  await world.comeBack();
  await noteNotifications();

  await until('all are exported', () => world.files().length === 2 * manyViews.length);
  const [, batch] = await until('the batch has ended', async () => {
    const all = await batches();
    return all[1]?.finishedAt && all;
  });
  expect(batch).toMatchObject({ by: 'schedule', changes: { shown: {} } });
  expect(batch?.items).toHaveLength(manyViews.length);
  expect(world.files()).toHaveLength(2 * manyViews.length);
  expect(graph.jobs).toHaveLength(2 * manyViews.length);
  expect(graph.earlyPolls).toEqual([]);
  await until('that is told', async () => (await seen()).length > 0);
  expect(await seen()).toEqual([`batch ${batch?.id}`]);

  const list = await world.firefox.openOwn('views.html');
  await says(list, '10 of 10 views exported');
  const link = await list.$eval('.batch a', (a) => (a as HTMLAnchorElement).pathname + a.search);
  const report = await world.firefox.openOwn(link.slice(1));
  expect(await region(report, 'Changes')).toMatch(/Added \d+/);
  expect(graph.jobs).toHaveLength(2 * manyViews.length);
  expect(strayOf(world)).toEqual([]);
});
