import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readFiles } from '../../lib/okr/read.ts';
import { archiveFiles } from '../fixtures/okr/archive.ts';
import { csvOf, type Encoding, encoded } from '../fixtures/okr/csv.ts';
import { archiveOf, columnNames, type MadeOkr, sheetRows, viewRows } from '../fixtures/okr/organization.ts';
import { xlsxOf } from '../fixtures/okr/xlsx.ts';
import { essence, madeEssence, organization } from './okr-made.ts';
import { times } from './runs.ts';

const read = async (name: string, bytes: Uint8Array) => {
  const { reports, troubles } = await readFiles([{ name, bytes }]);
  expect(troubles).toEqual([]);
  return reports[0]?.okrs.map(essence);
};
const made = (okrs: MadeOkr[]) => okrs.map((okr) => madeEssence(okr, okrs));
const anyOrder = fc.shuffledSubarray(columnNames, { minLength: columnNames.length });

test('as CSV: any delimiter, row ends, encoding, quotes, order of columns', () =>
  fc.assert(
    fc.asyncProperty(
      organization,
      anyOrder,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom<Encoding>('utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be'),
      fc.boolean(),
      async (okrs, names, delimiter, newline, encoding, quoteAll) => {
        const text = csvOf(viewRows(okrs, names), { delimiter, newline, quoteAll });
        expect(await read('view.csv', encoded(text, encoding))).toEqual(made(okrs));
      },
    ),
  ));

test('as Excel: any order of columns, texts shared or in the cells', () =>
  fc.assert(
    fc.asyncProperty(
      organization,
      anyOrder,
      fc.boolean(),
      fc.boolean(),
      async (okrs, names, inline, placeless) => {
        const bytes = xlsxOf(sheetRows(okrs, names), { inline, placeless });
        expect(await read('view.xlsx', bytes)).toEqual(made(okrs));
      },
    ),
    times(0.5),
  ));

test('as an archive, singly or zipped', () =>
  fc.assert(
    fc.asyncProperty(organization, async (okrs) => {
      const files = archiveFiles(archiveOf(okrs));
      expect(await read('archive.zip', zipSync(files))).toEqual(made(okrs));
      const { reports } = await readFiles(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
      expect(reports.map((report) => report.okrs.map(essence))).toEqual([made(okrs)]);
    }),
    times(0.5),
  ));
