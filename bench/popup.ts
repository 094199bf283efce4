import { setTimeout as sleep } from 'node:timers/promises';
import type { Extension, Page } from 'puppeteer-core';
import { until } from '../tests/browser/until.ts';
import { storedFor } from '../tests/e2e/page-states.ts';
import { explorerUrl } from '../tests/e2e/world.ts';
import { account, jobIn, settings } from '../tests/unit/samples.ts';
import { type Bench, wakeWorker } from './context.ts';
import type { Row } from './row.ts';
import { inTurns, ratio, type Summary, show, spreadOf } from './stats.ts';

/** 200 exports that have ended, or fewer, as `storage.local` holds them. */
export const fullHistory = (length = 200) => {
  const jobs = Array.from({ length }, (_, at) => ({
    ...jobIn('done', {
      requestedAt: Date.now() - at * 3_600_000,
      updatedAt: Date.now() - at * 3_600_000 + 60_000,
      file: { name: `/downloads/Company OKRs ${at}.csv`, bytes: 1_000_000 + at, downloadId: at + 1 },
    }),
    id: `full-${at}`,
  }));
  return storedFor({ page: 'popup', state: 'full', jobs });
};

/** Epoch ms, with fractions, on the clock that pages use too. */
export const now = (): number => performance.timeOrigin + performance.now();

/** When the page's first content was painted, in ms since its navigation began, and as epoch ms. */
export async function firstPaint(page: Page): Promise<{ since: number; at: number }> {
  const since = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName('first-contentful-paint');
          if (entry) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  return { since, at: since + (await page.evaluate(() => performance.timeOrigin)) };
}

export async function rows({ world, empty, runs }: Bench): Promise<Row[]> {
  const { chromium } = world;
  const store = async (items: object) => {
    await chromium.evaluate(async (all: object) => {
      await chrome.storage.local.clear();
      await chrome.storage.local.set(all);
    }, items);
    // As after an update: a start makes the index, which every browser has that ever started the extension.
    await wakeWorker(world, chromium.extensionId);
    await chromium.killWorker();
    await wakeWorker(world, chromium.extensionId);
    await until('the index', () =>
      chromium.evaluate(async () => 'jobIndex' in (await chrome.storage.local.get('jobIndex'))),
    );
  };
  /** Without any page of the extension, so that its process begins anew. */
  const leaveExtension = async () => {
    for (const page of await chromium.browser.pages(true))
      if (page.url().startsWith('chrome-extension:')) await page.close().catch(() => undefined);
    await sleep(300);
  };

  await world.fresh();
  await store({ settings, account });
  const cold = async (id: string) => {
    await chromium.killWorker(id);
    await leaveExtension();
    const page = await chromium.open(`chrome-extension://${id}/popup.html`);
    const { since } = await firstPaint(page);
    await page.close();
    return since;
  };
  const [ours, theirs] = await inTurns(
    () => cold(chromium.extensionId),
    () => cold(empty.id),
    runs,
  );

  const explorer = await chromium.open(explorerUrl());
  const extensions = await chromium.browser.extensions();
  /** From the click on the toolbar to the popup's first paint (ms). */
  const click = async (id: string, alive: boolean) => {
    await wakeWorker(world, id);
    await leaveExtension();
    if (!alive) {
      await chromium.killWorker(id);
      // Nothing is left in the extension's process, which ends.
      await sleep(300);
    }
    await explorer.bringToFront();
    const extension = extensions.get(id) as Extension;
    const begun = now();
    await explorer.triggerExtensionAction(extension);
    const popup = await until('the popup', async () =>
      (await extension.pages()).find((one) => one.url().endsWith('popup.html')),
    );
    const { at } = await firstPaint(popup);
    await popup.close();
    return at - begun;
  };
  const clickOurs = async (items: object, alive: boolean) => {
    await store(items);
    return click(chromium.extensionId, alive);
  };
  const few = { settings, account };
  const [full, fresh] = await inTurns(
    () => clickOurs(fullHistory(), false),
    () => clickOurs(few, false),
    runs,
  );
  const [fullAlive, freshAlive] = await inTurns(
    () => clickOurs(fullHistory(), true),
    () => clickOurs(few, true),
    runs,
  );
  const [long, short] = await inTurns(
    () => clickOurs(fullHistory(), false),
    () => clickOurs(fullHistory(3), false),
    runs,
  );
  const [longAlive, shortAlive] = await inTurns(
    () => clickOurs(fullHistory(), true),
    () => clickOurs(fullHistory(3), true),
    runs,
  );
  const [emptyDead, emptyAlive] = await inTurns(
    () => click(empty.id, false),
    () => click(empty.id, true),
    runs,
  );
  await explorer.close();
  const ms = ({ median }: Summary) => show(median, 'ms');
  const independence = (what: string, [many, three]: [Summary, Summary]): Row => ({
    what,
    against: 'the same with the three exports that it shows',
    figure: ratio(many.median, three.median, 'ms'),
    spread: `${spreadOf(many, 'ms')}; ${spreadOf(three, 'ms')}`,
    goal: '≤ 1.05',
    met: many.median / three.median <= 1.05,
  });
  return [
    {
      what: 'popup: navigation → ready (first content painted), cold',
      against: "an empty extension's popup",
      figure: ratio(ours.median, theirs.median, 'ms'),
      spread: `${spreadOf(ours, 'ms')}; ${spreadOf(theirs, 'ms')}`,
      goal: '≤ 1.4',
      met: ours.median / theirs.median <= 1.4,
    },
    {
      what: 'popup: click on the toolbar → ready, 200 exports in history, worker dead',
      against: 'the same with an empty history',
      figure: ratio(full.median, fresh.median, 'ms'),
      spread: `${spreadOf(full, 'ms')}; ${spreadOf(fresh, 'ms')}`,
      goal: '≤ 1.05',
      met: full.median / fresh.median <= 1.05,
      note: [
        'Where the worker has died and no page is open, the extension has no process: the click starts one first. The empty',
        `extension: ${ms(emptyDead)} with its worker dead, ${ms(emptyAlive)} with its worker alive.`,
      ].join(' '),
    },
    {
      what: 'the same, worker alive',
      against: 'the same with an empty history',
      figure: ratio(fullAlive.median, freshAlive.median, 'ms'),
      spread: `${spreadOf(fullAlive, 'ms')}; ${spreadOf(freshAlive, 'ms')}`,
      goal: '≤ 1.05',
      met: fullAlive.median / freshAlive.median <= 1.05,
    },
    independence('popup: the length of the history, worker dead: 200 exports', [long, short]),
    independence('the same, worker alive', [longAlive, shortAlive]),
  ];
}
