// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { csvRows } from '../../lib/okr/csv.ts';
import type { Okr } from '../../lib/okr/model.ts';
import { plainOkr } from '../../lib/okr/table-okr.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { read, utf8 } from './okr-read.ts';

const sample = 'tests/fixtures/okr/VivaGoals_15999_board_review_2025_05_12_1747040400.csv';

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

test('what can not be read is told with row, column and value, and kept', async () => {
  const { okrs, told } = await read(
    'Id,Title,Progress %,Start Date,Status,Object Type\n1,A,many,soon,Parked,Epic\n1,,5,,,\n',
  );
  expect(told).toEqual(
    expect.arrayContaining([
      ['valueUnreadable', 2, 'Progress %', 'many'],
      ['valueUnreadable', 2, 'Start Date', 'soon'],
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

test('a quote that is never closed swallows no rows, where later rows have quotes of their own', async () => {
  const { okrs, told } = await read(
    'Id,Title,Status\n1,"A broken,On Track\n2,B,Behind\n3,"C ""x""",Closed\n',
  );
  expect(okrs.map(({ title }) => title)).toEqual(['"A broken', 'B', 'C "x"']);
  expect(told).toContainEqual(['quoteNotClosed', 2]);
});
