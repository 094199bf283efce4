import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { explorerUrl } from '../tests/e2e/world.ts';
import { bigView } from './big-view.ts';
import type { Bench } from './context.ts';
import { firstPaint } from './popup.ts';
import type { Row } from './row.ts';
import { floors, scrolled } from './scrolling.ts';
import { inTurns, ratio, show, spreadOf, summarize } from './stats.ts';

/*
 * The report of a large file: from the moment that it is chosen to its summary, its first rows and an answered question. Beside
 * it the bare parser: `csvRows` of lib/okr (RFC 4180), which decodes the same bytes and cuts them into
 * cells in a worker, and does nothing with them.
 */

const okrs = 45_000;
/** 1 MB. */
const few = 960;

/** The parser's own files, one after the other, as a worker's script. */
const parser = ['limits', 'csv-tail', 'csv']
  .map((name) => stripTypeScriptTypes(readFileSync(`lib/okr/${name}.ts`, 'utf8')))
  .join('\n')
  .replace(/^import .*$/gm, '')
  .replace(/^export /gm, '');
const worker = `${parser}
onmessage = async ({ data }) => {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await data.arrayBuffer());
  const rows = [];
  for (const { cells } of csvRows(text, ',')) rows.push(cells);
  postMessage(rows.length);
};`;

const chosen = async (page: Page, selector: string) =>
  (await page.waitForSelector(selector)) as ElementHandle<HTMLInputElement>;

/** From choosing the file to the last row's cells, in a page that does nothing else. */
async function bare({ world }: Bench, file: string): Promise<number> {
  const page = await world.chromium.browser.newPage();
  try {
    // Its own rules would let no worker of ours run.
    await page.setBypassCSP(true);
    await page.goto(explorerUrl());
    await page.bringToFront();
    await page.evaluate((script: string) => {
      document.body.innerHTML = '<input type="file" id="bare">';
      const input = document.querySelector('#bare') as HTMLInputElement;
      input.onchange = () => {
        const begun = performance.now();
        const reader = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
        reader.onmessage = () => {
          document.body.dataset.ms = String(performance.now() - begun);
          reader.terminate();
        };
        reader.postMessage(input.files?.[0]);
      };
    }, worker);
    await (await chosen(page, '#bare')).uploadFile(file);
    await page.waitForFunction(() => document.body.dataset.ms, { timeout: 120_000, polling: 100 });
    return Number(await page.evaluate(() => document.body.dataset.ms));
  } finally {
    await page.close();
  }
}

/** What an empty page of an extension takes until its first paint. */
async function emptyPage({ world, empty }: Bench): Promise<number> {
  const page = await world.chromium.open(`chrome-extension://${empty.id}/popup.html`);
  try {
    return (await firstPaint(page)).since;
  } finally {
    await page.close();
  }
}

interface Opened {
  page: Page;
  usable: number;
}

/** The report's page with the file: from choosing it to its summary and rows, painted. */
async function opened({ world }: Bench, file: string): Promise<Opened> {
  const page = await world.chromium.openOwn('report.html');
  await page.bringToFront();
  const input = await chosen(page, 'input#open-files');
  await page.evaluate(() => {
    const seen = { begun: 0, usable: 0, longest: 0 };
    Object.assign(window, { seen });
    addEventListener('change', () => (seen.begun ||= performance.now()), true);
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        if (startTime > seen.begun) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask' });
    const look = () => {
      const drawn =
        document.querySelector('.summary .chip') && document.querySelector('[role=row][aria-level]');
      if (!drawn) return requestAnimationFrame(look);
      // The next frame begins when the one that holds them is painted.
      return requestAnimationFrame(() => (seen.usable = performance.now() - seen.begun));
    };
    requestAnimationFrame(look);
  });
  await input.uploadFile(file);
  await page.waitForFunction(() => (window as unknown as Watched).seen.usable > 0, {
    timeout: 120_000,
    polling: 100,
  });
  return { page, usable: await page.evaluate(() => (window as unknown as Watched).seen.usable) };
}

interface Watched {
  seen: { begun: number; usable: number; longest: number };
}

async function closedAgain(open: Promise<Opened>): Promise<number> {
  const { page, usable } = await open;
  await page.close();
  return usable;
}

interface Seen {
  usable: number;
  longest: number;
  frame: number;
  search: number;
  filter: number;
  memory: number;
}

/** The large file, and what a user meets there. */
async function ours(bench: Bench, file: string): Promise<Seen> {
  const { page, usable } = await opened(bench, file);
  try {
    // What takes reading every check-in is made by then.
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const frame = await scrolled(page, '[role=treegrid]');
    const search = await typed(page, 'forecasts');
    const filter = await pressed(page);
    const [reader] = page.workers();
    const { usedSize = 0, backingStorageSize = 0 } = reader
      ? await reader.client.send('Runtime.getHeapUsage')
      : {};
    const longest = await page.evaluate(() => (window as unknown as Watched).seen.longest);
    return { usable, longest, frame, search, filter, memory: (usedSize + backingStorageSize) / 1e6 };
  } finally {
    await page.close();
  }
}

/** From a letter to the count of what is found. */
const typed = (page: Page, text: string): Promise<number> =>
  page.evaluate(async (value: string) => {
    const input = document.querySelector('search input[type=search]') as HTMLInputElement;
    const count = document.querySelector('.found [role=status]') as HTMLElement;
    const before = count.textContent;
    const begun = performance.now();
    input.value = value;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    while (count.textContent === before) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - begun;
  }, text);

/** From a press on a number of the summary to the count of whom it means. */
const pressed = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const chip = document.querySelector('.summary .part .chip') as HTMLElement;
    const count = document.querySelector('.found [role=status]') as HTMLElement;
    const before = count.textContent;
    const begun = performance.now();
    chip.click();
    while (count.textContent === before) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - begun;
  });

export async function rows(bench: Bench): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'export-view-reading-'));
  try {
    const [small, file] = [join(folder, 'small.csv'), join(folder, 'large.csv')];
    writeFileSync(small, bigView(few));
    const content = bigView(okrs);
    writeFileSync(file, content);
    const megabytes = content.length / 1e6;
    const [mineSmall, theirsSmall] = await inTurns(
      () => closedAgain(opened(bench, small)),
      async () => (await bare(bench, small)) + (await emptyPage(bench)),
      bench.runs,
    );
    const seen: Seen[] = [];
    const [mine, theirs] = await inTurns(
      async () => {
        seen.push(await ours(bench, file));
        return (seen.at(-1) as Seen).usable;
      },
      () => bare(bench, file),
      bench.quick ? 2 : 7,
    );
    const least: Awaited<ReturnType<typeof floors>>[] = [];
    for (let run = 0; run < seen.length; run++) least.push(await floors(bench, content));
    const table = summarize(least.map((one) => one.table));
    const box = summarize(least.map((one) => one.box));
    const of = (value: keyof Seen) => summarize(seen.map((one) => one[value]));
    const what = `report of ${show(megabytes, 'MB')}, ${okrs} OKRs with check-ins`;
    const held = (name: keyof Seen, text: string, most: number, goal: string): Row => ({
      what: `${what}: ${text}`,
      against: '–',
      figure: show(of(name).median, 'ms'),
      spread: spreadOf(of(name), 'ms'),
      goal,
      met: of(name).median <= most,
    });
    return [
      {
        what: `report of ${show(statSync(small).size / 1e6, 'MB')}: chosen → summary and rows, painted`,
        against:
          'the bare parser (`csvRows` of lib/okr) on the same file in a worker, and the first paint of an empty extension’s page',
        figure: ratio(mineSmall.median, theirsSmall.median, 'ms'),
        spread: `${spreadOf(mineSmall, 'ms')}; ${spreadOf(theirsSmall, 'ms')}`,
        goal: '≤ 1.5',
        met: mineSmall.median <= 1.5 * theirsSmall.median,
      },
      {
        what: `${what}: chosen → summary and rows`,
        against: 'the bare parser (`csvRows` of lib/okr) on the same file in a worker',
        figure: ratio(mine.median, theirs.median, 'ms'),
        spread: `${spreadOf(mine, 'ms')}; ${spreadOf(theirs, 'ms')}`,
        goal: '≤ 2',
        met: mine.median <= 2 * theirs.median,
      },
      held('longest', 'longest task of the page', 200, '≤ 200 ms'),
      {
        ...held('frame', '95 % of the frames while scrolling take at most', 16.7, '≤ 16.7 ms'),
        against:
          'the first cells of the same rows in a plain table that is there as a whole, scrolled the same way',
        figure: ratio(of('frame').median, table.median, 'ms'),
        spread: `${spreadOf(of('frame'), 'ms')}; ${spreadOf(table, 'ms')}`,
        note: `an empty box that has lines for its rows, scrolled the same way: ${show(box.median, 'ms')}`,
      },
      held('search', 'a search’s result', 100, '≤ 100 ms'),
      held('filter', 'a filter’s result', 100, '≤ 100 ms'),
      {
        what: `${what}: memory of its worker`,
        against: 'the size of the file',
        figure: ratio(of('memory').median, megabytes, 'MB'),
        goal: '≤ 8',
        met: of('memory').median <= 8 * megabytes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
