// @vitest-environment node
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readEmails } from '../../lib/okr/write/emails.ts';
import { prepare, preparedCsv } from '../../lib/okr/write/other-tools.ts';
import { xlsxOf } from '../fixtures/okr/xlsx.ts';
import { report } from './okr-view.ts';

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
    ['an archive that was cut off', utf8(`${JSON.stringify(users).slice(0, -1)}, {"Name": "C`)],
    [
      'what Graph tells of users',
      utf8(JSON.stringify({ value: users.map(({ Name, Email }) => ({ displayName: Name, mail: Email })) })),
    ],
    ['what a mail program copies', utf8('Ann Lee <ann@x.org>; "Bob Ray" <bob@x.org>')],
    ['mailboxes in a table', utf8('Team,Owner\nX,Ann Lee <ann@x.org>\nY,Bob Ray <mailto:bob@x.org>\n')],
    ['links', utf8('Name|Mail\nAnn  Lee|mailto:ann@x.org\nBob\u00a0Ray|mailto:bob@x.org\n')],
    ['last names first', utf8('Last name;First name;Mail\nLee;Ann;ann@x.org\nRay;Bob;bob@x.org\n')],
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

  test('a name is found however its letters, spaces and case are written', async () => {
    const emails = await readEmails(utf8('Name,Email\nZoe\u0308  Lee,zoe@x.org\n'));
    const prepared = prepare(await report('Title,Owner\nA,zoë Lee\n'), { target: 'outline', emails });
    expect(prepared.rows[0]?.[prepared.header.indexOf('Owner e-mail')]).toBe('zoe@x.org');
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
