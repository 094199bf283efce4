// @vitest-environment node
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readFiles } from '../../lib/okr/read.ts';
import { archiveFiles, checkIn, fileName, objective, person } from '../fixtures/okr/archive.ts';

const kinds = {
  objectives: [
    objective(10, 'Top', { Owner: [person(1, 'Åsa Lindqvist', ''), person(2, 'Bashir Haddad')] }),
    objective(11, 'Below', {
      Type: 'Key Result',
      Teams: [{ ID: 5, Name: 'R&D (Lund)' }],
      Tags: [{ ID: 1, 'Tag Name': 'company' }],
      'Parent IDs': [10, 12],
      Alignment: [{ ID: 10, Title: 'As it was called', Weight: '40.0%' }],
      Progress: 108_909,
      Score: 0.7,
      Children: [{ ID: 13, Title: 'x', Type: 'Objective' }],
      Outcome: {
        'Outcome Type': 'Metric',
        'Metric Name': 'Revenue',
        'Metric Unit': 'Dollar',
        Start: 5,
        Target: 50,
      },
    }),
    objective(12, 'Second parent'),
  ],
  checkins: [
    checkIn(1, 11, '2025-02-01 09:00:00 UTC', { 'Metric Name': 'Revenue', 'Current Value': 20 }),
    checkIn(2, 11, '2025-03-01 09:00:00 UTC', { 'Metric Name': 'Other', 'Current Value': 3 }),
    checkIn(3, 99, '2025-03-01 09:00:00 UTC'),
  ],
  comments: [
    {
      ID: 1,
      'OKR ID': 10,
      Comment: 'Well <b>done</b>',
      'Created By': person(2, 'Bashir Haddad'),
      'Created At': '2025-01-09',
    },
  ],
  Users: [person(1, 'Åsa Lindqvist'), person(3, 'Chioma Eze')],
  Teams: [
    { ID: 5, 'Team Name': 'R&D (Lund)' },
    { ID: 6, 'Team Name': 'Finance' },
  ],
  TimePeriods: [
    { ID: 9, 'Time Period Name': 'Q1 2025', 'Start Date': '2025-01-01', 'End Date': '2025-03-31' },
  ],
  Tags: [
    { ID: 1, 'Tag Name': 'company' },
    { ID: 2, 'Tag Name': 'b' },
  ],
};
const files = archiveFiles(kinds);
const loose = Object.entries(files).map(([name, bytes]) => ({ name, bytes }));
const zipped = (entries: Record<string, Uint8Array>, name = 'archive.zip') => [
  { name, bytes: zipSync(entries) },
];
const codes = (troubles: { code: string; file: string }[]) => troubles.map(({ code, file }) => [file, code]);

test('all of an archive, whether singly or zipped', async () => {
  const { reports, troubles } = await readFiles(loose);
  expect(troubles).toEqual([]);
  expect(reports).toHaveLength(1);
  const [report] = reports;
  expect(report).toMatchObject({
    kind: 'archive',
    name: fileName('objectives').replace('.json', ''),
    takenAt: Date.UTC(2025, 10, 24, 10, 15),
    hasCheckIns: true,
  });
  expect(report?.people).toEqual(
    [
      ['Åsa Lindqvist', 1],
      ['Chioma Eze', 3],
      ['Bashir Haddad', 2],
    ].map(([name, id]) => ({ name, email: `user${id}@fabrikam.example` })),
  );
  const [top, below] = report?.okrs ?? [];
  expect(top).toMatchObject({ key: '10', kind: 'objective' });
  expect(top?.owners[0]).toEqual({ name: 'Åsa Lindqvist', email: 'user1@fabrikam.example' });
  expect(top?.score).toBeUndefined();
  expect(below).toMatchObject({
    kind: 'keyResult',
    kindWord: 'Key Result',
    progress: 108_909,
    score: 0.7,
    metric: { name: 'Revenue', unit: '$', start: 5, target: 50, current: 20 },
    parents: [
      { id: '10', key: '10', title: 'As it was called', weight: 40 },
      { id: '12', key: '12', title: 'Second parent' },
    ],
  });
  expect(below?.checkIns).toEqual([
    expect.objectContaining({ metric: 'Other', value: { text: '3', number: 3, unit: '' } }),
    expect.objectContaining({
      metric: 'Revenue',
      value: { text: '$20', number: 20, unit: '$' },
      note: 'fine',
      date: '2025-02-01',
      activityAt: '2025-02-01T09:00:00Z',
    }),
  ]);
  expect(report?.troubles).toEqual([
    { file: fileName('checkins'), code: 'checkInWithoutOkr', row: 3, column: 'OKR ID', value: '99' },
  ]);

  const [inZip] = (await readFiles(zipped(files))).reports;
  expect(inZip?.okrs).toEqual(report?.okrs);
  expect(inZip?.files.map(({ name }) => name)).toEqual(loose.map(({ name }) => `archive.zip/${name}`));
});

test('columns are the keys of the records, those within "Outcome" each for itself', async () => {
  const [report] = (await readFiles(loose)).reports;
  const cell = (name: string, row = 1) =>
    report?.okrs[row]?.cells[report.columns.findIndex((column) => column.name === name)];
  expect(report?.columns.filter(({ field }) => field).map(({ field }) => field)).toEqual(
    expect.arrayContaining([
      'id',
      'title',
      'objectType',
      'owner',
      'team',
      'alignedTo',
      'metricName',
      'unit',
      'start',
      'target',
      'progress',
    ]),
  );
  expect(cell('Alignment')).toBe('As it was called(weight: 40.0%, Id: 10)');
  expect(cell('Metric Unit')).toBe('Dollar');
  expect(cell('Permissions')).toBe('View: Everyone; Edit: Owner; Align: Everyone');
  expect(cell('Owner', 0)).toBe('Åsa Lindqvist, Bashir Haddad');
});

test('files that make no archive are named with their reason', async () => {
  const { objectives: _, ...others } = kinds;
  const without = await readFiles(zipped(archiveFiles({ checkins: others.checkins })));
  expect(without.reports).toEqual([]);
  expect(codes(without.troubles)).toEqual([
    [`archive.zip/${fileName('checkins')}`, 'archiveWithoutObjectives'],
  ]);
  const cut = await readFiles([
    { name: 'o.json', bytes: strToU8(JSON.stringify(kinds.objectives).slice(0, 90)) },
  ]);
  expect(codes(cut.troubles)).toEqual([['o.json', 'jsonUnreadable']]);
  const other = await readFiles([{ name: 'package.json', bytes: strToU8('{"name":"x"}') }]);
  expect(codes(other.troubles)).toEqual([['package.json', 'notAnExport']]);
});

test('records that are none, values of other types, names like those of prototypes', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const hostile = `{"ID": "__proto__", "Title": "constructor", "Type": 7, "Owner": "Ann", "Teams": "T", "Progress": "x",
    "Outcome": [], "Parent IDs": ["__proto__", "nobody"], "Score": 1e999, "__proto__": {"a": 1}, "deep": ${deep}}`;
  const text = `[null, ${JSON.stringify(objective(1, 'Good'))}, 3, "x", [], ${hostile}]`;
  const { reports } = await readFiles([{ name: fileName('objectives'), bytes: strToU8(text) }]);
  const [report] = reports;
  expect(report?.okrs.map(({ key, title, row }) => [key, title, row])).toEqual([
    ['1', 'Good', 2],
    ['__proto__', 'constructor', 6],
  ]);
  expect(report?.okrs[1]).toMatchObject({ owners: [{ name: 'Ann' }], teams: ['T'], kindWord: '7' });
  expect(report?.troubles.map(({ code, row }) => [code, row])).toEqual(
    expect.arrayContaining([
      ['recordUnreadable', 1],
      ['recordUnreadable', 5],
      ['valueUnreadable', 6],
      ['circle', 6],
      ['parentMissing', 6],
    ]),
  );
});

test('the same kind twice: the first counts, and the other is told', async () => {
  const twice = [
    ...loose,
    { name: 'objectives (1).json', bytes: strToU8(JSON.stringify([objective(77, 'Other')])) },
  ];
  const [report] = (await readFiles(twice)).reports;
  expect(report?.okrs).toHaveLength(3);
  expect(codes(report?.troubles ?? [])).toContainEqual(['objectives (1).json', 'fileTwice']);
});
