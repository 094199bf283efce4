import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import writeExcelFile from 'write-excel-file/node';
import type { Report } from '../lib/okr/model.ts';
import { readFiles } from '../lib/okr/read.ts';
import { plainOkr } from '../lib/okr/table-okr.ts';
import type { Sheet, SheetCell } from '../lib/okr/write/sheet.ts';
import { type Labels, workbookOf } from '../lib/okr/write/workbook.ts';
import { writeXlsx } from '../lib/okr/write/xlsx.ts';
import type { Thoroughness } from './context.ts';
import type { Row } from './row.ts';
import { inTurns, ratio, spreadOf } from './stats.ts';

/*
 * "Save as Excel" of 5,000 OKRs with their check-ins, in Node: the same cells with the same formats, frozen headers and
 * filters by this extension and by two libraries, as far as they have these.
 */

const file = 'tests/fixtures/okr/VivaGoals_15999_board_review_2025_05_12_1747040400.csv';
const count = 5000;

const labels = new Proxy({} as Labels, { get: (_, key) => String(key) });

/** One organization as often as it takes: each OKR with a title and an id of its own. */
async function sheetsOf(): Promise<Sheet[]> {
  const { reports } = await readFiles([{ name: 'view.csv', bytes: readFileSync(file) }]);
  const { okrs, ...report } = reports[0] as Report;
  const rows = Array.from({ length: count }, (_, at) => {
    const okr = okrs[at % okrs.length] as Report['okrs'][number];
    const many = { ...plainOkr(okr), id: String(1_000_000 + at), title: `${okr.title} ${at}` };
    return { okr: many, level: 1 + (at % 4) };
  });
  return workbookOf({ ...report, okrs: rows.map(({ okr }) => okr) }, rows, labels);
}

const ours = async (sheets: Sheet[]): Promise<Uint8Array> =>
  (await writeXlsx(sheets, 'view', () => undefined)).bytes;

const formats = {
  number: undefined,
  percent: '0%',
  percentFine: '0.00%',
  day: 'dd/mm/yyyy',
  time: 'dd/mm/yyyy hh:mm',
};
const formatOf = (cell: SheetCell) => (typeof cell === 'object' ? formats[cell.format] : undefined);
const plain = (cell: SheetCell) => (typeof cell === 'object' ? cell.number : cell);

async function exceljs(sheets: Sheet[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const { name, columns, rows } of sheets) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ name: header, width }) => ({ header, width }));
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: columns.length } };
    for (const { cells, outline = 0 } of rows) {
      const row = sheet.addRow(cells.map(plain));
      row.outlineLevel = outline;
      for (const [at, cell] of cells.entries()) {
        const format = formatOf(cell);
        if (format) row.getCell(at + 1).numFmt = format;
      }
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function writeExcel(sheets: Sheet[]): Promise<Uint8Array> {
  const book = sheets.map(({ name, columns, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map(({ width }) => ({ width })),
    data: [
      columns.map(({ name: header }) => ({ value: header, fontWeight: 'bold' as const })),
      ...rows.map(({ cells }) =>
        cells.map((cell) => {
          const value = plain(cell);
          if (value === undefined || value === '') return null;
          const format = formatOf(cell);
          return typeof value === 'number'
            ? { value, type: Number, ...(format && { format }) }
            : { value, type: String };
        }),
      ),
    ],
  }));
  return new Uint8Array(await writeExcelFile(book).toBuffer());
}

export async function rows({ quick }: Thoroughness): Promise<Row[]> {
  const sheets = await sheetsOf();
  const lines = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  const what = `"Save as Excel": ${count} OKRs, ${lines - count} check-ins`;
  const timed = (write: typeof ours) => async () => {
    const begun = performance.now();
    await write(sheets);
    return performance.now() - begun;
  };
  const found: Row[] = [];
  for (const [name, write] of [
    ['exceljs', exceljs],
    ['write-excel-file', writeExcel],
  ] as const) {
    const [mine, theirs] = await inTurns(timed(ours), timed(write), quick ? 2 : 9);
    found.push({
      what: `${what}: time`,
      against: `${name}, the same cells, in Node`,
      figure: ratio(mine.median, theirs.median, 'ms'),
      spread: spreadOf(mine, 'ms'),
      goal: '< 1',
      met: mine.median < theirs.median,
    });
  }
  const sizes = await Promise.all(
    [ours, exceljs, writeExcel].map(async (write) => (await write(sheets)).length / 1000),
  );
  const [own = 0, ...others] = sizes;
  const least = Math.min(...others);
  found.push({
    what: `${what}: size`,
    against: 'the smaller of exceljs and write-excel-file',
    figure: ratio(own, least, 'kB'),
    goal: '≤ 1.10',
    met: own <= 1.1 * least,
    note: 'links of OKRs and outlines are in the file of this extension alone',
  });
  return found;
}
