import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breathing } from '../../lib/okr/breath.ts';
import type { Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { sheetNames } from '../../lib/okr/write/names.ts';
import type { SheetCell } from '../../lib/okr/write/sheet.ts';
import { type Labels, workbookOf } from '../../lib/okr/write/workbook.ts';
import { writeXlsx } from '../../lib/okr/write/xlsx.ts';
import { type OfficeSheet, openInOffice } from '../browser/office.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { viewRows } from '../fixtures/okr/organization.ts';
import { essence, organization } from './okr-made.ts';
import { seed, times } from './runs.ts';

const labels = new Proxy({} as Labels, {
  get: (_, key) => (key === 'checkIns' ? 'Check-ins' : key === 'kinds' ? {} : String(key)),
});
const readOne = async (name: string, bytes: Uint8Array) =>
  (await readFiles([{ name, bytes }])).reports[0] as Report;

test('what is saved as Excel is read again as it was, also the check-ins, which have a sheet of their own', () =>
  fc.assert(
    fc.asyncProperty(organization, async (okrs) => {
      const report = await readOne('view.csv', new TextEncoder().encode(csvOf(viewRows(okrs))));
      const rows = report.okrs.map((okr) => ({ okr, level: 1 }));
      const { bytes } = await writeXlsx(workbookOf(report, rows, labels), 'view', breathing({}));
      const again = await readOne('view.xlsx', bytes);
      // A line break in a cell is one character.
      const plain = (okr: Report['okrs'][number]) =>
        JSON.stringify(essence(okr)).replaceAll('\\r\\n', '\\n').replaceAll('\\r', '\\n');
      expect(again.okrs.map(plain)).toEqual(report.okrs.map(plain));
      expect(again.hasCheckIns).toBe(report.okrs.some(({ checkIns }) => checkIns.length > 0));
      const troubles = report.troubles.filter(({ code }) => code !== 'checkInUnreadable');
      expect(again.troubles).toEqual(troubles.map((trouble) => ({ ...trouble, file: 'view.xlsx' })));
    }),
    times(0.5),
  ));

/** Texts as nobody would think of them, but for controls, which LibreOffice does not keep. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc
      .array(
        fc.constantFrom(
          '=',
          '+',
          '-',
          '@',
          '_x0041_',
          '<b>',
          '&amp;',
          "'",
          '"',
          '  ',
          '\n',
          '\t',
          '1',
          '🎯',
          '\u202e',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
    fc.constantFrom(
      '=1+1',
      '=HYPERLINK("https://evil.example")',
      '-1',
      '1e5',
      '25%',
      'TRUE',
      '2025-01-31',
      '#N/A',
    ),
  )
  .map((all) => all.replace(/(?![\t\n])\p{Cc}/gu, ''))
  // Of several lines LibreOffice keeps no tabs.
  .map((all) => (all.includes('\n') ? all.replaceAll('\t', ' ') : all));
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e12, max: 1e12 }));
const cell: fc.Arbitrary<SheetCell> = fc.oneof(
  text,
  number,
  fc
    .integer({ min: -100_000, max: 100_000 })
    .map((hundredths): SheetCell => ({ number: hundredths / 1e4, format: 'percentFine' })),
  fc.integer({ min: 61, max: 80_000 }).map((days): SheetCell => ({ number: days, format: 'day' })),
  fc.constant(undefined),
);

/** The same, as LibreOffice would tell it. */
const told = (one: SheetCell): unknown => {
  if (one === undefined || one === '') return undefined;
  if (typeof one === 'string') return { value: one };
  if (typeof one === 'number') return { value: expect.closeTo(one, 3) };
  if (one.format === 'day')
    return {
      value: { date: new Date(Date.UTC(1899, 11, 30) + one.number * 86_400_000).toISOString().slice(0, 10) },
    };
  return { value: { percent: expect.closeTo(one.number, 9) } };
};

test('LibreOffice finds the same sheets, values and types, and no formula, in whatever is written', async () => {
  const row = fc.record({
    cells: fc.array(cell, { minLength: 4, maxLength: 4 }),
    outline: fc.integer({ min: 0, max: 9 }),
  });
  const rows = fc.sample(row, { numRuns: 400, seed });
  const columns = ['=A1', 'Title', '<b>', '1'].map((name) => ({ name, width: 12 }));
  const sheets = [
    {
      name: 'O\'K: <R> & "more"',
      columns,
      rows: rows.map((one) => ({ ...one, cells: ['x', ...one.cells.slice(1)] })),
    },
    { name: 'o\'k  <r> & "MORE"', columns, rows: [] },
    {
      name: 'History',
      columns,
      rows: rows.map(({ cells }) => ({
        cells: ['x', ...cells.slice(1)],
        links: [[0, 'https://goals.microsoft.com/goals/1?a=1&b=2']],
      })) as never,
    },
  ];
  const { bytes } = await writeXlsx(sheets, '<title>', breathing({}));
  const { sheets: found, filters } = await openInOffice(bytes);
  expect(found.map(({ name }) => name)).toEqual(sheetNames(sheets.map(({ name }) => name)));
  for (const [at, { rows: expected }] of sheets.entries()) {
    const [header, ...others] = (found[at] as OfficeSheet).rows;
    expect(header?.cells.map((one) => one?.value)).toEqual(columns.map(({ name }) => name));
    expect(others.length).toBe(expected.length);
    for (const [line, { cells }] of expected.entries()) {
      const same = cells.map(told);
      while (same.at(-1) === undefined) same.pop();
      const link =
        at === 2 ? [{ value: 'x', link: 'https://goals.microsoft.com/goals/1?a=1&b=2' }] : [{ value: 'x' }];
      expect(others[line]?.cells).toEqual([...link, ...same.slice(1)]);
    }
  }
  expect(found[0]?.rows.slice(1).map(({ outline }) => outline)).toEqual(
    rows.map(({ outline }) => Math.min(7, outline)),
  );
  expect(filters.map((range) => range.slice(range.lastIndexOf('.')))).toEqual(['.D401', '.D1', '.D401']);
});
