import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import { type ChromiumSession, chromeBuild, launchChromium } from '../tests/browser/chromium.ts';
import { explorerUrl } from '../tests/e2e/world.ts';
import type { Bench } from './context.ts';
import type { Row } from './row.ts';
import { ratio, type Summary, show, spreadOf, summarize } from './stats.ts';

/*
 * What a content script costs the page: how long the page's main thread is busy from the navigation until 0.7 s after the load,
 * with ours, and in another browser with one that does nothing. Beside it the script's own part of that, from a trace.
 */

const other = 'https://goals.microsoft.com/home';
const pages = [
  { what: 'an Explorer page', url: explorerUrl(), goal: 4 },
  { what: 'another page of the site', url: other, goal: 1.5 },
];

export async function rows({ world, empty, runs }: Bench): Promise<Row[]> {
  await world.fresh();
  const { emulator } = world;
  const launch = (extension: string) => launchChromium({ emulator, extension, welcomed: true });
  const [ours, none] = await Promise.all([launch(chromeBuild), launch(empty.folder)]);
  try {
    const found: Row[] = [];
    for (const { what, url, goal } of pages) {
      const [mine, theirs] = await loads([ours, none], url, runs);
      found.push({
        what: `content script on ${what}: busy time of the page's main thread`,
        against: 'the page with an empty content script',
        figure: ratio(mine.median, theirs.median, 'ms'),
        spread: `${spreadOf(mine, 'ms')}; ${spreadOf(theirs, 'ms')}`,
        goal: `≤ ${goal}`,
        met: mine.median / theirs.median <= goal,
        note: `The scripts themselves, by trace: ${show(await ownTime(ours, url, runs), 'ms')} / ${show(await ownTime(none, url, runs), 'ms')}.`,
      });
    }
    return [...found, await navigations(ours, none)];
  } finally {
    await ours.close();
    await none.close();
  }
}

/** Loads a page in each browser in turns. */
async function loads(browsers: ChromiumSession[], url: string, runs: number): Promise<[Summary, Summary]> {
  const tabs = await Promise.all(
    browsers.map(async ({ browser }) => {
      const page = await browser.newPage();
      const session = await page.createCDPSession();
      await session.send('Performance.enable');
      return { page, session, values: [] as number[] };
    }),
  );
  for (let run = -3; run < runs; run++)
    for (let at = 0; at < tabs.length; at++) {
      const tab = tabs[(at + run + 3) % tabs.length] as (typeof tabs)[number];
      const busy = await busyTime(tab.page, tab.session, url);
      if (run >= 0) tab.values.push(busy);
    }
  for (const { page } of tabs) await page.close();
  return tabs.map(({ values }) => summarize(values)) as [Summary, Summary];
}

/** @returns ms */
async function busyTime(page: Page, session: CDPSession, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url);
  await sleep(700);
  return 1000 * (await metric(session, 'TaskDuration'));
}

/** What the script itself takes, evaluated and called back: ms, median. */
async function ownTime(
  { browser, extensionId }: ChromiumSession,
  url: string,
  runs: number,
): Promise<number> {
  const page = await browser.newPage();
  const times: number[] = [];
  for (let run = -2; run < runs; run++) {
    await page.goto('about:blank');
    await page.tracing.start({ categories: ['devtools.timeline'] });
    await page.goto(url);
    await sleep(500);
    const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop())) as {
      traceEvents: { name: string; dur?: number; args: { data?: { url?: string } } }[];
    };
    const own = traceEvents.filter(
      ({ name, args }) =>
        ['EvaluateScript', 'FunctionCall'].includes(name) && args.data?.url?.includes(extensionId),
    );
    if (run >= 0) times.push(own.reduce((sum, { dur = 0 }) => sum + dur / 1000, 0));
  }
  await page.close();
  return summarize(times).median;
}

async function metric(session: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}

/** Heap and listeners after 1,000 client-side navigations between views and other pages. */
async function navigations(ours: ChromiumSession, empty: ChromiumSession): Promise<Row> {
  const grown = async ({ browser }: ChromiumSession) => {
    const page = await browser.newPage();
    await page.goto(explorerUrl());
    const session = await page.createCDPSession();
    await session.send('Performance.enable');
    const navigate = (times: number) =>
      page.evaluate(
        async (addresses: string[], count: number) => {
          for (let at = 0; at < count; at++) {
            history.pushState({}, '', addresses[at % addresses.length] as string);
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        },
        [other, explorerUrl(), `${explorerUrl().slice(0, -4)}aaaa`],
        times,
      );
    const state = async () => {
      await sleep(500);
      for (let at = 0; at < 3; at++) await session.send('HeapProfiler.collectGarbage');
      return {
        heap: (await metric(session, 'JSHeapUsedSize')) / 1000,
        listeners: await metric(session, 'JSEventListeners'),
        nodes: await metric(session, 'Nodes'),
      };
    };
    await navigate(250);
    const before = await state();
    await navigate(1000);
    const after = await state();
    await page.close();
    return {
      heap: after.heap - before.heap,
      listeners: after.listeners - before.listeners,
      nodes: after.nodes - before.nodes,
    };
  };
  const [mine, least] = [await grown(ours), await grown(empty)];
  return {
    what: 'content script: growth by 1,000 client-side navigations (after 250)',
    against: 'an empty content script',
    figure: `heap ${show(mine.heap, 'kB')} / ${show(least.heap, 'kB')}, listeners ${mine.listeners} / ${least.listeners}, nodes ${mine.nodes} / ${least.nodes}`,
    goal: 'no growth (listeners 0, heap within 100 kB of the empty one)',
    met: mine.listeners <= 0 && mine.heap - least.heap < 100,
  };
}
