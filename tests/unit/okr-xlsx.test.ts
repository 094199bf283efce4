// @vitest-environment node
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { limits } from '../../lib/okr/limits.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { columnOf } from '../../lib/okr/write/names.ts';
import { idCell, type XlsxCell, type XlsxOptions, xlsxOf, xlsxParts } from '../fixtures/okr/xlsx.ts';

const read = (bytes: Uint8Array) => readFiles([{ name: 'view.xlsx', bytes }]);
const cellsOf = async (rows: XlsxCell[][], options?: XlsxOptions) => {
  const { reports, troubles } = await read(xlsxOf(rows, options));
  expect(troubles).toEqual([]);
  return reports[0]?.okrs.map(({ cells }) => cells);
};
const link = 'https://goals.microsoft.com/org/15999/goals/2290005';

test('ids are formulas: the text in them counts, whatever was worked out last, and the link is kept', async () => {
  const { reports } = await read(
    xlsxOf([
      ['Id', 'Title'],
      [idCell('2290005', link), 'none'],
      [idCell('2290006', link, '0'), 'zero'],
      [idCell('2290007', 'javascript:alert(1)'), 'no link'],
    ]),
  );
  expect(reports[0]).toMatchObject({ kind: 'xlsx', name: 'view', files: [{ kind: 'xlsx' }] });
  expect(reports[0]?.okrs.map(({ id, link: to }) => [id, to])).toEqual([
    ['2290005', link],
    ['2290006', link],
    ['2290007', undefined],
  ]);
});

test('hyperlinks that stand beside the cells, also for several of them', async () => {
  const rows = [['Title', 'Id'], ...['1', '2', '3'].map((id) => [`OKR ${id}`, id])];
  const hyperlinks = {
    'B2:B3': 'https://goals.microsoft.com/a?b=1&c=2',
    A4: 'https://goals.microsoft.com/c',
  };
  const { reports } = await read(xlsxOf(rows, { hyperlinks }));
  expect(reports[0]?.okrs.map(({ link: to }) => to)).toEqual([
    hyperlinks['B2:B3'],
    hyperlinks['B2:B3'],
    hyperlinks.A4,
  ]);
});

const styled = (style: number, value: number): XlsxCell => ({ xml: `<c s="${style}"><v>${value}</v></c>` });

test.each<[string, number, string]>([
  ['yyyy\\-mm\\-dd', 45_658, '2025-01-01'],
  ['[$-409]d. mmmm yyyy;@', 45_658, '2025-01-01'],
  ['yyyy-mm-dd hh:mm:ss', 45_658.5, '2025-01-01 12:00:00 UTC'],
  ['0.00%', 0.4292, '42.92%'],
  ['0.00%', -0.07, '-7%'],
  ['"day" 0.0', 3, '3'],
  ['[Red]0.00', 0.1 + 0.2, '0.3'],
  ['General', 45_658, '45658'],
  ['#,##0.00 [$€-407]', 1234.5, '1234.5'],
])('a number shown as %s: %d is %s', async (format, value, shown) => {
  expect(
    await cellsOf(
      [
        ['Title', 'X'],
        ['a', styled(1, value)],
      ],
      { formats: [format] },
    ),
  ).toEqual([['a', shown]]);
});

test('dates of old Macs are counted from 1904', async () => {
  const rows = [
    ['Title', 'Start Date'],
    ['a', styled(1, 44_196)],
  ];
  const { reports } = await read(xlsxOf(rows, { formats: ['yyyy-mm-dd'], since1904: true }));
  expect(reports[0]?.okrs[0]?.start).toBe('2025-01-01');
});

test('texts of all forms: rich, with how it is spoken, in the cell, escaped; truths, errors, formulas', async () => {
  const cells: XlsxCell[] = [
    {
      xml: '<c t="inlineStr"><is><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></is></c>',
    },
    { xml: '<c t="str"><f>A1&amp;"x"</f><v>worked &lt;out&gt;</v></c>' },
    { xml: '<c><f>SUM(A1:A9)</f></c>' },
    { xml: '<c t="str"><f>IF(A1=0,"",A1)</f><v></v></c>' },
    { xml: '<c t="e"><v>#REF!</v></c>' },
    { xml: '<c t="d"><v>2025-01-31</v></c>' },
    true,
    'a_x000D_b',
    ' kept & <b>"\n',
  ];
  const header = ['Title', 'a', 'b', 'none', 'c', 'd', 'e', 'f', 'g'];
  expect(await cellsOf([header, cells])).toEqual([
    ['rich', 'worked <out>', '=SUM(A1:A9)', '', '#REF!', '2025-01-31', 'TRUE', 'a\rb', ' kept & <b>"\n'],
  ]);
});

test.each<[string, XlsxOptions]>([
  ['texts in the cells', { inline: true }],
  ['cells without a place', { placeless: true }],
  ['elements with a prefix', { prefix: 'x' }],
  ['another sheet before it', { otherSheets: [[['Title'], ['of another']]] }],
  ['an active sheet that holds no view', { otherSheets: [[['notes', 'mine']]], active: 0 }],
  ['an active sheet that is not there', { active: 7 }],
])('%s', async (_, options) => {
  const rows: XlsxCell[][] = [['Id', undefined, 'Title'], ['1', undefined, 'one'], [], ['2', 'x', 'two']];
  const { reports } = await read(xlsxOf(rows, options));
  expect(reports[0]?.okrs.map(({ id, title, row }) => [id, title, row])).toEqual([
    ['1', 'one', 2],
    ['2', 'two', 4],
  ]);
});

test('sheets with the same columns are views of their own, the active one first; no other sheet is, nor a hidden one', async () => {
  const header = ['Id', 'Title', 'Status', 'Owner', 'Due'];
  const week = (title: string): XlsxCell[][] => [header, ['1', title, 'At Risk', 'Åsa', '2025-03-31']];
  const checkIns: XlsxCell[][] = [
    ['Title', 'Date', 'Note', 'Status'],
    ['one', '2025-03-01', 'fine', 'On Track'],
  ];
  const sums: XlsxCell[][] = [
    ['Status', 'Count'],
    ['At Risk', 1],
  ];
  const otherSheets = [week('last week'), checkIns, sums, week('not shown'), [['mine']]];
  const { reports } = await read(xlsxOf(week('this week'), { otherSheets, hidden: [3] }));
  expect(reports.map(({ name, okrs }) => [name, okrs.map(({ title }) => title).join()])).toEqual([
    ['Sheet6', 'this week'],
    ['Sheet1', 'last week'],
  ]);
});

test('a sheet that leaves out more cells than any machine has room for: told, the rest is shown', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `<row r="${i + 2}"><c r="A${i + 2}"><v>${i}</v></c><c r="GJH${i + 2}"><v>1</v></c></row>`,
  );
  const title = '<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>';
  const sheet = `<worksheet><sheetData>${title}${rows.join('')}</sheetData></worksheet>`;
  const parts = { ...xlsxParts([]), 'xl/worksheets/sheet1.xml': strToU8(sheet) };
  const { cells } = limits;
  limits.cells = 100_000;
  try {
    const [report] = (await read(zipSync(parts))).reports;
    expect(report?.troubles.map(({ code, row }) => [code, row])).toContainEqual(['tooManyCells', 22]);
    expect(report?.okrs).toHaveLength(20);
  } finally {
    limits.cells = cells;
  }
});

test.each([
  ['A1', 0],
  ['Z9', 25],
  ['AA10', 26],
  ['$XFD$1', 16_383],
  ['1', undefined],
])('the column of %s', (reference, column) => {
  expect(columnOf(reference)).toBe(column);
});

test('protected by a password, of the older format, cut off, or without a workbook: told as what it is', async () => {
  const codes = async (bytes: Uint8Array) => (await read(bytes)).troubles.map(({ code }) => code);
  const old = (stream: string) =>
    Uint8Array.from([
      ...[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      ...new Uint8Array(504),
      ...Buffer.from(stream, 'utf16le'),
    ]);
  expect(await codes(old('EncryptedPackage'))).toEqual(['xlsxUnreadable']);
  expect(await codes(old('Workbook'))).toEqual(['otherSpreadsheet']);
  expect(await codes(zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet/>') }))).toEqual([
    'xlsxUnreadable',
  ]);
  expect(await codes(xlsxOf([['Title'], ['a']]).slice(0, 900))).toEqual(['zipUnreadable']);
});
