import { expect } from 'vitest';
import { readFiles } from '../../lib/okr/read.ts';
import { openInOffice } from '../browser/office.ts';

/* What an export is saved as where the settings want Excel, the same in every browser. */

/** Each OKR of the service's CSV, with its values and check-ins, as LibreOffice and our own reader find them in the workbook. */
export async function expectTheSameInExcel(xlsx: Uint8Array, csv: Uint8Array): Promise<void> {
  const [sent] = (await readFiles([{ name: 'sent.csv', bytes: csv }])).reports;
  const { reports } = await readFiles([{ name: 'saved.xlsx', bytes: xlsx }]);
  const plain = (all: typeof reports) =>
    all[0]?.okrs.map(({ id, title, status, progress, due, owners, period }) => [
      id,
      title,
      status?.word,
      progress,
      due,
      owners.map(({ name }) => name),
      period,
    ]);
  expect(sent?.okrs.length).toBeGreaterThan(0);
  expect(plain(reports)).toEqual(plain(sent ? [sent] : []));
  const { sheets } = await openInOffice(xlsx);
  expect(sheets.map(({ name }) => name)).toEqual(sent?.hasCheckIns ? ['OKRs', 'Check-ins'] : ['OKRs']);
  expect(sheets[0]?.rows).toHaveLength((sent?.okrs.length ?? 0) + 1);
  const checkIns = sent?.okrs.reduce((sum, okr) => sum + okr.checkIns.length, 0) ?? 0;
  if (sent?.hasCheckIns) expect(sheets[1]?.rows).toHaveLength(checkIns + 1);
  const cells = sheets.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  expect(cells.some((cell) => cell?.formula !== undefined)).toBe(false);
}

const header = 'Id,Title,Owner,Status,Progress %,Checkins';
const okr = (id: number, title: string) => `${id},"${title}",Zoë,On Track,50,`;

/** Titles that a spreadsheet would run, or that would break the parts of a workbook. */
export const hostile = [
  header,
  okr(1, "=cmd|'/c calc'!A1"),
  okr(2, '=HYPERLINK(""https://evil.example"",""x"")'),
  okr(3, '+1+1'),
  okr(4, '@SUM(A1)'),
  okr(5, '<script>alert(1)</script> & ]]> <b>'),
  okr(6, 'right\u202eto left'),
  okr(7, '__proto__'),
  '',
].join('\r\n');

/** What can't become a workbook, and what is said of it. */
export const refused: [what: string, content: string, said: RegExp][] = [
  ['no table of OKRs', 'Hello,World\r\n1,2\r\n', /Saved as CSV.*None of its columns/],
  [
    'a cell that does not fit',
    `${header}\r\n${okr(1, 'x'.repeat(40_000))}\r\n`,
    /Saved as CSV.*would not fit/,
  ],
  [
    'quotes that never end',
    `${header}\r\n1,"open,Zoë\r\n2,b,c,d,e\r\n3,b,c,d,e\r\n`,
    /Saved as CSV.*would not fit/,
  ],
  ['no rows', `${header}\r\n`, /Saved as CSV.*no rows/],
];
