import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import type { Okr, Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { type OfficeBook, openInOffice } from '../browser/office.ts';
import { until } from '../browser/until.ts';
import { after } from './report-page.ts';
import { press } from './world.ts';

/* What the report's page gives to take along, the same in every browser. */

/** Presses a button of the page and waits for the file that it saves; `files` tells what lies in the downloads folder. */
export async function saved(
  page: Page,
  button: string,
  files: () => { name: string; bytes: Uint8Array }[],
): Promise<{ name: string; bytes: Uint8Array }> {
  const known = new Set(files().map(({ name }) => name));
  await press(page, button);
  return until(`${button}: a file`, async () =>
    files().find(({ name, bytes }) => !known.has(name) && bytes.length > 0),
  );
}

/** What is said of it where a screen reader hears it. */
export const statusSays = (page: Page, what: RegExp): Promise<unknown> =>
  until(`said: ${what}`, async () => {
    const texts = await page.$$eval('[role=status]', (all) =>
      all.map((one) => (one as HTMLElement).innerText.replace(/[\u2066-\u2069]/g, '')),
    );
    return texts.some((text) => what.test(text));
  });

/** The file of the later week, read by the parts that the tests of lib/okr hold. */
export async function laterWeek(): Promise<Report> {
  const { reports } = await readFiles([{ name: after, bytes: readFileSync(after) }]);
  return reports[0] as Report;
}

/** A workbook as LibreOffice opens it: each OKR of the file with its values as numbers, percentages and days. */
export async function expectWorkbook(bytes: Uint8Array): Promise<void> {
  const { okrs } = await laterWeek();
  const { sheets, filters }: OfficeBook = await openInOffice(bytes);
  expect(sheets.map(({ name }) => name)).toEqual(['OKRs', 'Check-ins', 'Changes']);
  expect(filters).toHaveLength(3);
  const [table, checkIns, changes] = sheets;
  const header = table?.rows[0]?.cells.map((cell) => cell?.value) ?? [];
  const rows = table?.rows.slice(1) ?? [];
  expect(rows).toHaveLength(okrs.length);
  const byId = new Map<unknown, Okr>(okrs.map((okr) => [Number(okr.id), okr]));
  for (const { cells } of rows) {
    const at = (name: string) => cells[header.indexOf(name)]?.value;
    const okr = byId.get(at('Id'));
    expect(at('Title')).toBe(okr?.title);
    expect(at('Status')).toBe(okr?.status?.word);
    expect(at('End Date')).toEqual(okr?.due && { date: okr.due });
    expect(at('Progress %')).toEqual(
      okr?.progress === undefined ? undefined : { percent: expect.closeTo(okr.progress / 100, 9) },
    );
    expect(cells.some((cell) => cell?.formula !== undefined)).toBe(false);
  }
  expect(Math.max(...rows.map(({ outline }) => outline))).toBeGreaterThan(1);
  expect((checkIns?.rows.length ?? 0) - 1).toBe(okrs.reduce((sum, okr) => sum + okr.checkIns.length, 0));
  const kinds = changes?.rows.slice(1).map(({ cells }) => cells[2]?.value) ?? [];
  expect(kinds.filter((kind) => kind === 'Added')).toHaveLength(4);
  expect(kinds.filter((kind) => kind === 'No longer there')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'Status')).toHaveLength(3);
}
