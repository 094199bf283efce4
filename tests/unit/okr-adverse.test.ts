// @vitest-environment node
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../lib/okr/model.ts';
import { parseDay, parseInstant } from '../../lib/okr/values.ts';
import { prepare } from '../../lib/okr/write/other-tools.ts';
import { xlsxOf, xlsxParts } from '../fixtures/okr/xlsx.ts';
import { read, utf8 } from './okr-read.ts';

/* Files as other people's programs have left them: every value is what the file says, what is not sure is told, nothing is lost. */

const checkIn = (day: string, value = '25%') =>
  `Checkin Date: ${day}; User: Ann; Note: n; Metric Name: Progress; Status: On Track; Current Value: ${value}; Activity Date: ${day} 20:57:08 UTC;`;

describe('dates of programs', () => {
  test.each([
    ['/Date(1738281600000)/', '2025-01-31', '2025-01-31'],
    ['/Date(1738278000000+0100)/', '2025-01-31', '2025-01-31'],
    ['1738281600000', '2025-01-31', '2025-01-31'],
    ['1738333833', '2025-01-31', '2025-01-31T14:30:33Z'],
    ['2025-01-31T24:00:00Z', '2025-01-31', '2025-02-01T00:00:00Z'],
    ['Fri, 31 Jan 2025 14:36:20 GMT', '2025-01-31', '2025-01-31T14:36:20Z'],
    ['Fri, 31 Jan 2025 00:30:00 +0100', '2025-01-31', '2025-01-30T23:30:00Z'],
    [
      'Fri Jan 31 2025 00:00:00 GMT+0100 (Mitteleuropäische Normalzeit)',
      '2025-01-31',
      '2025-01-30T23:00:00Z',
    ],
    ['Fri Jan 31 14:36:20 UTC 2025', '2025-01-31', '2025-01-31T14:36:20Z'],
    ['2025-01-31 14:36:20.123 -0500 EST', '2025-01-31', '2025-01-31T19:36:20Z'],
    ['2025-01-31T14:36:20+01:00[Europe/Berlin]', '2025-01-31', '2025-01-31T13:36:20Z'],
    ['31.01.2025 14:36:20 +0100', '2025-01-31', '2025-01-31T13:36:20Z'],
    ['1738281600000.0', '2025-01-31', '2025-01-31'],
    ["'2025-01-31", '2025-01-31', '2025-01-31'],
    ['Fr., 31.01.2025', '2025-01-31', '2025-01-31'],
    ['vendredi 31/01/2025', '2025-01-31', '2025-01-31'],
    ['31.1.2025 klo 14.36', '2025-01-31', '2025-01-31T14:36:00Z'],
  ])('%s', (text, day, instant) => expect([parseDay(text), parseInstant(text)]).toEqual([day, instant]));

  test.each([
    '0001-01-01',
    '9999-12-31',
    '2568-01-31',
    '31 มกราคม 2568',
    '1403/11/12',
    '2025-01-31T24:01',
    'Fri Jan 31 14:36:20 CET 2025',
    'Week 31/01/2025',
  ])('%s is no day of an OKR', (text) => expect(parseDay(text)).toBeUndefined());
});

test('what programs write for nothing is nobody and no team; what a spreadsheet could not work out is told', async () => {
  const { okrs, told } = await read(
    'Id,Title,Owner,Team,Status,Period,Tags\n1,A,nan,None,NaN,null,N/A\n2,B,#N/A,#BEZUG!,#REF!,-,\n3,C,Nan Li,Null,On Track,Q1,#team\n',
  );
  expect(
    okrs.map(({ owners, teams, status, period, tags }) => [owners, teams, status?.word, period, tags]),
  ).toEqual([
    [[], [], undefined, undefined, []],
    [[], [], undefined, undefined, []],
    [[{ name: 'Nan Li' }], ['Null'], 'On Track', 'Q1', ['#team']],
  ]);
  expect(told).toEqual([
    ['valueUnreadable', 3, 'Status', '#REF!'],
    ['valueUnreadable', 3, 'Owner', '#N/A'],
    ['valueUnreadable', 3, 'Team', '#BEZUG!'],
  ]);
});

test('lists that programs have written as texts', async () => {
  const { okrs, told } = await read(
    'Id,Title,Owner,Team\n1,A,"[\'Ann\', \'Bo, B.\']","[""X"",""Y""]"\n2,B,System.Object[],[EMEA] Sales\n',
  );
  expect(okrs.map(({ owners, teams }) => [owners.map(({ name }) => name), teams])).toEqual([
    [
      ['Ann', 'Bo, B.'],
      ['X', 'Y'],
    ],
    [[], ['[EMEA] Sales']],
  ]);
  expect(told).toEqual([['valueUnreadable', 3, 'Owner', 'System.Object[]']]);
});

test('a score in per cent is a share of 1', async () => {
  const { okrs } = await read('Title,Score\nA,70%\nB,0.4\n');
  expect(okrs.map(({ score }) => score)).toEqual([0.7, 0.4]);
});

test.each([['Checkins,Column1,Column2'], ['Checkins,Unnamed: 3,Unnamed: 4'], ['Column24,Column25,Other']])(
  'columns of check-ins that a program has named: %s',
  async (names) => {
    const { report, okrs } = await read(
      `Id,Title,${names}\n1,A,"${checkIn('2025-03-10')}","${checkIn('2025-03-03')}",\n2,B,,,other\n`,
    );
    expect(okrs[0]?.checkIns.map(({ date }) => date)).toEqual(['2025-03-10', '2025-03-03']);
    expect(report?.hasCheckIns).toBe(true);
    expect(report?.columns.map(({ name }) => name)).toEqual(['Id', 'Title', names.split(',')[2]]);
  },
);

test('a row that is longer than the header is told, and its last cells are shown', async () => {
  const { report, okrs, told } = await read('Id,Title,Status\n1,Revenue, growth,Behind\n2,B,Closed,,\n');
  expect(told).toContainEqual(['cellsBeyondHeader', 2, 'Behind']);
  expect(told.filter(([code]) => code === 'cellsBeyondHeader')).toHaveLength(1);
  expect(report?.columns.map(({ name }) => name)).toEqual(['Id', 'Title', 'Status', 'D']);
  expect(okrs[0]?.cells).toEqual(['1', 'Revenue', ' growth', 'Behind']);
});

test('rows above the header that belong to a table of their own are told', async () => {
  const { okrs, told } = await read('Id,Title,Status\n1,A,Behind\nTitle,Id,Owner,Status\nB,2,Ann,Closed\n');
  expect(okrs.map(({ title }) => title)).toEqual(['B']);
  expect(told).toEqual([['recordUnreadable', 2, '1, A, Behind']]);
  // Words above a table are none.
  expect((await read('Board review\nfor,Ann\n\nId,Title,Status\n1,A,Behind\n')).told).toEqual([]);
});

test.each([
  [
    'spaces behind commas',
    'Id, Title, Status\n1, "A, b", "Behind"\n2, "say ""x""", Closed\n',
    ['A, b', 'say "x"'],
  ],
  ['spaces before them, too', 'Id , Title , Status\n1 , "A, b" , "Behind"\n2 , B , Closed\n', ['A, b', 'B']],
  ['texts as formulas', 'Id,Title,Status\n="0042",="A","=""Behind"""\n2,=1+1,Closed\n', ['A', '=1+1']],
  [
    'Markdown',
    '| Id | Title | Status |\n|---:|:---|---|\n| 1 | A | Behind |\n| 2 | --- | Closed |\n',
    ['A', '---'],
  ],
  ['signs in colour', 'Id,Title,Status\n1,A,Behind ⚠️\n2,B,✔️ Closed\n', ['A', 'B']],
  ['marks that nobody sees', '\u200bId,Title\u200b,Status\ufeff\n1,A,Behind\n2,B,Closed\n', ['A', 'B']],
])('%s', async (_, file, titles) => {
  const { okrs, told } = await read(file);
  expect(okrs.map(({ title }) => title)).toEqual(titles);
  expect(okrs.map(({ status }) => status?.known)).toEqual(['behind', 'closed']);
  expect(told).toEqual([]);
});

test('marks of two programs before the first header', async () => {
  const { report } = await read('\ufeff\ufeff"Id","Title"\n"1","A"\n');
  expect(report?.columns.map(({ field }) => field)).toEqual(['id', 'title']);
});

test('a space before a quote is none of the text where the header has no such spaces', async () => {
  const { okrs } = await read('Id,Title,Status\n1, "A" and "B",Behind\n');
  expect(okrs[0]?.title).toBe('"A" and "B"');
});

describe('JSON', () => {
  const record = (id: number | string, more = '') =>
    `{"ID": ${id}, "Title": "O${id} {[,]} \\" x", "Type": "Objective", "Owner": [{"ID": 7, "Name": "Ann", "Email": "a@x"}], "Progress": 5${more}}`;
  const titles = (ids: number[]) => ids.map((id) => `O${id} {[,]} " x`);

  test.each<[string, string, number[], (string | number)[][]]>([
    ['cut off', `[${record(1)},\n${record(2)},${record(3).slice(0, 90)}`, [1, 2], [['recordUnreadable', 3]]],
    ['a wrapper cut off', `{"value": [${record(1)},\n${record(2)},{"ID`, [1, 2], [['recordUnreadable', 3]]],
    ['a comma too many', `[${record(1)},${record(2)},]`, [1, 2], []],
    ['a comma too few', `[${record(1)} ${record(2)}]`, [1, 2], []],
    ['of Python', `[${record(1, ', "Score": NaN, "Description": "NaN, ]"')}]`, [1], []],
    ['one behind the other', `${record(1)}\n${record(2)}`.replaceAll(', "', ',\n  "'), [1, 2], []],
    [
      'a damaged record',
      `[${record(1)},{"ID": 2 "Title": "B"},${record(3)}]`,
      [1, 3],
      [['recordUnreadable', 2]],
    ],
  ])('%s: what is whole is read', async (_, file, ids, expected) => {
    const { okrs, told } = await read(file, 'objectives.json');
    expect(okrs.map(({ title }) => title)).toEqual(titles(ids));
    expect(told.map(([code, row]) => [code, row])).toEqual(expected);
  });

  test('nothing whole in it, or only whom a record names: damaged', async () => {
    expect((await read('[{"ID": 1,', 'o.json')).troubles).toEqual(['jsonUnreadable']);
    expect((await read(`[${record(1).slice(0, -20)}`, 'o.json')).okrs).toEqual([]);
  });

  test('a hostile one is not looked through for ever', async () => {
    const bytes = utf8(`[${'{"'.repeat(2_500_000)}`);
    const begun = performance.now();
    expect((await read(bytes, 'a.json')).troubles).toEqual(['jsonUnreadable']);
    // Far less; by patterns it took more, on a machine that had nothing else to do.
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  test('numbers with more digits than there are are no ids', async () => {
    const { okrs, told } = await read(`[${record('12345678901234567890')}]`, 'o.json');
    expect(okrs.map(({ id }) => id)).toEqual([undefined]);
    expect(told).toEqual([['idDigitsLost', 1, 'ID']]);
  });

  test('words that every object has something under are words', async () => {
    const word = 'constructor';
    const { report, okrs } = await read(
      `[${record(1, `, "Status": "${word}", "Time Period": {"Name": "${word}"}, "Outcome": {"Metric Unit": "${word}", "Start": 0}`)}]`,
      'o.json',
    );
    expect(okrs[0]?.metric.unit).toBe(word);
    expect(structuredClone(report)).toBeDefined();
    for (const target of ['jira', 'outline'] as const) {
      const { header, rows } = prepare(report as Report, { target, statuses: {}, periods: {} });
      expect([rows[0]?.[header.indexOf('Status')], rows[0]?.[header.indexOf('Period')]]).toEqual([
        word,
        word,
      ]);
    }
  });

  test('parents of a record as one text', async () => {
    const { okrs } = await read(
      `[${record(1)},${record(2)},${record(3, ', "Parent IDs": "1, 2"')}]`,
      'o.json',
    );
    expect(okrs[2]?.parents.map(({ key }) => key)).toEqual(['1', '2']);
  });

  test.each([
    [
      'one record',
      '{"Id": 1, "Title": "A", "Owner": {"displayName": "Ann"}, "Start Date": "\\/Date(1735689600000)\\/"}',
    ],
    [
      'columns',
      '{"Id": {"0": 1}, "Title": {"0": "A"}, "Owner": {"0": "Ann"}, "Start Date": {"0": 1735689600000}}',
    ],
    ['lists', '{"Id": [1], "Title": ["A"], "Owner": ["Ann"], "Start Date": ["2025-01-01"]}'],
    [
      'wrapped',
      '{"title": "x", "status": "ok", "data": [{"Id": 1, "Title": "A", "Owner": "Ann", "Start Date": "2025-01-01"}]}',
    ],
  ])('a table as %s', async (_, file) => {
    const { okrs, told } = await read(file, 'a.json');
    expect(okrs.map(({ id, title, owners, start }) => [id, title, owners, start])).toEqual([
      ['1', 'A', [{ name: 'Ann' }], '2025-01-01'],
    ]);
    expect(told).toEqual([]);
  });
});

describe('workbooks', () => {
  const edited = (rows: Parameters<typeof xlsxOf>[0], by: (sheet: string) => string) => {
    const parts = xlsxParts(rows);
    const path = 'xl/worksheets/sheet1.xml';
    return zipSync({ ...parts, [path]: strToU8(by(new TextDecoder().decode(parts[path]))) });
  };

  test('cells that are merged downwards hold for all their rows', async () => {
    const rows = [
      ['Id', 'Title', 'Team'],
      [1, 'A', 'X'],
      [2, 'B'],
      [3, 'C', 'Y'],
      [4, 'D'],
    ];
    const merged = ['C2:C3', 'A9:C9', 'C4:C1048576', 'ZZZ1:ZZZ9', 'x']
      .map((ref) => `<mergeCell ref="${ref}"/>`)
      .join('');
    const { okrs } = await read(
      edited(rows, (xml) => xml.replace('</sheetData>', `</sheetData><mergeCells>${merged}</mergeCells>`)),
      'a.xlsx',
    );
    expect(okrs.map(({ teams }) => teams)).toEqual([['X'], ['X'], ['Y'], ['Y']]);
  });

  test('cells in any order stand where they say', async () => {
    const rows = [
      ['Id', 'Title', 'Status'],
      [1, 'A', 'Behind'],
    ];
    const { report } = await read(
      edited(rows, (xml) => xml.replace(/(<c r="A2".*?<\/c>)(<c r="B2".*?<\/c>)/, '$2$1')),
      'a.xlsx',
    );
    expect(report?.okrs[0]?.cells).toEqual(['1', 'A', 'Behind']);
  });

  test('ids that Excel has rounded are told', async () => {
    const long = { xml: '<c><v>1.2345678901234599E+19</v></c>' };
    const { okrs, told } = await read(
      xlsxOf([
        ['Id', 'Title', 'Target'],
        [long, 'A', 5e15],
      ]),
      'a.xlsx',
    );
    expect([okrs[0]?.id, okrs[0]?.metric.target]).toEqual([undefined, 5e15]);
    expect(told.map(([code, row]) => [code, row])).toEqual([['idDigitsLost', 2]]);
  });

  test('a table that counts them by status is not the view', async () => {
    const pivot = [
      ['Status', 'Owner', 'Count'],
      ['At Risk', 'Ann', 3],
    ];
    const { report } = await read(
      xlsxOf(
        [
          ['Id', 'Title', 'Status'],
          [1, 'A', 'Behind'],
        ],
        { otherSheets: [pivot], active: 0 },
      ),
      'a.xlsx',
    );
    expect(report?.okrs.map(({ title }) => title)).toEqual(['A']);
  });

  test('a binary workbook is told as what it is', async () => {
    const bytes = zipSync({ 'xl/workbook.bin': new Uint8Array(9) });
    expect((await read(bytes, 'a.xlsb')).troubles).toEqual(['otherSpreadsheet']);
  });
});
