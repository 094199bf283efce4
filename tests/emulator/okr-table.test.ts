import { describe, expect, test } from 'vitest';
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

  test('is a tree: key results under objectives, initiatives under key results', () => {
    const column = (name: string) => head.indexOf(name);
    const types = new Map(rows.map((row) => [row[column('Objective ID')], row[column('Type')]]));
    const parents = new Set(
      rows.map((row) => `${row[column('Type')]} < ${types.get(row[column('Parent ID')] ?? '')}`),
    );
    expect([...parents].sort()).toEqual([
      'Initiative < Key result',
      'Key result < Objective',
      'Objective < undefined',
    ]);
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
