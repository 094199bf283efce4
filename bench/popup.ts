import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { storedFor } from '../tests/e2e/page-states.ts';
import { explorerUrl } from '../tests/e2e/world.ts';
import { account, jobIn, settings } from '../tests/unit/samples.ts';
import type { Bench } from './context.ts';
import type { Row } from './row.ts';
import { inTurns, ratio, spreadOf } from './stats.ts';

/** 200 exports that have ended, as `storage.local` holds them. */
export const fullHistory = () => {
  const jobs = Array.from({ length: 200 }, (_, at) => ({
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
  const store = (items: object) =>
    chromium.evaluate(async (all: object) => {
      await chrome.storage.local.clear();
      await chrome.storage.local.set(all);
    }, items);
  /** Without any page of the extension, so that its process begins anew. */
  const leaveExtension = async () => {
    for (const page of await chromium.browser.pages(true))
      if (page.url().startsWith('chrome-extension:')) await page.close().catch(() => undefined);
    await sleep(300);
  };

  await world.fresh();
  await store({ settings, account });
  const cold = async (id: string) => {
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
  const click = async (items: object, alive: boolean) => {
    await store(items);
    // Asked something, the worker is there; it stays for half a minute.
    await chromium.evaluate(() =>
      chrome.runtime.sendMessage({ name: 'nothing', input: {} }).catch(() => undefined),
    );
    if (!alive) await chromium.killWorker();
    await leaveExtension();
    await explorer.bringToFront();
    const begun = now();
    const popup = await chromium.popup(explorer);
    const { at } = await firstPaint(popup);
    await popup.close();
    return at - begun;
  };
  const [full, fresh] = await inTurns(
    () => click(fullHistory(), false),
    () => click({ settings, account }, true),
    runs,
  );
  await explorer.close();
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
      against: 'the same with empty history and the worker alive',
      figure: ratio(full.median, fresh.median, 'ms'),
      spread: `${spreadOf(full, 'ms')}; ${spreadOf(fresh, 'ms')}`,
      goal: '≤ 1.15',
      met: full.median / fresh.median <= 1.15,
    },
  ];
}
