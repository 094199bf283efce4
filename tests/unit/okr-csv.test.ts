// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCheckIn } from '../../lib/okr/check-in.ts';
import { csvRows } from '../../lib/okr/csv.ts';
import { filterOkrs } from '../../lib/okr/filter.ts';
import type { Okr } from '../../lib/okr/model.ts';
import { parseParents } from '../../lib/okr/parents.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { checkInCountOf, lastCheckInOf, plainOkr } from '../../lib/okr/table-okr.ts';
import { csvOf } from '../fixtures/okr/csv.ts';

const sample = 'tests/fixtures/okr/VivaGoals_15999_board_review_2025_05_12_1747040400.csv';
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = async (content: string | Uint8Array, name = 'view.csv') => {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  const { reports, troubles } = await readFiles([{ name, bytes }]);
  const [report] = reports;
  return {
    report,
    okrs: report?.okrs ?? [],
    troubles: troubles.map(({ code }) => code),
    told:
      report?.troubles.map(({ code, row, column, value }) =>
        [code, row, column, value].filter((x) => x !== undefined),
      ) ?? [],
  };
};

test('any subset of columns in any order; those that nobody knows are kept as they stand', async () => {
  const { report, okrs } = await read('Odd,title,__proto__,Status\nx,A,y,On Track\n');
  expect(report?.columns).toEqual([
    { name: 'Odd' },
    { name: 'title', field: 'title' },
    { name: '__proto__' },
    { name: 'Status', field: 'status' },
  ]);
  expect(okrs[0]).toMatchObject({ key: 'row-2', title: 'A', cells: ['x', 'A', 'y', 'On Track'] });
});

test('a thousand columns', async () => {
  const names = Array.from({ length: 1000 }, (_, i) => `Column ${i}`);
  const { report, okrs } = await read(
    csvOf([
      ['Title', ...names],
      ['A', ...names.map((_, i) => String(i))],
    ]),
  );
  expect(report?.columns).toHaveLength(1001);
  expect(okrs[0]?.cells[1000]).toBe('999');
});

test('encodings: a mark, 16 bits, and what old spreadsheets wrote, which is told', async () => {
  const text = 'Title,Owner\nÄrger €,Jörg\n';
  const windows = Uint8Array.from(text, (character) => (character === '€' ? 0x80 : character.charCodeAt(0)));
  expect(await read(windows)).toMatchObject({
    okrs: [{ title: 'Ärger €', owners: [{ name: 'Jörg' }] }],
    told: [['encodingGuessed']],
  });
  expect((await read(`\ufeff${text}`)).report?.columns[0]).toEqual({ name: 'Title', field: 'title' });
  const broken = utf8(text);
  broken[broken.length - 4] = 0xff;
  expect((await read(broken)).told).toEqual([['unknownCharacters']]);
});

test('row ends of one kind, line breaks of another in the cells', async () => {
  const { okrs } = await read('Title,Description\r\nA,"one\ntwo"\r\nB,"one\rtwo"\r\n');
  expect(okrs.map(({ title, description }) => [title, description])).toEqual([
    ['A', 'one\ntwo'],
    ['B', 'one\rtwo'],
  ]);
});

test('a quote that nobody closes swallows no row', async () => {
  const { okrs, told } = await read('Id,Title,Status\n1,"A,On Track\n2,B,Behind\n3,C,Closed\n');
  expect(okrs.map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(told).toContainEqual(['quoteNotClosed', 2]);
});

test('a file that was cut off in a note keeps all before it', async () => {
  const whole = csvOf([
    ['Id', 'Title', 'Description'],
    ['1', 'A', 'x'],
    ['2', 'B', 'one, two\nthree, four'],
  ]);
  const { okrs, told } = await read(whole.slice(0, -6));
  expect(okrs.map(({ id, description }) => [id, description])).toEqual([
    ['1', 'x'],
    ['2', 'one, two\nthree,'],
  ]);
  expect(told.map(([code]) => code)).toEqual(['quoteNotClosed']);
});

test('as a spreadsheet of another country writes it again', async () => {
  const { okrs } = await read(
    'sep=;\r\nTitle;Progress %;Target;Start Date\r\nA;42,92;1.234,5;31.12.2025\r\n',
  );
  expect(okrs[0]).toMatchObject({ row: 3, progress: 42.92, metric: { target: 1234.5 }, start: '2025-12-31' });
});

test('3/4/2025 is told, unless another date of the file says which number is the day', async () => {
  const first = await read('Title,Start Date\nA,3/4/2025\n');
  expect(first.okrs[0]?.start).toBeUndefined();
  expect(first.told).toEqual([['dateAmbiguous', 2, 'Start Date', '3/4/2025']]);
  const second = await read('Title,Start Date,End Date\nA,3/4/2025,3/31/2025\n');
  expect(second.okrs[0]).toMatchObject({ start: '2025-03-04', due: '2025-03-31' });
});

test('what can not be read is told with row, column and value, and kept', async () => {
  const { okrs, told } = await read(
    'Id,Title,Progress %,Start Date,Status,Object Type\n1,A,many,soon,Parked,Epic\n1,,5,,,\n',
  );
  expect(told).toEqual(
    expect.arrayContaining([
      ['numberUnreadable', 2, 'Progress %', 'many'],
      ['dateUnreadable', 2, 'Start Date', 'soon'],
      ['statusUnknown', 2, 'Status', 'Parked'],
      ['titleMissing', 3, 'Title', ''],
    ]),
  );
  expect(told.map(([code]) => code)).toEqual(expect.arrayContaining(['kindUnknown', 'idTwice']));
  expect(okrs.map(({ key }) => key)).toEqual(['1', '1~2']);
  expect(okrs[0]).toMatchObject({ status: { word: 'Parked' }, kindWord: 'Epic' });
  expect(okrs[0]?.progress).toBeUndefined();
});

test.each<[string, string]>([
  ['', 'empty'],
  ['\n\n', 'empty'],
  ['Title,Status\n', 'noRows'],
  ['a,b\n1,2\n', 'noKnownColumns'],
  ['\u0000\u0001\u0002', 'notAnExport'],
])('%j: %s', async (text, code) => {
  expect((await read(text)).troubles).toEqual([code]);
});

test('several parents in one cell, titles with parentheses and commas', () => {
  expect(
    parseParents(
      'Grow (north), fast(weight: 14.29%, Id: 10), Other(x)(weight: 50%, Id: 11)\nThird(weight: %, Id: 12)',
    ),
  ).toEqual([
    { id: '10', title: 'Grow (north), fast', weight: 14.29 },
    { id: '11', title: 'Other(x)', weight: 50 },
    { id: '12', title: 'Third' },
  ]);
  expect(parseParents('')).toEqual([]);
  expect(parseParents('only a title')).toBeUndefined();
});

const cell = (
  note: string,
  more = 'Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;',
) => `Checkin Date: 2025-03-10; User: Ann (R&D); Note: ${note}; ${more}`;

test.each([
  'plain',
  'with; semicolons; and\nlines\r\n"quotes"',
  'Status: Behind; says who?',
  'Metric Name: old; Current Value: 3; was wrong',
  'Metric Name: a; Status: Closed; Current Value: 1; Activity Date: 2020-01-01 00:00:00 UTC',
  'Checkin Date: 2020-01-01; User: Bob; Note: quoted',
  '',
])('the note %j, whatever keys it quotes', (note) => {
  expect(parseCheckIn(cell(note))).toEqual({
    date: '2025-03-10',
    activityAt: '2025-03-10T20:57:08Z',
    user: { name: 'Ann (R&D)' },
    note,
    metric: 'Progress',
    status: { word: 'On Track', known: 'onTrack' },
    value: { text: '25%', number: 25, unit: '%' },
    raw: cell(note),
  });
});

test("Ally.io's form: what is known of it, marked as it stands", () => {
  const text = '[Ann, 2022-05-16 23:20:57 UTC] Note: went well; Metric Name: NPS, Status: On Track';
  expect(parseCheckIn(text)).toMatchObject({
    activityAt: '2022-05-16T23:20:57Z',
    note: 'went well',
    status: { known: 'onTrack' },
    raw: text,
    unread: true,
  });
  expect(parseCheckIn('???')).toMatchObject({ raw: '???', unread: true });
});

test('check-ins far down a file, which are read when they are asked for, are what those at its top are', async () => {
  const checkIn = (note: string) =>
    `Checkin Date: 2025-03-10; User: Zoë; Note: ${note}; Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;`;
  const tails = [
    [checkIn('said "fine"; Status: Behind; and\nmore')],
    [checkIn('a'), '', checkIn('b'), ' '],
    ['nobody knows; what "this" is'],
    [],
    ['', '', ''],
    [`${checkIn('')}\n`],
  ];
  const rows = (times: number) =>
    Array.from({ length: times }, (_, at) => [
      String(at + 1),
      `Title ${at}`,
      ...(tails[at % tails.length] as string[]),
    ]);
  const header = ['Id', 'Title', 'Checkins', '', '', ''];
  const { okrs: few } = await read(csvOf([header, ...rows(tails.length)]));
  const { okrs: many, told } = await read(csvOf([header, ...rows(100 * tails.length)]));
  expect(many.map(({ checkIns }) => checkIns)).toEqual(
    Array.from({ length: many.length }, (_, at) => few[at % few.length]?.checkIns),
  );
  expect(few.map(({ checkIns }) => checkIns.length)).toEqual([1, 2, 1, 0, 0, 1]);
  expect(many.map(lastCheckInOf)).toEqual(
    many.map((_, at) => few[at % few.length]).map((okr) => okr && lastCheckInOf(okr)),
  );
  expect(many.map(checkInCountOf)).toEqual(many.map(({ checkIns }) => checkIns.length));
  expect(told.filter(([code]) => code === 'checkInUnreadable')).toHaveLength(20);
});

test('rows far down a file say what those at its top say, in every field', async () => {
  const { okrs: few, report } = await read(readFileSync(sample));
  const [header = '', ...lines] = csvOf(
    [...csvRows(readFileSync(sample, 'utf8'), ',')].map(({ cells }) => cells),
  ).split(/(?<=\n)(?=\d{7},)/);
  const again = await read(header + lines.slice(-20).join(''));
  const far = few.slice(-20);
  expect(report?.okrs.length).toBeGreaterThan(100);
  const all = (okr: Okr) => ({ ...plainOkr(okr), row: 0, parents: okr.parents.map(({ id }) => id) });
  expect(far.map(all)).toEqual(again.okrs.map(all));
  expect(far.map(({ cells }) => cells)).toEqual(again.okrs.map(({ cells }) => cells));
  expect(far.some(({ description }) => description)).toBe(true);
  expect(far.some(({ metric }) => metric.current !== undefined)).toBe(true);
});

test('headers in another language: what nobody knows is shown and found, the first of it is the title', async () => {
  const { okrs, report, told } = await read(
    'Id,Titel,Besitzer,Status\n1,Umsatz steigern,Jörg Müller,On Track\n',
  );
  expect(okrs[0]).toMatchObject({ id: '1', title: 'Umsatz steigern', status: { known: 'onTrack' } });
  expect(report?.columns.map(({ name }) => name)).toEqual(['Id', 'Titel', 'Besitzer', 'Status']);
  expect(told).toEqual([['titleGuessed', 'Titel']]);
  expect(filterOkrs(okrs, { search: 'jorg' }, '2025-01-01')).toHaveLength(1);
});

test('a cell of very many parents is read in time', async () => {
  const parents = Array.from({ length: 30_000 }, (_, at) => `P(weight: 1%, Id: ${at})`).join('');
  const begun = performance.now();
  expect(parseParents(parents)).toHaveLength(30_000);
  expect(performance.now() - begun).toBeLessThan(5000);
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

test('a character 0 that went astray makes no other file of it', async () => {
  const { okrs } = await read('Id,Title,Status\n1,A\0B,On Track\n2,C,Behind\n');
  expect(okrs.map(({ title }) => title)).toEqual(['A\0B', 'C']);
});

test.each([
  [
    'the page to sign in',
    '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>a, Status, b</body></html>',
  ],
  ['a web page', '<html>\n<p>x,Title</p>\n</html>'],
  ['a PDF', '%PDF-1.7\n1 0 obj\nTitle,Status\n'],
])('%s in place of the file is named as what it is: no export', async (_, text) => {
  expect((await read(text)).troubles).toEqual(['notAnExport']);
});

test('a metric called "Progress" makes no header of its row', async () => {
  expect((await read('Nr,Titel,Metrik\n1,Ziel,Progress\n2,Ziel 2,Progress\n')).troubles).toEqual([
    'noKnownColumns',
  ]);
  const { okrs } = await read('Board review\n\nTitel,Status\nZiel,On Track\n');
  expect(okrs).toMatchObject([{ title: 'Ziel', row: 4 }]);
});

test('columns without a header: what stands there is shown by its letter, check-ins are check-ins', async () => {
  const cell =
    'Checkin Date: 2025-03-10; User: Ann; Note: x; Metric Name: P; Status: On Track; Current Value: 25%;';
  const { report, okrs } = await read(`Id,,Title,,,\n1,,A,,"${cell}",\n2,EMEA,B,,"${cell}","${cell}"\n`);
  expect(report?.columns.map(({ name }) => name)).toEqual(['Id', 'B', 'Title']);
  expect(okrs.map(({ cells, checkIns }) => [cells, checkIns.length])).toEqual([
    [['1', '', 'A'], 1],
    [['2', 'EMEA', 'B'], 2],
  ]);
});

test('a quote that is never closed swallows no rows, where later rows have quotes of their own', async () => {
  const { okrs, told } = await read(
    'Id,Title,Status\n1,"A broken,On Track\n2,B,Behind\n3,"C ""x""",Closed\n',
  );
  expect(okrs.map(({ title }) => title)).toEqual(['"A broken', 'B', 'C "x"']);
  expect(told).toContainEqual(['quoteNotClosed', 2]);
});

test('a date whose day and month are the same is no doubtful one', async () => {
  const { okrs, told } = await read(
    'Id,Title,Start Date,End Date\n1,A,1/1/2025,6. 1. 2025\n2,B,2025. 01. 06.,3/4/2025\n',
  );
  expect(okrs.map(({ start, due }) => [start, due])).toEqual([
    ['2025-01-01', '2025-01-06'],
    ['2025-01-06', undefined],
  ]);
  expect(told.map(([code]) => code)).toEqual(['dateAmbiguous']);
});
