// @vitest-environment node
import { expect, test } from 'vitest';
import { compare } from '../../lib/okr/compare.ts';
import type { Okr, Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { idCell, xlsxOf } from '../fixtures/okr/xlsx.ts';
import { read, utf8 } from './okr-read.ts';

/* What a spreadsheet has rewritten: the numbers and dates of a file by what else stands in it. */

test('as a spreadsheet of another country writes it again', async () => {
  const { okrs } = await read(
    'sep=;\r\nTitle;Progress %;Target;Start Date\r\nA;42,92;1.234,5;31.12.2025\r\n',
  );
  expect(okrs[0]).toMatchObject({ row: 3, progress: 42.92, metric: { target: 1234.5 }, start: '2025-12-31' });
});

test('3/4/2025 is told, unless another date of the file says which number is the day', async () => {
  const first = await read('Title,Start Date\nA,3/4/2025\n');
  expect(first.okrs[0]?.start).toBeUndefined();
  expect(first.told).toEqual([['valueAmbiguous', 2, 'Start Date', '3/4/2025']]);
  const second = await read('Title,Start Date,End Date\nA,3/4/2025,3/31/2025\n');
  expect(second.okrs[0]).toMatchObject({ start: '2025-03-04', due: '2025-03-31' });
});

test('dates as spreadsheets write them: two digits of a year, slashes, a clock of twelve hours', async () => {
  const { okrs, told } = await read(
    'Id,Title,Due Date,Created At,progress%\n1,A,3/31/25,3/31/2025 2:36:20 PM,50%\n2,B,2025/04/05,3/31/2025 12:06 AM,25 %\n3,C,10-2-25,,\n',
  );
  expect(told).toEqual([]);
  expect(okrs.map(({ due, createdAt, progress }) => [due, createdAt, progress])).toEqual([
    ['2025-03-31', '2025-03-31T14:36:20Z', 50],
    ['2025-04-05', '2025-03-31T00:06:00Z', 25],
    ['2025-10-02', undefined, undefined],
  ]);
});

test('a date whose day and month are the same is no doubtful one', async () => {
  const { okrs, told } = await read(
    'Id,Title,Start Date,End Date\n1,A,1/1/2025,6. 1. 2025\n2,B,2025. 01. 06.,3/4/2025\n',
  );
  expect(okrs.map(({ start, due }) => [start, due])).toEqual([
    ['2025-01-01', '2025-01-06'],
    ['2025-01-06', undefined],
  ]);
  expect(told.map(([code]) => code)).toEqual(['valueAmbiguous']);
});

const none = undefined;
const targets = (okrs: readonly Okr[]) => okrs.map(({ metric }) => metric.target);

test.each<[what: string, file: string, (number | undefined)[]]>([
  ['a decimal comma elsewhere', 'Title;Target;Progress %\nA;1.000;0,5\nB;12;3\n', [1000, 12]],
  ['groups elsewhere', 'Title;Target;Start\nA;1.000;1.234.567\nB;2.500;0\n', [1000, 2500]],
  ['days with dots', 'Title;Target;Start Date\nA;1.000;31.12.2025\n', [1000]],
  ['a decimal point elsewhere', 'Title;Target;Progress %\nA;1.000;42.92\n', [1]],
  ['the column before the file', 'Title;Target;Progress %\nA;1.000;42.92\nB;1,5;7\n', [1000, 1.5]],
  ['Swiss', "Title;Target;Start Date\nA;1.000;31.12.2025\nB;1'234.50;\n", [1, 1234.5]],
  ['French', 'Title;Target\nA;1\u202f234,5\nB;2\u00a0000\nC;1.000 €\n', [1234.5, 2000, 1000]],
  ['English, with commas', 'Title,Target\nA,"1,000"\nB,"1,000.5"\nC,1.125\n', [1000, 1000.5, 1.125]],
  ['a spreadsheet in the web, in German', 'Title,Target,Progress %\nA,1.000,"12,5%"\n', [1000]],
  ['Arabic', 'Title,Target\nA,١٬٢٣٤٫٥\nB,٥٠٪\n', [1234.5, 50]],
  ['nothing that says it', 'Title;Target\nA;1.000\nB;25\n', [none, 25]],
  ['a column of both', 'Title,Target\nA,"1,5"\nB,1.5\nC,1.000\n', [1.5, 1.5, none]],
])('1.000 by %s', async (_, file, expected) => {
  const { okrs, told } = await read(file);
  expect(targets(okrs)).toEqual(expected);
  expect(told).toEqual(
    expected.flatMap((number, at) =>
      number === none ? [['valueAmbiguous', at + 2, 'Target', '1.000']] : [],
    ),
  );
  // What the file said is shown.
  const open = okrs.find(({ metric }) => metric.target === none);
  if (open) expect(open.cells).toContain('1.000');
});

test('numbers that are texts in a workbook are read by their column, its own numbers as they are', async () => {
  const rows = (more: string) =>
    xlsxOf([
      ['Title', 'Target', 'Progress %'],
      ['A', '1.000', more],
      ['B', 1.125, 12.125],
    ]);
  expect(targets((await read(rows('12,5 %'), 'a.xlsx')).okrs)).toEqual([1000, 1.125]);
  const open = await read(rows('12'), 'a.xlsx');
  expect(targets(open.okrs)).toEqual([none, 1.125]);
  expect(open.okrs[1]?.progress).toBe(12.125);
  expect(open.told).toEqual([['valueAmbiguous', 2, 'Target', '1.000']]);
});

test('which number is the day is told by the column, else by the others', async () => {
  const { okrs, told } = await read(
    'Title,Start Date,End Date,Created At\nA,3/4/2025,3/31/2025,25/12/2024 3:15 PM\nB,4/5/2025,4/3/2025,1/2/2025 0:00\n',
  );
  expect(okrs.map(({ due, createdAt }) => [due, createdAt])).toEqual([
    ['2025-03-31', '2024-12-25T15:15:00Z'],
    ['2025-04-03', '2025-02-01T00:00:00Z'],
  ]);
  expect(told.map(([code, , column]) => [code, column])).toEqual([
    ['valueAmbiguous', 'Start Date'],
    ['valueAmbiguous', 'Start Date'],
  ]);
  const yearFirst = await read('Title,Start Date,End Date\nA,25-01-01,25-12-31\nB,26/01/05,26/12/24\n');
  expect(yearFirst.okrs.map(({ start, due }) => [start, due])).toEqual([
    ['2025-01-01', '2025-12-31'],
    ['2026-01-05', '2026-12-24'],
  ]);
});

test('progress as shares of 1, where start, target and current value say so', async () => {
  const progress = async (rows: string) =>
    (await read(`Title,Start,Target,Actual Progress,Progress %\n${rows}`)).okrs.map((okr) => okr.progress);
  expect(await progress('A,0,100,45,0.45\nB,0,10,10,1\nC,,,,0.2\n')).toEqual([45, 100, 20]);
  expect(await progress('A,0,100,0.45,0.45\nB,,,,0.2\n')).toEqual([0.45, 0.2]);
  expect(await progress('A,0,100,45,0.45\nB,,,,25\n')).toEqual([0.45, 25]);
  expect(await progress('A,,,,0.45%\nB,,,,1\n')).toEqual([0.45, 1]);
});

const one = async (name: string, bytes: Uint8Array): Promise<Report> =>
  (await readFiles([{ name, bytes }])).reports[0] as Report;
const header = [
  'Id',
  'Title',
  'Owner',
  'Start Date',
  'End Date',
  'Aligned To (weight, Objective ID)',
  'Start',
  'Target',
  'Progress %',
  'Actual Progress',
  'Unit',
  'Status',
  'Created At',
];
const english = csvOf([
  header,
  [
    '2290007',
    'Größer, schneller',
    'Ann, Bob',
    '2025-01-01',
    '2025-12-03',
    '',
    '0.0',
    '1000.0',
    '42.92',
    '1234.5',
    '',
    'On Track',
    '2024-12-09 14:36:20 UTC',
  ],
  [
    '2290008',
    'B',
    '',
    '2025-04-03',
    '2025-06-30',
    'Größer, schneller(weight: 14.29%, Id: 2290007)',
    '1.125',
    '100',
    '193.75',
    '-0.5',
    '%',
    'Closed',
    '2025-01-02 00:00:00 UTC',
  ],
]);
const german = [
  [
    '2290007',
    'Größer, schneller',
    'Ann, Bob',
    '01.01.2025',
    '03.12.2025',
    '',
    '0',
    '1.000',
    '42,92',
    '1.234,5',
    '',
    'On Track',
    '09.12.2024 14:36:20',
  ],
  [
    '2290008,0',
    'B',
    '',
    '03.04.2025',
    '30.06.2025',
    'Größer, schneller(weight: 14.29%, Id: 2290007)',
    '1,125',
    '100',
    '193,75',
    '-0,5',
    '%',
    'Closed',
    '02.01.2025 00:00:00',
  ],
];
const american = [
  [
    '2,290,007',
    'Größer, schneller',
    'Ann, Bob',
    '1/1/2025',
    '12/3/2025',
    '',
    '0',
    '1,000',
    '42.92',
    '1,234.5',
    '',
    'On Track',
    '12/9/2024 2:36:20 PM',
  ],
  [
    '2.290008E+06',
    'B',
    '',
    '4/3/2025',
    '6/30/2025',
    'Größer, schneller(weight: 14.29%, Id: 2290007.0)',
    '1.125',
    '100',
    '193.75%',
    '(0.5)',
    '%',
    'Closed',
    '1/2/2025 12:00:00 AM',
  ],
];
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each<[string, string, Uint8Array]>([
  ['German', 'a.csv', latin(csvOf([header, ...german], { delimiter: ';', newline: '\r\n' }))],
  ['American', 'a.csv', utf8(csvOf([header, ...american]))],
  ['with tabs', 'a.txt', utf8(csvOf([header, ...german], { delimiter: '\t' }))],
  ['as texts in a workbook', 'a.xlsx', xlsxOf([header, ...german])],
  [
    'in a workbook',
    'a.xlsx',
    xlsxOf(
      [
        header,
        [
          idCell('2290007', 'https://goals.microsoft.com/1'),
          'Größer, schneller',
          'Bob, Ann',
          { xml: '<c s="1"><v>45658</v></c>' },
          { xml: '<c s="1"><v>45994</v></c>' },
          none,
          0,
          1000,
          { xml: '<c s="2"><v>0.4292</v></c>' },
          1234.5,
          none,
          'On Track',
          { xml: '<c s="1"><v>45635.60856481482</v></c>' },
        ],
        [
          2290008,
          'B',
          none,
          { xml: '<c s="1"><v>45750</v></c>' },
          { xml: '<c s="1"><v>45838</v></c>' },
          'A(weight: 14.29%, Id: 2290007)',
          1.125,
          100,
          193.75,
          -0.5,
          '%',
          'Closed',
          { xml: '<c s="1"><v>45659</v></c>' },
        ],
      ],
      { formats: ['dd.mm.yyyy', '0.00%'] },
    ),
  ],
])('a file that a spreadsheet has saved again, %s, is its original unchanged', async (_, name, bytes) => {
  const before = await one('b.csv', utf8(english));
  const after = await one(name, bytes);
  expect(after.troubles.filter(({ code }) => code !== 'encodingGuessed')).toEqual([]);
  const { unchanged, changed, added, gone } = compare(before, after);
  expect({ unchanged, changed: changed.flatMap(({ changes }) => changes), added, gone }).toEqual({
    unchanged: 2,
    changed: [],
    added: [],
    gone: [],
  });
  expect(after.okrs.map(({ createdAt }) => createdAt?.slice(0, 10))).toEqual(['2024-12-09', '2025-01-02']);
  expect(after.okrs[1]?.parents[0]?.key).toBe('2290007');
});

test('ids of which digits were lost are told, matched by title and by no other id', async () => {
  const { report, okrs, told } = await read(
    'Id,Title,"Aligned To (weight, Objective ID)"\n2.29E+06,A,\n2.29E+06,B,"A(weight: 5%, Id: 2290007)"\n#######,C,\n',
  );
  expect(told).toEqual([
    ['idDigitsLost', 2, 'Id', '2.29E+06'],
    ['idDigitsLost', 3, 'Id', '2.29E+06'],
    ['idDigitsLost', 4, 'Id', '#######'],
  ]);
  expect(okrs[1]?.parents).toMatchObject([{ key: okrs[0]?.key }]);
  const before = await one('b.csv', utf8('Id,Title\n2290000,Other\n2290007,A\n2290008,B\n2290009,C\n'));
  const { byTitle, added, gone } = compare(before, report as Report);
  expect([byTitle, added.length, gone.map(({ title }) => title)]).toEqual([3, 0, ['Other']]);
});
