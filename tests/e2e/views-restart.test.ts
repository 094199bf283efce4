import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batch } from '../../lib/views/batch.ts';
import { packedRefusal } from '../browser/packed.ts';
import { until } from '../browser/until.ts';
import { addManyViews, chooseAll, pasteAll, pressButton, says, scheduleSoon, stayAs } from './many-views.ts';
import { type PackedWorld, startPackedWorld } from './packed-world.ts';
import { region } from './report-page.ts';
import { shoot } from './world.ts';

/* Every Monday at nine, with a browser that was off at nine. */

let world: PackedWorld;
const takeBack = addManyViews();
beforeAll(async () => {
  if (!packedRefusal) world = await startPackedWorld();
});
afterAll(async () => {
  await world?.close();
  takeBack();
});

const files = () => readdirSync(world.chromium.downloads).filter((name) => !/crdownload$|^\./.test(name));
const shown = () =>
  world.chromium.evaluate(
    () => new Promise<string[]>((resolve) => chrome.notifications.getAll((all) => resolve(Object.keys(all)))),
  );
const batches = async () =>
  Object.values(
    ((await world.chromium.evaluate(() => chrome.storage.local.get('batches'))).batches ?? {}) as Record<
      string,
      Batch
    >,
  ).sort((a, b) => a.startedAt - b.startedAt);

describe.skipIf(packedRefusal !== undefined)('ten views on a schedule', () => {
  test('the browser is off at their time and comes back: each once, one notification, what changed', async () => {
    const { graph, users } = world.emulator;
    graph.timing = { notStartedMs: 50, runningMs: 100 };
    await world.chromium.evaluate(() => chrome.storage.local.set({ notify: 'on' }));
    const page = await world.chromium.openOwn('views.html');
    await pasteAll(page);
    await pressButton(page, 'Export selected');
    await stayAs(await world.chromium.signInWindow(), users.alice);
    await says(page, '10 of 10 views exported');
    const [before] = await batches();
    await until('it has ended', async () => (await batches())[0]?.finishedAt);
    expect(before?.changes ?? null).toBeNull();
    await chooseAll(page).then(() => chooseAll(page));
    const due = await scheduleSoon(page);

    await world.leave(['notifications']);
    expect(Date.now()).toBeLessThan(due);
    expect(graph.jobs).toHaveLength(10);
    await sleep(due + 1000 - Date.now());
    await world.comeBack();

    await until('all are exported', () => files().length >= 20);
    const [, batch] = await until('the batch has ended', async () => {
      const all = await batches();
      return all[1]?.finishedAt && all;
    });
    expect(batch).toMatchObject({ by: 'schedule', changes: { shown: {} } });
    expect(batch?.items).toHaveLength(10);
    expect(files()).toHaveLength(20);
    expect(graph.jobs).toHaveLength(20);
    expect(graph.earlyPolls).toEqual([]);
    expect(await shown()).toEqual([`batch ${batch?.id}`]);

    const views = await world.chromium.openOwn('views.html');
    await says(views, '10 of 10 views exported');
    await says(views, 'next: ');
    await shoot(views, 'views-after-restart');
    const link = await views.$eval('.batch a', (a) => (a as HTMLAnchorElement).pathname + a.search);
    const report = await world.chromium.openOwn(link.slice(1));
    const changes = await region(report, 'Changes');
    expect(changes).toMatch(/Added \d+/);
    await shoot(report, 'views-report');
    // Nothing is exported again.
    await sleep(1500);
    expect(graph.jobs).toHaveLength(20);
  });
});
