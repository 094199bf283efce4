import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { until } from '../browser/until.ts';
import { csvOf } from '../fixtures/okr/csv.ts';

/** Two exports of one view, a week apart. */
export const [before, after] = ['05_05_1746435600', '05_12_1747040400'].map((stamp) =>
  resolve('tests/fixtures/okr', `VivaGoals_15999_board_review_2025_${stamp}.csv`),
) as [string, string];

/** Long enough to be read for a while. */
export const largeCsv = csvOf([
  ['Id', 'Title', 'Status', 'Checkins'],
  ...Array.from({ length: 50_000 }, (_, i) => [
    String(i + 1),
    `Objective ${i + 1}`,
    i % 2 ? 'On Track' : 'At Risk',
    `Checkin Date: 2025-03-10; User: Åsa; Note: ${'so; '.repeat(40)}; Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;`,
  ]),
]);

/** Files as they lie on a user's disk. */
export function folderOf(files: Record<string, Uint8Array>): { path(name: string): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'export-view-files-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Chooses files in the input of that name. */
export async function choose(page: Page, name: string, ...paths: string[]): Promise<void> {
  const input = await page.waitForSelector(`input[type=file][aria-label="${name}"]`);
  await (input as ElementHandle<HTMLInputElement>).uploadFile(...paths);
}

/** The text of a region, with single spaces. Looked for in the page: the driver's search by name takes seconds in Firefox. */
export const region = (page: Page, name: string): Promise<string> =>
  until(`the region ${name}`, () =>
    page.evaluate((wanted) => {
      const sections = [...document.querySelectorAll<HTMLElement>('section[aria-labelledby]')];
      const found = sections.find(
        ({ attributes }) =>
          document.getElementById(attributes.getNamedItem('aria-labelledby')?.value ?? '')?.innerText ===
          wanted,
      );
      return found?.innerText.replace(/\s+/g, ' ');
    }, name),
  );

/** Until a region says something. */
export const regionSays = (page: Page, name: string, ...parts: string[]): Promise<string> =>
  until(`${name}: ${parts.join(', ')}`, async () => {
    const text = await region(page, name);
    return parts.every((part) => text.includes(part)) ? text : undefined;
  });

/** How many rows the tree or table counts, its header included. */
export const rowCount = (page: Page): Promise<number> =>
  page.$eval('[role=treegrid], [role=grid]', (grid) => Number(grid.getAttribute('aria-rowcount')));

export const rowCountIs = (page: Page, count: number): Promise<unknown> =>
  until(`${count} rows`, async () => (await rowCount(page).catch(() => 0)) === count);

/** What the first rows say: level and title. */
export const firstRows = (page: Page, count: number): Promise<[string | null, string][]> =>
  page.$$eval(
    '[role=treegrid] [role=rowgroup] [role=row][aria-level]',
    (rows, most) =>
      rows
        .slice(0, most)
        .map((row): [string | null, string] => [
          row.getAttribute('aria-level'),
          (row.querySelector('[role=rowheader]') as HTMLElement).innerText.trim(),
        ]),
    count,
  );

/** What whoever listens is told of files that can't be read. */
export const alertSays = (page: Page, ...parts: string[]): Promise<unknown> =>
  until(`told: ${parts.join(', ')}`, async () => {
    const texts = await page.$$eval('[role=alert]', (all) =>
      all.map((one) => (one as HTMLElement).innerText.replace(/\s+/g, ' ')),
    );
    return parts.every((part) => texts.join(' ').includes(part));
  });
