// @vitest-environment node
import { expect, test } from 'vitest';
import { fitsTo } from '../../lib/okr/filter.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { read } from './okr-read.ts';

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

test('headers in another language: what nobody knows is shown and found, the first of it is the title', async () => {
  const { okrs, report, told } = await read(
    'Id,Titel,Besitzer,Status\n1,Umsatz steigern,Jörg Müller,On Track\n',
  );
  expect(okrs[0]).toMatchObject({ id: '1', title: 'Umsatz steigern', status: { known: 'onTrack' } });
  expect(report?.columns.map(({ name }) => name)).toEqual(['Id', 'Titel', 'Besitzer', 'Status']);
  expect(told).toEqual([['titleGuessed', 'Titel']]);
  expect(okrs.filter(fitsTo({ search: 'jorg' }))).toHaveLength(1);
});

test('a column of numbers that nobody knows is no title where there is one of words', async () => {
  const { okrs, told } = await read('Nummer,Ziel,Status\n1,Umsatz,On Track\n2,Kosten,At Risk\n');
  expect(okrs.map(({ title }) => title)).toEqual(['Umsatz', 'Kosten']);
  expect(told).toEqual([['titleGuessed', 'Ziel']]);
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
