import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { explorerUrl } from '../tests/e2e/world.ts';
import { bigView } from './big-view.ts';
import type { Bench } from './context.ts';
import type { Row } from './row.ts';
import { inTurns, ratio, show, spreadOf, summarize } from './stats.ts';

/*
 * The report of a large file: from the moment that it is chosen to its summary, its first rows and an answered question. Beside
 * it the bare parser: `csvRows` of lib/okr (RFC 4180), which decodes the same bytes and cuts them into
 * cells in a worker, and does nothing with them.
 */

const okrs = 45_000;

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

interface Seen {
  usable: number;
  longest: number;
  search: number;
  filter: number;
  memory: number;
}

/** The report's page with the file, and what a user meets there. */
async function ours({ world }: Bench, file: string): Promise<Seen> {
  const page = await world.chromium.openOwn('report.html');
  try {
    const input = await chosen(page, 'input#open-files');
    await page.evaluate(() => {
      const seen = { begun: 0, longest: 0 };
      Object.assign(window, { seen });
      addEventListener('change', () => (seen.begun ||= performance.now()), true);
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
      }).observe({ type: 'longtask' });
    });
    await input.uploadFile(file);
    await page.waitForSelector('[role=treegrid] [role=row][aria-level]', { timeout: 120_000 });
    const usable = await page.evaluate(
      () =>
        new Promise<number>((resolve) =>
          requestAnimationFrame(() =>
            resolve(performance.now() - (window as unknown as { seen: { begun: number } }).seen.begun),
          ),
        ),
    );
    // What takes reading every check-in is made by then.
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const search = await typed(page, 'forecasts');
    const filter = await pressed(page);
    const [reader] = page.workers();
    const { usedSize = 0, backingStorageSize = 0 } = reader
      ? await reader.client.send('Runtime.getHeapUsage')
      : {};
    const longest = await page.evaluate(
      () => (window as unknown as { seen: { longest: number } }).seen.longest,
    );
    return { usable, longest, search, filter, memory: (usedSize + backingStorageSize) / 1e6 };
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
    const file = join(folder, 'large.csv');
    const content = bigView(okrs);
    writeFileSync(file, content);
    const megabytes = content.length / 1e6;
    const seen: Seen[] = [];
    const [mine, theirs] = await inTurns(
      async () => {
        seen.push(await ours(bench, file));
        return (seen.at(-1) as Seen).usable;
      },
      () => bare(bench, file),
      bench.quick ? 2 : 7,
    );
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
        what: `${what}: chosen → summary and rows`,
        against: 'the bare parser (`csvRows` of lib/okr) on the same file in a worker',
        figure: ratio(mine.median, theirs.median, 'ms'),
        spread: spreadOf(mine, 'ms'),
        goal: '≤ 2',
        met: mine.median <= 2 * theirs.median,
      },
      held('longest', 'longest task of the page', 200, '≤ 200 ms'),
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
