// @vitest-environment node
import { expect, test } from 'vitest';
import { readFiles } from '../../lib/okr/read.ts';
import { plainOkr } from '../../lib/okr/table-okr.ts';
import { clipboardTable } from '../../lib/okr/write/clipboard.ts';
import { writeCsv } from '../../lib/okr/write/csv.ts';
import { report } from './okr-view.ts';

test('a CSV for spreadsheets has a mark, and nothing in it runs', () => {
  expect(writeCsv([['a', '=1+1', '-5', '@x', '＝1+1', 'b "c"', 'l\nm']])).toBe(
    `\ufeffa,"'=1+1",-5,"'@x","'＝1+1","b ""c""","l\nm"\r\n`,
  );
});

test('what such a CSV made harmless is read again as it was; of other files nothing is taken', async () => {
  const titles = ['=1+1', "'=1+1", '- a, b', '@x "y"', '+\nz', '-5', "it's", "'quoted'"];
  const rows = [['Id', 'Title', 'Status'], ...titles.map((title, at) => [`${at}`, title, 'On Track'])];
  const read = async (text: string) => {
    const { reports } = await readFiles([{ name: 'a.csv', bytes: new TextEncoder().encode(text) }]);
    return reports[0]?.okrs.map(({ title }) => title);
  };
  expect(await read(writeCsv(rows))).toEqual(titles);
  const many = [...rows, ...Array.from({ length: 40 }, (_, at) => [`m${at}`, '=x', ''])];
  expect((await read(writeCsv(many)))?.at(-1)).toBe('=x');
  expect(await read('Id,Title,Status\n1,"\'=1+1",On Track\n')).toEqual(["'=1+1"]);
});

test('a table for the clipboard holds no markup of the file', () => {
  const { html, text } = clipboardTable([
    { cells: ['Title'], level: 1 },
    { cells: ['<img src=x onerror=alert(1)>'], level: 2 },
  ]);
  expect(html).toContain('&lt;img src=x');
  expect(text).toBe('Title\r\n<img src=x onerror=alert(1)>');
});

test('a text on the clipboard that looks like a formula stays a text in a spreadsheet', () => {
  const { html, text } = clipboardTable([
    { cells: ['Title', 'Progress'], level: 1 },
    { cells: ['=1+1', '-5%'], level: 1 },
  ]);
  expect(html).toContain(`<td style="mso-number-format:'\\@'" sdnum="0;0;@"`);
  expect(html).toContain('<td>-5%</td>');
  expect(text).toBe("Title\tProgress\r\n'=1+1\t-5%");
});

test('what is taken along of a report is plain data', async () => {
  const [first] = (await report()).okrs;
  expect(structuredClone(plainOkr(first as never)).checkIns).toHaveLength(1);
});
