import { describe, expect, test } from 'vitest';
import { readFiles } from '../../lib/okr/read.ts';
import { measureTable, okrTable } from './okr-table.ts';

const text = (options: Parameters<typeof okrTable>[0]): string =>
  Buffer.concat([...okrTable(options)]).toString('utf8');

/** Reads CSV by RFC 4180. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('an export', () => {
  const csv = text({ rows: 400, seed: 'view' });
  const [head = [], ...rows] = parse(csv.slice(1));

  test('is CSV as Excel likes it: a byte order mark, CRLF, as many cells in every row', () => {
    expect(csv[0]).toBe('\uFEFF');
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(rows).toHaveLength(400);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
  });

  test('holds whatever makes trouble', () => {
    const cells = rows.flat();
    for (const start of ['=', '+', '-', '@'])
      expect(cells.some((cell) => cell.startsWith(start) && cell.length > 3)).toBe(true);
    for (const part of ['"', '\r\n', ',', ';', 'ß', '顧客', 'العملاء', '🎉'])
      expect(cells.some((cell) => cell.includes(part))).toBe(true);
  });

  test('is a tree: key results under objectives, initiatives under key results, some under another one too', () => {
    const column = (name: string) => head.indexOf(name);
    const types = new Map(rows.map((row) => [row[column('Id')], row[column('Object Type')]]));
    const links = rows.flatMap((row) => {
      const parents = [
        ...(row[column('Aligned To (weight, Objective ID)')] ?? '').matchAll(
          /\(weight: [\d.]+%, Id: (\d+)\)/g,
        ),
      ];
      const ids = parents.length ? parents.map(([, id]) => id) : [undefined];
      return ids.map((id) => `${row[column('Object Type')]} < ${id && (types.get(id) ?? 'left out')}`);
    });
    expect([...new Set(links)].sort()).toEqual([
      'Initiative < Key result',
      'Initiative < left out',
      'Key result < Objective',
      'Key result < left out',
      'Objective < undefined',
    ]);
  });

  test('has its check-ins in an unnamed tail, as long as the longest row needs', () => {
    const at = head.indexOf('Checkins');
    expect(head.slice(at + 1)).toEqual(Array(head.length - at - 1).fill(''));
    const tails = rows.map((row) => row.slice(at).filter(Boolean));
    expect(Math.max(...tails.map(({ length }) => length))).toBe(head.length - at);
    const cell =
      /^Checkin Date: [\d-]+; User: .+; Note: .*; Metric Name: .+; Status: .+; Current Value: .+; Activity Date: .+ UTC;$/s;
    expect(tails.flat().every((text) => cell.test(text))).toBe(true);
    expect(
      tails.flat().some((text) => /Note: [^:]*;[^:]*\r\n/s.test(text) || /Note: .*"Metric Name/s.test(text)),
    ).toBe(true);
  });

  test('comes in the forms of other years, with tags, in the words of an organization', () => {
    const made = (options: object) => parse(text({ rows: 50, seed: 'view', ...options }).slice(1));
    expect(made({ form: 'B' })[0]).toEqual(head.slice(1));
    expect(made({ form: 'C' })[0]?.slice(0, 5)).toEqual(['Id', 'Title', 'Tag', 'OKR type', 'Type name']);
    expect(made({ tags: 'one' })[0]?.[2]).toBe('Tag');
    expect(made({ tags: 'each' })[0]?.slice(2, 5)).toEqual(['company', 'growth', 'board, quarterly']);
    const [own = [], ...rest] = made({ kinds: ['Goal', 'Outcome', 'Milestone'] });
    const kinds = new Set(rest.map((row) => row[own.indexOf('Object Type')]));
    expect([...kinds].sort()).toEqual(['Goal', 'Milestone', 'Outcome']);
  });

  test('is always the same for the same view, and another one for another view', () => {
    expect(text({ rows: 400, seed: 'view' })).toBe(csv);
    expect(text({ rows: 400, seed: 'other' })).not.toBe(csv);
  });

  test('is made in pieces', () => {
    let largest = 0;
    for (const piece of okrTable({ rows: 0, bytes: 5_000_000, seed: 'x' }))
      largest = Math.max(largest, piece.length);
    expect(largest).toBeLessThan(200_000);
    expect(measureTable({ rows: 0, bytes: 5_000_000, seed: 'x' }).bytes).toBe(5_000_000);
  });
});

test.each([
  ['A', {}],
  ['A with tags and words of its own', { tags: 'each', kinds: ['Big Rock', 'Metric', 'Milestone'] }],
  ['B', { form: 'B', tags: 'one' }],
  ['C', { form: 'C' }],
] as const)('form %s is read as a report, every row of it', async (_name, shape) => {
  const bytes = Buffer.concat([...okrTable({ rows: 60, seed: 'view', ...shape })]);
  const { reports, troubles } = await readFiles([{ name: 'view.csv', bytes }]);
  expect(troubles).toEqual([]);
  expect(reports[0]?.okrs).toHaveLength(60);
});
