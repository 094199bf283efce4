// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compare } from '../../lib/okr/compare.ts';
import type { Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { xlsxOf } from '../fixtures/okr/xlsx.ts';

const folder = 'tests/fixtures/okr';
const views = readdirSync(folder).filter((name) => name.endsWith('.csv'));

/** As Excel opens a file where it expects semicolons: a quote counts at the start of a cell alone, what follows its pair belongs to it. */
function opened(text: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; at < text.length; ) {
    const [whole, inQuotes = '', rest = '', end] = cell(text, at);
    rows.at(-1)?.push(inQuotes.replaceAll('""', '"') + rest);
    at += whole.length;
    if (end !== ';') rows.push([]);
  }
  return rows;
}

function cell(text: string, at: number): RegExpExecArray {
  const form = /(?:"((?:[^"]|"")*)")?([^;\r\n]*)(;|\r?\n|$)/y;
  form.lastIndex = at;
  return form.exec(text) as RegExpExecArray;
}

const saved = (rows: string[][]): string =>
  rows
    .map((cells) => cells.map((one) => (/[";\r\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)))
    .map((cells) => `${cells.join(';')};;\r\n`)
    .join('');

async function read(name: string, bytes: Uint8Array): Promise<Report> {
  const { reports } = await readFiles([{ name, bytes }]);
  return reports[0] as Report;
}

test.each(views)('%s, of which a spreadsheet has made one column, is what it was', async (name) => {
  const bytes = readFileSync(`${folder}/${name}`);
  const before = await read(name, bytes);
  const rows = opened(bytes.toString('utf8').replace(/^\ufeff/, ''));
  for (const after of [
    await read(name, new TextEncoder().encode(saved(rows))),
    await read(name.replace('.csv', '.xlsx'), xlsxOf(rows)),
  ]) {
    const { added, gone, changed } = compare(before, after);
    expect([...added, ...gone, ...changed]).toEqual([]);
    expect(after.okrs).toHaveLength(before.okrs.length);
    const notes = ({ okrs }: Report) =>
      okrs.map(({ checkIns }) => checkIns.map(({ note, date }) => [note.replace(/;?\s+/g, ' '), date]));
    expect(notes(after)).toEqual(notes(before));
  }
});
