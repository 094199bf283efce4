import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFiles } from '../../lib/okr/read.ts';
import { openInOffice } from '../browser/office.ts';
import { until } from '../browser/until.ts';
import { after, before, choose, folderOf, regionSays, rowCountIs } from './report-page.ts';
import { expectWorkbook, laterWeek, saved, statusSays } from './report-taken.ts';
import { press, shoot, startWorld, type World } from './world.ts';

/* What one takes along of a report: saved, copied, prepared for another tool. */

const formulas = folderOf({
  'formulas.csv': new TextEncoder().encode(
    'Id,Title,Status,Progress %\n1,"=HYPERLINK(""https://evil.example"")",On Track,-5\n2,@SUM(1),At Risk,25.5\n',
  ),
});
let world: World;
let page: Page;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh({ setUp: false });
  page = await world.chromium.openOwn('report.html');
});
afterAll(async () => {
  formulas.remove();
  await world?.close();
});

const files = () => world.files().map((name) => ({ name, bytes: world.fileBytes(name) }));
const textOf = ({ bytes }: { bytes: Uint8Array }) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

test('as Excel: LibreOffice finds three sheets with the values, types and outline of the file', async () => {
  await choose(page, 'Open files', after);
  await regionSays(page, 'Summary', 'OKRs 163');
  await choose(page, 'Compare with', before);
  await regionSays(page, 'Changes', 'Added 4');
  const file = await saved(page, 'Save as Excel', files);
  expect(file.name).toBe('board review 2025-05-12.xlsx');
  await statusSays(page, /Saved: .*\.xlsx · rows: 163/);
  await shoot(page, 'report-saved');
  await expectWorkbook(file.bytes);
});

test('as CSV: what is shown, for spreadsheets; it can be opened again', async () => {
  await press(page, 'At Risk 32');
  await rowCountIs(page, 33);
  const file = await saved(page, 'Save as CSV', files);
  const text = textOf(file);
  expect(text.startsWith('\ufeff')).toBe(true);
  expect(text.replaceAll('\r\n', '').includes('\r')).toBe(false);
  const { reports } = await readFiles([file]);
  await statusSays(page, /Hidden columns and check-ins are not in it; “Save as Excel” takes them along/);
  const expected = (await laterWeek()).okrs.filter(({ status }) => status?.known === 'atRisk');
  expect(reports[0]?.okrs.map(({ title }) => title).sort()).toEqual(
    expected.map(({ title }) => title).sort(),
  );
});

test('as a table on the clipboard, in both forms', async () => {
  await page.bringToFront();
  const session = await page.createCDPSession();
  await session.send(
    'Browser.grantPermissions' as never,
    {
      permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'],
    } as never,
  );
  await press(page, 'Copy table');
  await statusSays(page, /Rows copied: 32/);
  const [html, plain] = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const text = async (type: string) => (await item?.getType(type))?.text() ?? '';
    return Promise.all([text('text/html'), text('text/plain')]);
  });
  expect(plain?.split(/\r?\n/)[0]).toMatch(/^Title\t/);
  expect(plain).toContain('At Risk');
  expect(html?.match(/<tr/g)).toHaveLength(33);
});

test('for another tool: what is missing stands by row before anything is written', async () => {
  const saving = files().length;
  await press(page, 'Prepare for another tool');
  const dialog = await page.waitForSelector('dialog[open]');
  const says = () => dialog?.evaluate((element) => (element as HTMLElement).innerText) ?? '';
  await until('doubts', async () => /Missing or doubtful: \d/.test(await says()));
  await shoot(page, 'report-prepare');
  expect(files()).toHaveLength(saving);
  const file = await saved(page, 'Save table', files);
  const [header, ...rows] = textOf(file).trimEnd().split('\r\n');
  expect(header).toMatch(/^Order,Type,Summary,Status,Period,Owner,/);
  expect(rows.length).toBeGreaterThanOrEqual(163);
  // What is filtered by holds where that is wanted.
  await page.click('dialog.prepare .only-shown input');
  const part = await saved(page, 'Save table', files);
  await shoot(page, 'report-prepare-shown');
  const partRows = textOf(part).trimEnd().split('\r\n').length - 1;
  expect(partRows).toBeGreaterThan(0);
  expect(partRows).toBeLessThan(100);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { hidden: true });
});

test('nothing that looks like a formula runs', async () => {
  await choose(page, 'Open files', formulas.path('formulas.csv'));
  await rowCountIs(page, 3);
  const text = textOf(await saved(page, 'Save as CSV', files));
  expect(text).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(text).toContain("'@SUM(1)");
  expect(text).toMatch(/,-5(?:,|\r|$)/m);
  expect(text).not.toContain("'-5");
  // Nor where it is pasted.
  await page.bringToFront();
  await press(page, 'Copy table');
  await statusSays(page, /Rows copied: 2/);
  const pasted = await page.evaluate(async () => {
    const whole = { unsanitized: ['text/html'] } as never;
    const [item] = await (navigator.clipboard.read as (how: never) => Promise<ClipboardItems>)(whole);
    return (await item?.getType('text/html'))?.text() ?? '';
  });
  const { sheets } = await openInOffice(new TextEncoder().encode(pasted), 'html');
  const cells = sheets[0]?.rows.flatMap((row) => row.cells) ?? [];
  expect(cells.map((cell) => cell?.value)).toContain('=HYPERLINK("https://evil.example")');
  expect(cells.filter((cell) => cell?.formula || cell?.link)).toEqual([]);
});
