import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Report } from '../../lib/okr/model.ts';
import { type Reading, readFiles } from '../../lib/okr/read.ts';
import { treeOf, walk } from '../../lib/okr/tree.ts';
import { isUnreadable } from '../../lib/okr/trouble.ts';
import { archiveFiles } from '../fixtures/okr/archive.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { archiveOf, sheetRows, viewRows } from '../fixtures/okr/organization.ts';
import { xlsxOf, xlsxParts } from '../fixtures/okr/xlsx.ts';
import { textOf } from './arbitraries.ts';
import { organization } from './okr-made.ts';
import { times } from './runs.ts';

/** What holds of whatever was read. */
function sound({ reports, troubles }: Reading): void {
  for (const trouble of troubles)
    expect(trouble).toMatchObject({ file: expect.any(String), code: expect.any(String) });
  for (const report of reports) soundReport(report);
}

function soundReport(report: Report): void {
  const keys = report.okrs.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect([...walk(treeOf(report))].map(({ okr }) => okr.key).sort()).toEqual([...keys].sort());
  for (const { cells, parents, checkIns } of report.okrs) {
    expect(cells.length).toBe(report.columns.length);
    for (const { key } of parents) if (key !== undefined) expect(keys).toContain(key);
    for (const checkIn of checkIns) expect(typeof checkIn.note).toBe('string');
  }
  expect(report.troubles.filter(({ code }) => isUnreadable(code) && report.kind !== 'archive')).toEqual([]);
}

const readAny = async (bytes: Uint8Array, name = 'file') => {
  const reading = await readFiles([{ name, bytes }]);
  // Something is shown, or it is said why not.
  expect(reading.reports.length + reading.troubles.length).toBeGreaterThan(0);
  sound(reading);
  return reading;
};

const starts = [
  [0x50, 0x4b, 3, 4],
  [0x50, 0x4b, 5, 6],
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0xef, 0xbb, 0xbf],
  [0x5b, 0x7b],
  [0xd0, 0xcf, 0x11, 0xe0],
];

test('any bytes', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom([], ...starts),
      fc.uint8Array({ maxLength: 300 }),
      async (start, bytes) => {
        await readAny(new Uint8Array([...start, ...bytes]));
      },
    ),
    times(3),
  ));

const scraps = textOf(
  [
    'Id',
    'Title',
    'Checkins',
    'Status',
    ',',
    ';',
    '\t',
    '"',
    '""',
    '\n',
    '\r',
    '\r\n',
    'a',
    '1',
    '\ufeff',
    '=HYPERLINK("',
    '(weight: 1%, Id: 1)',
    'Checkin Date: ',
    '; Note: ',
    '; Activity Date: ',
    '[{"ID":',
    '{"Title":"x","ID":1,"Type":2}',
    ']',
    '__proto__',
  ],
  60,
);

test('texts that are almost views or archives', () =>
  fc.assert(
    fc.asyncProperty(scraps, async (text) => void (await readAny(new TextEncoder().encode(text)))),
    times(3),
  ));

/** Bytes of a file replaced, left out and put in. */
const damage = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 40 }),
    put: fc.uint8Array({ maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 5 },
);
type Damage = { at: number; cut: number; put: Uint8Array };

const damaged = (bytes: Uint8Array, all: Damage[]): Uint8Array =>
  all.reduce((left, { at, cut, put }) => {
    const from = Math.floor(at * left.length);
    return new Uint8Array([...left.subarray(0, from), ...put, ...left.subarray(from + cut)]);
  }, bytes);

const forms = [
  (okrs: Parameters<typeof viewRows>[0]) => new TextEncoder().encode(csvOf(viewRows(okrs))),
  (okrs: Parameters<typeof viewRows>[0]) => xlsxOf(sheetRows(okrs)),
  (okrs: Parameters<typeof viewRows>[0]) => zipSync(archiveFiles(archiveOf(okrs))),
  (okrs: Parameters<typeof viewRows>[0]) =>
    new TextEncoder().encode(JSON.stringify(archiveOf(okrs).objectives)),
];

test('files of every form, damaged or cut off anywhere', () =>
  fc.assert(
    fc.asyncProperty(
      organization,
      fc.constantFrom(...forms),
      damage,
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      async (okrs, form, harm, cut) => {
        const bytes = form(okrs);
        await readAny(
          cut === null ? damaged(bytes, harm) : bytes.subarray(0, Math.floor(cut * bytes.length)),
        );
      },
    ),
    times(0.7),
  ));

test('sheets damaged within a sound zip', () =>
  fc.assert(
    fc.asyncProperty(organization, fc.nat(), damage, async (okrs, which, harm) => {
      const parts = xlsxParts(sheetRows(okrs));
      const names = Object.keys(parts);
      const name = names[which % names.length] as string;
      await readAny(zipSync({ ...parts, [name]: damaged(parts[name] as Uint8Array, harm) }));
    }),
  ));

test('every row is there', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { minLength: 1, maxLength: 6 }), {
        minLength: 1,
        maxLength: 20,
      }),
      fc.constantFrom('\n', '\r\n', '\r'),
      async (rows, newline) => {
        const table = rows.map((cells, i) => [`row ${i}`, ...cells]);
        const text = csvOf([['Title', 'Status', 'No one knows', '__proto__'], ...table], {
          newline,
          quoteAll: true,
        });
        const { reports } = await readAny(new TextEncoder().encode(text));
        expect(reports[0]?.okrs.map(({ title }) => title)).toEqual(table.map(([title]) => title));
        const unknown = reports[0]?.columns.findIndex(({ name }) => name === 'No one knows') as number;
        expect(reports[0]?.okrs.map(({ cells }) => cells[unknown])).toEqual(
          table.map((cells) => cells[2] ?? ''),
        );
      },
    ),
  ));
