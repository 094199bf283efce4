import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../lib/okr/compare.ts';
import type { Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { columnNames, viewRows } from '../fixtures/okr/organization.ts';
import { xlsxOf } from '../fixtures/okr/xlsx.ts';
import { organization } from './okr-made.ts';
import { times } from './runs.ts';

/** How spreadsheets of these countries write a CSV. */
const countries: Record<string, { delimiter: string; grouped: boolean }> = {
  'en-US': { delimiter: ',', grouped: true },
  'en-IN': { delimiter: ',', grouped: true },
  'de-DE': { delimiter: ';', grouped: true },
  'de-CH': { delimiter: ';', grouped: true },
  'fr-FR': { delimiter: ';', grouped: true },
  'pt-BR': { delimiter: ';', grouped: true },
  'nl-NL': { delimiter: ';', grouped: false },
  'pl-PL': { delimiter: ';', grouped: true },
  'ja-JP': { delimiter: ',', grouped: true },
  'ar-EG': { delimiter: ';', grouped: true },
  'hi-IN-u-nu-deva': { delimiter: ',', grouped: true },
};
const dates = new Set(['Start Date', 'End Date']);
const numbers = new Set(['Start', 'Target', 'Progress %', 'Actual Progress', 'Score']);

/** The same rows as that country's spreadsheet shows them. */
function rewritten(rows: string[][], country: string): string[][] {
  const { grouped } = countries[country] as (typeof countries)[string];
  const number = new Intl.NumberFormat(country, { useGrouping: grouped, maximumFractionDigits: 2 });
  // Polish and Croatian mean other months by one word.
  const dateStyle = country === 'pl-PL' ? 'short' : 'medium';
  const day = new Intl.DateTimeFormat(country, { dateStyle, timeZone: 'UTC' });
  const [header = [], ...others] = rows;
  const at = (names: Set<string>, place: number) => names.has(header[place] ?? '');
  return [
    header,
    ...others.map((cells) =>
      cells.map((cell, place) => {
        if (!cell) return cell;
        if (at(dates, place)) return day.format(new Date(cell));
        return at(numbers, place) ? number.format(Number(cell)) : cell;
      }),
    ),
  ];
}

const read = async (name: string, bytes: Uint8Array): Promise<Report> =>
  (await readFiles([{ name, bytes }])).reports[0] as Report;

test('what a spreadsheet of another country has saved again is its original, or it is told where it can be read in two ways', () =>
  fc.assert(
    fc.asyncProperty(
      organization,
      fc.constantFrom(...Object.keys(countries)),
      fc.boolean(),
      async (okrs, country, asTexts) => {
        const rows = viewRows(okrs, columnNames);
        const before = await read('a.csv', new TextEncoder().encode(csvOf(rows)));
        const shown = rewritten(rows, country);
        const { delimiter } = countries[country] as (typeof countries)[string];
        const bytes = asTexts
          ? xlsxOf(shown)
          : new TextEncoder().encode(csvOf(shown, { delimiter, newline: '\r\n' }));
        const after = await read('b', bytes);
        const open = new Set(
          after.troubles.filter(({ code }) => code === 'valueAmbiguous').map(({ column }) => column),
        );
        const columnOf = {
          startDate: 'Start Date',
          due: 'End Date',
          start: 'Start',
          target: 'Target',
          progress: 'Progress %',
          current: 'Actual Progress',
          score: 'Score',
        };
        const wrong = compare(before, after).changed.flatMap(({ changes }) =>
          changes.filter(({ kind }) => !open.has(columnOf[kind as keyof typeof columnOf])),
        );
        expect(wrong).toEqual([]);
        expect(after.okrs.map(({ id }) => id)).toEqual(before.okrs.map(({ id }) => id));
        expect(after.troubles.filter(({ code }) => code === 'valueUnreadable')).toEqual([]);
      },
    ),
    times(1),
  ));
