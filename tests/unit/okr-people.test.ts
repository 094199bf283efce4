// @vitest-environment node
import { expect, test } from 'vitest';
import { joined } from '../../lib/okr/field-values.ts';
import { read } from './okr-read.ts';

/* Owners are joined by commas, and in many organizations a name is written "Doe, Jane". */

/** The owners of each row of a table with these creators and owners. */
async function ownersIn(rows: [creator: string | undefined, owner: string][]): Promise<string[][]> {
  const withCreator = rows.some(([creator]) => creator !== undefined);
  const lines = rows.map(
    ([creator, owner], at) =>
      `${at + 1},Title ${at},${withCreator ? `"${creator}",` : ''}"${owner}",On Track`,
  );
  const header = `Id,Title,${withCreator ? 'Creator,' : ''}Owner,Status`;
  const { okrs } = await read([header, ...lines].join('\r\n'));
  return okrs.map(({ owners }) => owners.map(({ name }) => name));
}

test('creators whose names hold a comma say that owners’ do', async () => {
  expect(
    await ownersIn([
      ['Doe, Jane', 'Doe, Jane'],
      ['Roe, Rick', 'Roe, Rick, Doe, Jane, Poe, Edgar'],
      ['Doe, Jane', 'Doe, Jane, Doe, John'],
      ['Doe, Jane', ''],
    ]),
  ).toEqual([['Doe, Jane'], ['Roe, Rick', 'Doe, Jane', 'Poe, Edgar'], ['Doe, Jane', 'Doe, John'], []]);
});

test('a name that is known to be whole stays one', async () => {
  expect(
    await ownersIn([
      ['Doe, Jane', 'Doe, Jane, Admin, Roe, Rick'],
      ['Admin', 'Admin, Doe, Jane'],
      ['Roe, Rick', 'Roe, Rick, Admin'],
    ]),
  ).toEqual([
    ['Doe, Jane', 'Admin', 'Roe, Rick'],
    ['Admin', 'Doe, Jane'],
    ['Roe, Rick', 'Admin'],
  ]);
});

test('what is known to be whole keeps its neighbours apart', async () => {
  expect(
    await ownersIn([
      ['Doe, Jane', 'Madonna, Doe, Jane, Roe, Rick'],
      ['Roe, Rick', 'Roe, Rick'],
    ]),
  ).toEqual([['Madonna', 'Doe, Jane', 'Roe, Rick'], ['Roe, Rick']]);
});

test('one creator with a comma in their name does not make one of two owners', async () => {
  const creator = 'Contoso, Inc.';
  expect(
    await ownersIn([
      [creator, 'Ann'],
      [creator, 'Bob'],
      [creator, 'Ann, Bob'],
      [creator, 'Cid, Dan'],
    ]),
  ).toEqual([['Ann'], ['Bob'], ['Ann', 'Bob'], ['Cid', 'Dan']]);
});

test('where names hold none, or nobody knows, each part is a name', async () => {
  expect(
    await ownersIn([
      ['Ann', 'Ann, Bob'],
      ['Consulting, Inc.', 'Bob, Ann, Cid'],
      ['Bob', 'Bob'],
    ]),
  ).toEqual([['Ann', 'Bob'], ['Bob', 'Ann', 'Cid'], ['Bob']]);
  expect(await ownersIn([[undefined, 'Ann, Bob']])).toEqual([['Ann', 'Bob']]);
});

test('what is written is read again as it was, also without creators', async () => {
  const names = [['Doe, Jane', 'Roe, Rick'], ['Doe, Jane'], ['Ann']];
  expect(await ownersIn(names.map((all) => [undefined, joined(all, 'owner')]))).toEqual(names);
  expect(joined(['Ann', 'Bob'], 'owner')).toBe('Ann, Bob');
});
