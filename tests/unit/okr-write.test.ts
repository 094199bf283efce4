// @vitest-environment node
import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { breathing } from '../../lib/okr/breath.ts';
import { compare } from '../../lib/okr/compare.ts';
import type { Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { plainOkr } from '../../lib/okr/table-okr.ts';
import { treeOf, walk } from '../../lib/okr/tree.ts';
import { clipboardTable } from '../../lib/okr/write/clipboard.ts';
import { writeCsv } from '../../lib/okr/write/csv.ts';
import { readEmails } from '../../lib/okr/write/emails.ts';
import { sheetNames } from '../../lib/okr/write/names.ts';
import { prepare, preparedCsv } from '../../lib/okr/write/other-tools.ts';
import { type Labels, okrSheet, workbookOf } from '../../lib/okr/write/workbook.ts';
import { writeXlsx } from '../../lib/okr/write/xlsx.ts';
import { checkIn as archived, archiveFiles, objective } from '../fixtures/okr/archive.ts';
import { xlsxOf } from '../fixtures/okr/xlsx.ts';

const header =
  'Id,Title,Team,Creator,Owner,Period,Start Date,End Date,Description,"Aligned To (weight, Objective ID)",Metric Name,Unit,Target,Object Type,Goal Type,Start,Created At,Last Check-in,Progress %,Actual Progress,Status,Last Check-in Note,Score,Checkins,';
const checkIn =
  'Checkin Date: 2025-03-10; User: Ann; Note: one; two\nthree; Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;';
const rowsOfFile = [
  `1,Grow,Sales,Ann,"Ann, Bob",Q1 2025,2025-01-01,2025-03-31,,,Progress,%,100,Objective,Committed Goal,0,2025-01-01 08:00:00 UTC,2025-03-10,42.92,42.92,On Track,,,"${checkIn}",`,
  '2,=1+1,Sales; North,Ann,Bob,Q1 2025,2025-01-01,2025-03-31,"a ""b""\r\nc","Grow(weight: 50%, Id: 1)",Deals,,200,Key result,,0,,,50,100,At Risk,,,,',
  '3,Do it,,Ann,,Own period,,,,"Grow(weight: 50%, Id: 1)Other(weight: 100%, Id: 99)",Progress,%,,Initiative,,0,,,100,100,Closed,,0.7,,',
].join('\r\n');

async function report(text = `${header}\r\n${rowsOfFile}\r\n`): Promise<Report> {
  const { reports } = await readFiles([{ name: 'view.csv', bytes: new TextEncoder().encode(text) }]);
  return reports[0] as Report;
}
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

test('a CSV for spreadsheets has a mark, and nothing in it runs', () => {
  expect(writeCsv([['a', '=1+1', '-5', '@x', '＝1+1', 'b "c"', 'l\nm']])).toBe(
    `\ufeffa,"'=1+1",-5,"'@x","'＝1+1","b ""c""","l\nm"\r\n`,
  );
});

test('what such a CSV made harmless is read again as it was; of other files nothing is taken', async () => {
  const titles = ['=1+1', "'=1+1", '- a, b', '@x "y"', '+\nz', '-5', "it's", "'quoted'"];
  const rows = [['Id', 'Title', 'Status'], ...titles.map((title, at) => [`${at}`, title, 'On Track'])];
  const read = async (text: string) => {
    const { reports } = await readFiles([{ name: 'a.csv', bytes: new TextEncoder().encode(text) }]);
    return reports[0]?.okrs.map(({ title }) => title);
  };
  expect(await read(writeCsv(rows))).toEqual(titles);
  const many = [...rows, ...Array.from({ length: 40 }, (_, at) => [`m${at}`, '=x', ''])];
  expect((await read(writeCsv(many)))?.at(-1)).toBe('=x');
  expect(await read('Id,Title,Status\n1,"\'=1+1",On Track\n')).toEqual(["'=1+1"]);
});

test('a table for the clipboard holds no markup of the file', () => {
  const { html, text } = clipboardTable([
    { cells: ['Title'], level: 1 },
    { cells: ['<img src=x onerror=alert(1)>'], level: 2 },
  ]);
  expect(html).toContain('&lt;img src=x');
  expect(text).toBe('Title\r\n<img src=x onerror=alert(1)>');
});

test('a text on the clipboard that looks like a formula stays a text in a spreadsheet', () => {
  const { html, text } = clipboardTable([
    { cells: ['Title', 'Progress'], level: 1 },
    { cells: ['=1+1', '-5%'], level: 1 },
  ]);
  expect(html).toContain(`<td style="mso-number-format:'\\@'" sdnum="0;0;@"`);
  expect(html).toContain('<td>-5%</td>');
  expect(text).toBe("Title\tProgress\r\n'=1+1\t-5%");
});

describe('for another tool', () => {
  test('OKR for Jira: its own headers, outline numbers, periods and weights', async () => {
    const prepared = prepare(await report(), { target: 'jira' });
    expect(prepared.header.join(', ')).toBe(
      'Order, Type, Summary, Status, Period, Owner, Weight, OKR type, Labels, Teams, Expected start date, Expected end date, Start value, Current value, Target value, Description',
    );
    expect(prepared.rows.map(([order, type, title, , period]) => [order, type, title, period])).toEqual([
      ['1', 'Objective', 'Grow', 'Q1 Y2025'],
      ['1.1', 'Key result', '=1+1', 'Q1 Y2025'],
      ['1.2', 'Key result', 'Do it', 'Own period'],
    ]);
    expect(prepared.rows[1]?.slice(6, 12)).toEqual([
      '50',
      '',
      '',
      'Sales, North',
      '01/01/2025',
      '31/03/2025',
    ]);
  });

  test('says what is missing or doubtful, by row', async () => {
    const { doubts } = prepare(await report(), {
      target: 'jira',
      emails: await readEmails(new TextEncoder().encode('Name;Mail\nBob;bob@x.example\n')),
    });
    expect(
      doubts.filter(({ kind }) => kind === 'emailMissing').map(({ row, value }) => [row, value]),
    ).toEqual([[2, 'Ann']]);
    const guessed = await report('Title,Object Type,Status\nA,Goal,On Track\n');
    expect(prepare(guessed, { target: 'outline' }).doubts).toContainEqual(
      expect.objectContaining({ kind: 'kindMissing', row: 2, value: 'Goal' }),
    );
    expect(doubts.filter(({ row }) => row === 4).map(({ kind }) => kind)).toEqual([
      'ownerMissing',
      'kindNotTaken',
      'periodUnknown',
      'datesMissing',
    ]);
  });

  test('takes words, columns and dates as they are wanted', async () => {
    const prepared = prepare(await report(), {
      target: 'rowIds',
      columns: { Title: 'id' },
      statuses: { 'On Track': 'on_track' },
      dates: 'monthFirst',
    });
    expect(prepared.rows[0]?.slice(0, 5)).toEqual(['1', '', 'Objective', '1', 'on_track']);
    expect(prepared.rows[1]?.[1]).toBe('1');
    expect(preparedCsv(prepared)).toContain('01/01/2025,03/31/2025');
    expect(preparedCsv(prepared).startsWith('Row ID,')).toBe(true);
  });
});

test('what is taken along of a report is plain data', async () => {
  const [first] = (await report()).okrs;
  expect(structuredClone(plainOkr(first as never)).checkIns).toHaveLength(1);
});

describe('addresses', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const users = [
    { ID: 1, Name: 'Ann Lee', Email: 'ann@x.org', Manager: { ID: 2, Name: 'Bob Ray', Email: 'bob@x.org' } },
    { ID: 2, Name: 'Bob Ray', Email: 'bob@x.org', Manager: null },
  ];
  const known = [
    ['ann lee', 'ann@x.org'],
    ['bob ray', 'bob@x.org'],
  ];
  const zip = { 'a/Users_export_file_1.json': utf8(JSON.stringify(users)), 'a/readme.txt': utf8('hello') };

  test.each([
    ['a table with managers', utf8('Name,Manager,Email\nAnn Lee,Bob Ray,ann@x.org\nBob Ray,Cy,bob@x.org\n')],
    ['managers first', utf8('Manager;Name;Email\nBob Ray;Ann Lee;ann@x.org\nCy;Bob Ray;bob@x.org\n')],
    ['names in two cells', utf8('Ann,Lee,ann@x.org\nBob,Ray,bob@x.org\n')],
    ["an archive's users", utf8(JSON.stringify(users))],
    ['a whole archive', zipSync(zip)],
    [
      'a workbook',
      xlsxOf([
        ['Name', 'Mail'],
        ['Ann Lee', 'ann@x.org'],
        ['Bob Ray', 'bob@x.org'],
      ]),
    ],
  ])('out of %s', async (_, bytes) => {
    expect([...(await readEmails(bytes))]).toEqual(expect.arrayContaining(known));
  });

  test('of two persons with one name nobody', async () => {
    const found = await readEmails(utf8('Name,Email\nAnn,a1@x.org\nAnn,a2@x.org\nBob,bob@x.org\n'));
    expect(found.get('ann')).toBeUndefined();
    expect(found.get('bob')).toBe('bob@x.org');
  });

  test.each([
    ['nothing', utf8('')],
    ['what is no table', utf8('{"a":')],
    ['a damaged zip', strToU8('PK\u0003\u0004 and no more')],
  ])('of %s there are none', async (_, bytes) => {
    expect([...(await readEmails(bytes))]).toEqual([]);
  });
});
