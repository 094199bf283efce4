// @vitest-environment node
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { breathing } from '../../lib/okr/breath.ts';
import { compare } from '../../lib/okr/compare.ts';
import type { Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { treeOf, walk } from '../../lib/okr/tree.ts';
import { sheetNames } from '../../lib/okr/write/names.ts';
import { type Labels, okrSheet, workbookOf } from '../../lib/okr/write/workbook.ts';
import { writeXlsx } from '../../lib/okr/write/xlsx.ts';
import { checkIn as archived, archiveFiles, objective } from '../fixtures/okr/archive.ts';
import { header, report, rowsOfFile } from './okr-view.ts';

const labels = new Proxy({} as Labels, {
  get: (_, key) =>
    key === 'kinds' ? new Proxy({}, { get: (_kinds, kind) => `${String(kind)}!` }) : String(key),
});
const rowsOf = (of: Report) => [...walk(treeOf(of))].map(({ okr, level }) => ({ okr, level }));
async function parts(of: Report, other?: Report) {
  const sheets = workbookOf(of, rowsOf(of), labels, other && compare(other, of));
  const { bytes, cut } = await writeXlsx(sheets, of.name, breathing({}));
  const files = unzipSync(bytes);
  return {
    cut,
    text: (name: string) => strFromU8(files[name] ?? new Uint8Array()),
    names: Object.keys(files),
  };
}

describe('Excel', () => {
  test('has numbers, percentages and dates as such, and the tree as outline', async () => {
    const { text, cut } = await parts(await report());
    const sheet = text('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<c r="S2" s="4"><v>0.4292</v></c>');
    expect(sheet).toContain('<c r="G2" s="5"><v>45658</v></c>');
    expect(sheet).toContain('<c r="M3"><v>200</v></c>');
    expect(sheet).toContain('<row r="3" outlineLevel="1">');
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toContain('<autoFilter ref="A1:X4"/>');
    expect(cut).toEqual({ rows: 0, cells: 0, links: 0 });
  });

  test('writes no formula, whatever a text looks like', async () => {
    const { text, names } = await parts(await report());
    for (const name of names.filter((one) => one.includes('worksheets/sheet')))
      expect(text(name)).not.toContain('<f');
    expect(text('xl/sharedStrings.xml')).toContain('<t>=1+1</t>');
  });

  test.each([
    ['VivaGoals_15999_board_review_2025_05_12_1747040400.csv', true],
    ['VivaGoals_15999_board_review_2025_05_12_1747040400.csv', false],
  ])('is read again with all that %s says, its check-ins too (ids: %s)', async (name, ids) => {
    const csv = readFileSync(`tests/fixtures/okr/${name}`, 'utf8');
    const before = await report(ids ? csv : csv.replace('Id,', 'Number,'));
    const { bytes } = await writeXlsx(workbookOf(before, rowsOf(before), labels), 'view', breathing({}));
    const { reports } = await readFiles([{ name: 'view.xlsx', bytes }]);
    const said = ({ okrs }: Report) =>
      okrs
        .map(({ title, status, progress, due, owners, parents, checkIns }) => ({
          ...{
            title,
            status,
            progress: progress?.toFixed(6),
            due,
            owners,
            parents: parents.map(({ id }) => id),
          },
          checkIns: checkIns.map(({ raw: _, unread: _unread, ...told }) => told),
        }))
        .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    const [again] = reports as [Report];
    expect(said(again)).toEqual(said(before));
    expect(again.troubles.map(({ code }) => code)).not.toContain('checkInWithoutOkr');
  });

  test('of several views in one workbook all are read again', async () => {
    const made = async (name: string, of: Report) =>
      okrSheet(of, rowsOf(of), { okrs: name, checkIns: 'Check-ins' });
    const two = await report('Title,Status\nX,Behind\n');
    const sheets = [await made('Board', await report()), await made('Sales', two)];
    const { bytes } = await writeXlsx(sheets, 'batch', breathing({}));
    const { reports, troubles } = await readFiles([{ name: 'batch.xlsx', bytes }]);
    expect(reports.map(({ name, okrs }) => [name, okrs.length])).toEqual([
      ['Board', 3],
      ['Sales', 1],
    ]);
    expect(troubles).toEqual([]);
  });

  test('of an archive it is read again as it was', async () => {
    const child = (id: number, more: object) => objective(id, `Child ${id}`, { Type: 'Key result', ...more });
    const number = { 'Metric Name': 'Deals', 'Metric Unit': 'Number', Start: 0, Target: 200 };
    const objectives = [
      objective(1, 'Root (a, b)'),
      objective(2, 'Other', { Score: 0.7, Status: 'Closed' }),
      child(3, {
        'Parent IDs': [1, 2],
        Alignment: [{ ID: 1, Title: 'Root (a, b)', Weight: '40.0%' }],
        Outcome: number,
      }),
      child(4, { 'Parent IDs': [1], Outcome: { ...number, 'Metric Unit': 'Dollar' } }),
    ];
    const checkins = [
      archived(9, 3, '2025-03-10 20:57:08', { 'Metric Name': 'Deals', 'Current Value': 120 }),
    ];
    const files = Object.entries(archiveFiles({ objectives, checkins }));
    const read = await readFiles(files.map(([name, content]) => ({ name, bytes: content })));
    const [before] = read.reports as [Report];
    const { bytes } = await writeXlsx(workbookOf(before, rowsOf(before), labels), before.name, breathing({}));
    const [after] = (await readFiles([{ name: 'archive.xlsx', bytes }])).reports as [Report];
    const { added, gone, changed } = compare(before, after);
    expect([...added, ...gone, ...changed]).toEqual([]);
    const telling = ({ okrs }: Report) =>
      okrs.map(({ id, period, creator, score, parents, metric }) => ({
        ...{ id, period, score, parents, by: creator?.name },
        ...{ unit: metric.unit, current: metric.current },
      }));
    const byId = (okrs: ReturnType<typeof telling>) => okrs.sort((a, b) => Number(a.id) - Number(b.id));
    expect(byId(telling(after))).toEqual(byId(telling(before)));
    expect(before.okrs[2]?.metric.current).toBe(120);
  });

  test('an address that is none is left out: Excel would repair the whole file', async () => {
    const links = ['https://x.example/a b', 'https://[bad', `https://x.example/${'ä'.repeat(400)}`];
    const rows = links.map((link) => ({ cells: ['x'], links: [[0, link]] as [number, string][] }));
    const sheet = { name: 'x', columns: [{ name: 'x', width: 9 }], rows };
    const { bytes, cut } = await writeXlsx([sheet], 'x', breathing({}));
    const written = strFromU8(unzipSync(bytes)['xl/worksheets/_rels/sheet1.xml.rels'] ?? new Uint8Array());
    expect(written.match(/Target="[^"]*"/g)).toEqual(['Target="https://x.example/a%20b"']);
    expect(cut.links).toBe(2);
  });

  test('has a sheet of check-ins, and one of changes where two are compared', async () => {
    const before = await report();
    const after = await report(`${header}\r\n${rowsOfFile.replace('At Risk', 'Behind')}\r\n`);
    const { text } = await parts(after, before);
    expect(text('xl/workbook.xml')).toMatch(/name="okrs".*name="checkIns".*name="changes"/);
    expect(text('xl/sharedStrings.xml')).toContain('one; two\nthree');
    expect(text('xl/worksheets/sheet3.xml').match(/<row /g)).toHaveLength(2);
    expect(text('xl/sharedStrings.xml')).toContain('status!');
  });

  test('takes characters that XML does not take, and cuts what a cell does not hold', async () => {
    const title = `a\u0001b_x0041_\ud800 ${'x'.repeat(40_000)}`;
    const { text, cut } = await parts(await report(`Id,Title\n1,${title}\n`));
    expect(text('xl/sharedStrings.xml')).toContain('a_x0001_b_x005F_x0041_');
    expect(cut.cells).toBe(1);
  });

  test('has no name for a range that no sheet has', async () => {
    const columns = Array.from({ length: 16_400 }, (_, at) => ({ name: `c${at}`, width: 9 }));
    const { bytes } = await writeXlsx([{ name: 'wide', columns, rows: [] }], 'wide', breathing({}));
    const files = unzipSync(bytes);
    for (const part of ['xl/workbook.xml', 'xl/worksheets/sheet1.xml'])
      expect(strFromU8(files[part] as Uint8Array)).toMatch(/A\$?1:\$?XFD\$?1\b/);
  });

  test('can be given up while it is written and while it is packed', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => ({ cells: [`text ${at * 7919}`, at] }));
    const columns = ['a', 'b'].map((name) => ({ name, width: 9 }));
    for (const enough of [0.2, 0.8]) {
      const told: number[] = [];
      const giveUp = (share: number) => {
        told.push(share);
        return share > enough ? Promise.reject(new Error('given up')) : undefined;
      };
      await expect(writeXlsx([{ name: 'a', columns, rows }], 'a', giveUp)).rejects.toThrow('given up');
      expect(told.at(-1)).toBeLessThan(enough + 0.1);
      expect([...told].sort((a, b) => a - b)).toEqual(told);
    }
  });

  test('names sheets as a spreadsheet takes them', () => {
    expect(sheetNames(['a/b:c', 'A B C', '', 'x'.repeat(40), "'q'", 'History'])).toEqual([
      'a b c',
      'A B C (2)',
      'Sheet',
      'x'.repeat(31),
      'q',
      'History_',
    ]);
  });
});
