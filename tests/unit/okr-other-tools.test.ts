// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import type { Okr } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { localeWords } from '../../lib/report/worker/locale-words.ts';
import { objective } from '../fixtures/okr/archive.ts';
import { type Encoding, encoded } from '../fixtures/okr/csv.ts';
import { xlsxOf } from '../fixtures/okr/xlsx.ts';
import { read } from './okr-read.ts';

/* Files that spreadsheets, scripts and other programs have made of exported ones. */

const brief = ({ id, title, status, parents }: Okr) =>
  [id ?? '', title, status?.known ?? status?.word ?? '', ...parents.map(({ key }) => `< ${key}`)]
    .filter(Boolean)
    .join(' ');

test.each<[what: string, file: string, string[]]>([
  ['headings above', 'Board review;;\n;;\nOn 12.11.2026;;\nId;Title;Status\n1;A;On Track\n', ['1 A onTrack']],
  [
    'totals below',
    'Id,Title,Status,Progress %\n1,A,Behind,5\n,Grand total,,5\n\nTotal,,,5\n',
    ['1 A behind'],
  ],
  ['a note below', 'Id,Title,Status\n1,A,Behind\n,,\nApplied filters: none,,\n', ['1 A behind']],
  ['an OKR called Total', 'Id,Title,Status\n1,Total,Behind\n', ['1 Total behind']],
  [
    'files put together',
    'Id,Title,Status\n1,A,Behind\nId,Title,Status\n2,B,Closed\n',
    ['1 A behind', '2 B closed'],
  ],
  ['an index before', ',Id,Title,Status\n0,1,A,Behind\n', ['1 A behind']],
  ['empty columns', 'Id,,Title,,,Status,,\n1,,A,,,Behind,,\n', ['1 A behind']],
  ['delimiters at the end', 'Id;Title;Status;\n1;A;Behind;\n', ['1 A behind']],
  ['tabs', 'Id\tTitle\tStatus\n1\tA, b\tBehind\n', ['1 A, b behind']],
  ['its delimiter told', 'sep=;\rId;Title;Status\r1;A, b;Behind\r', ['1 A, b behind']],
  ['lines in quotes', '"Id,Title,Status"\r\n"1,""A, b"",Behind"\r\n', ['1 A, b behind']],
  ['spaces and no-break spaces', ' Id ,Title\u00a0, Status \n 1 , A , Behind \n', ['1 A behind']],
  ['short rows', 'Id,Title,Status\n1,A\n2,B,Behind,x\n', ['1 A', '2 B behind']],
  ['names of programs', 'okr_id,title,STATUS\n1,A,ON_TRACK\n', ['1 A onTrack']],
  ['names in one word', 'OkrId,OkrTitle,Status\n1,A,AtRisk\n', ['1 A atRisk']],
  ['names with their table', 'OKRs[Id],OKRs[Title],OKRs[Status]\n1,A,at-risk\n', ['1 A atRisk']],
  [
    'signs beside statuses',
    'Id,Title,Status\n1,A,✅ On Track\n2,B,🔴 At risk!\n',
    ['1 A onTrack', '2 B atRisk'],
  ],
  ['no title', 'Key,Objective,Due\n1,A,2025-12-31\n', ['A']],
  ['parents by their titles', 'Id,Title,Aligned To\n1,A,\n2,B,A\n', ['1 A', '2 B < 1']],
  [
    'parents of any spelling',
    'Id,Title,Aligned To\n1,A,\n2,B,"A (Weight: 33,33 %, ID: 1)"\n',
    ['1 A', '2 B < 1'],
  ],
])('%s', async (_, file, expected) => expect((await read(file)).okrs.map(brief)).toEqual(expected));

test('headers as they are renamed', async () => {
  const { okrs, report } = await read(
    'ID,Title,Owner(s),Progress (%),Due,Type,"Start\nDate",Current value\n1,A,"Ann\nBob",45%,2025-12-31,Key Results,2025-01-01,5\n',
  );
  expect(report?.columns.filter(({ field }) => !field)).toEqual([]);
  expect(okrs[0]).toMatchObject({
    owners: [{ name: 'Ann' }, { name: 'Bob' }],
    progress: 45,
    due: '2025-12-31',
    start: '2025-01-01',
    kind: 'keyResult',
    metric: { current: 5 },
  });
});

test('what programs write for nothing is nothing; what a spreadsheet could not work out is told', async () => {
  const { told } = await read(
    'Title,Progress %,End Date\nA,NaN,NaT\nB,None,null\nC,-,–\nD,n/a,N/A\nE,#N/A,#VALUE!\n',
  );
  expect(told.sort()).toEqual([
    ['valueUnreadable', 6, 'End Date', '#VALUE!'],
    ['valueUnreadable', 6, 'Progress %', '#N/A'],
  ]);
});

test('tags in columns of yes and no', async () => {
  const { okrs } = await read('Title,Tag,Tag: Board,Tag: X\nA,own,TRUE,FALSE\nB,,no,x\n');
  expect(okrs.map(({ tags }) => tags)).toEqual([['own', 'Board'], ['X']]);
});

const line = (cells: string) => cells.split(';');
test('a workbook or CSV of whose lines a spreadsheet made one column, which it split at semicolons', async () => {
  const rows = [
    line('Id,Title,Status,Checkins'),
    line(
      '1,"A, a",On Track,"Checkin Date: 2025-03-10; User: Ann; Note: x; Metric Name: P; Status: On Track; Current Value: 25%;"',
    ),
    line('2,B,Behind,'),
  ];
  const csv = rows
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')};;\n`)
    .join('');
  for (const { okrs } of [await read(csv), await read(xlsxOf(rows), 'a.xlsx')]) {
    expect(okrs.map(brief)).toEqual(['1 A, a onTrack', '2 B behind']);
    expect(okrs[0]?.checkIns).toMatchObject([{ note: 'x', user: { name: 'Ann' }, value: { number: 25 } }]);
  }
});

const texts: [label: string, text: string][] = [
  ['shift_jis', 'Id,タイトル,Status\n1,売上を増やす,On Track\n2,東京ソフト,Behind\n'],
  ['shift_jis', 'Id,Title,Status\n1,顧客満足度向上,On Track\n2,東京支店拡大,Behind\n'],
  ['euc-kr', 'Id,Title,Status\n1,매출을 늘리다,On Track\n2,고객 만족,Behind\n'],
  ['gb18030', 'Id,Title,Status\n1,提高销售额,On Track\n2,客户满意度,Behind\n'],
  ['windows-1251', 'Id,Title,Status\n1,Увеличить продажи,On Track\n2,Клиенты довольны,Behind\n'],
  ['windows-1250', 'Id,Title,Status\n1,Zwiększyć sprzedaż,On Track\n2,Łączność ze źródłem,Behind\n'],
  ['windows-1253', 'Id,Title,Status\n1,Αύξηση των πωλήσεων,On Track\n2,Ικανοποίηση πελατών,Behind\n'],
  ['windows-1255', 'Id,Title,Status\n1,הגדלת המכירות,On Track\n2,שביעות רצון הלקוחות,Behind\n'],
  ['windows-1256', 'Id,Title,Status\n1,زيادة المبيعات,On Track\n2,رضا العملاء,Behind\n'],
  ['windows-1252', 'Id,Title,Status\n1,Größer für Ärzte,On Track\n2,À l’été,Behind\n'],
  ['windows-1252', 'Id,Title,Status\n1,Win GB£500 more,On Track\n2,Pay AU£2,Behind\n'],
  ['windows-1252', 'Id,Title,Status\n1,¡Más año! Así ¿cómo?,On Track\n2,Où réduire de 5 m³ (£m ½h),Behind\n'],
];
/** Bytes of all characters of one and two bytes. */
function tableOf(label: string): Map<string, number[]> {
  const decoder = new TextDecoder(label);
  const bytes = Array.from({ length: 256 }, (_, at) => at);
  const pairs = bytes.slice(0x81).flatMap((first) => bytes.slice(0x40).map((second) => [first, second]));
  const all = label.startsWith('windows') ? [] : pairs;
  return new Map(
    [...all, ...bytes.map((byte) => [byte])].map((each) => [decoder.decode(Uint8Array.from(each)), each]),
  );
}
test.each(texts)('an old spreadsheet in %s', async (label, text) => {
  const table = tableOf(label);
  const { okrs, told } = await read(
    Uint8Array.from([...text].flatMap((character) => table.get(character) ?? [])),
  );
  expect(okrs.map(({ title }) => title)).toEqual(
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',')[1]),
  );
  expect(told.map(([code]) => code)).toContain('encodingGuessed');
});

const records = [objective(1, 'A', { 'Parent IDs': [] }), objective(2, 'B', { 'Parent IDs': [1] })];
const checkIns = [{ ID: 9, 'OKR ID': 1, 'CheckIn Date': '2025-03-10', 'Current Value': 5 }];
const flat = [
  { id: 1, title: 'A', objectType: 'Objective', startDate: '2025-01-01T00:00:00+01:00' },
  { id: 2, title: 'B' },
];
test.each<[string, unknown]>([
  ['under a key of its own', { objectives: records, checkins: checkIns }],
  ['as an answer of OData', { '@odata.context': 'x', value: records }],
  ['wrapped twice', { data: { objectives: records } }],
  ['in pages', records.map((record) => ({ value: [record] }))],
  ['as rows of a table', flat],
  ['as rows that are wrapped', { value: flat }],
])('records %s', async (_, json) => {
  const { okrs, troubles } = await read(JSON.stringify(json), 'a.json');
  expect([okrs.map(({ id, title }) => `${id} ${title}`), troubles]).toEqual([['1 A', '2 B'], []]);
});

test('records in a line each, and in any encoding of Unicode', async () => {
  const lines = `${records.map((record) => JSON.stringify(record)).join('\r\n')}\r\n`;
  expect((await read(lines, 'a.ndjson')).okrs.map(brief)).toEqual(
    ['1 A', '2 B < 1'].map((one) => expect.stringContaining(one.slice(0, 3))),
  );
  for (const encoding of ['utf-8 with mark', 'utf-16le', 'utf-16be'] as Encoding[])
    expect((await read(encoded(JSON.stringify(records), encoding), 'a.json')).okrs).toHaveLength(2);
});

test('an archive in a folder of its zip, names in other case', async () => {
  const { okrs } = await read(
    zipSync({
      'Export/OBJECTIVES.JSON': strToU8(JSON.stringify(records)),
      'Export/CheckIns.json': strToU8(JSON.stringify(checkIns)),
      '__MACOSX/Export/._OBJECTIVES.JSON': strToU8('x'),
    }),
    'a.zip',
  );
  expect(okrs.map(({ checkIns: { length } }) => length)).toEqual([1, 0]);
});

afterEach(() => vi.unstubAllGlobals());
test('what was copied or saved out of a report in another language is known again', async () => {
  vi.stubGlobal('location', { origin: 'chrome-extension://x' });
  vi.stubGlobal('languagesOfTexts', readdirSync('public/_locales'));
  vi.stubGlobal('fetch', async ({ pathname }: URL) => new Response(readFileSync(`public${pathname}`)));
  const files = [
    'ID;Titel;Besitzer;Status;Fortschritt;Fällig;Zielwert;Art\n1;A;X;Gefährdet;12,5;31.12.2025;1.000;Schlüsselergebnis\n',
    'ID\tタイトル\t所有者\t進捗\t期限\n1\tA\tX\t12.5\t2025-12-31\n',
    'ID,Titre,Propriétaire,Progression,Échéance\n1,A,X,"12,5","31/12/2025"\n',
    'المعرّف,العنوان,المالك\n1,A,X\n',
  ];
  for (const [at, text] of files.entries()) {
    const { reports } = await readFiles([{ name: 'a.csv', bytes: strToU8(text) }], {
      otherWords: localeWords,
    });
    const [okr] = reports[0]?.okrs ?? [];
    expect(okr).toMatchObject({ id: '1', title: 'A', owners: [{ name: 'X' }] });
    if (at < 3) expect(okr).toMatchObject({ progress: 12.5, due: '2025-12-31' });
    if (at === 0)
      expect(okr).toMatchObject({ kind: 'keyResult', status: { known: 'atRisk' }, metric: { target: 1000 } });
  }
});
