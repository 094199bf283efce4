// @vitest-environment node
import { expect, test } from 'vitest';
import { compare } from '../../lib/okr/compare.ts';
import type { Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';

const reportOf = async (csv: string): Promise<Report> =>
  (await readFiles([{ name: 'view.csv', bytes: new TextEncoder().encode(csv) }])).reports[0] as Report;

async function compared(before: string, after: string) {
  const { added, gone, changed, byTitle } = compare(await reportOf(before), await reportOf(after));
  return {
    added: added.length,
    gone: gone.length,
    byTitle,
    changes: changed.flatMap(({ changes }) => changes.map(({ kind }) => kind)),
  };
}

const found = { added: 0, gone: 0, byTitle: 1, changes: ['status'] };

test.each([
  ['owners', 'Title,Period,Owner,Status\nA,Q1,Ann,On Track\n', 'Title,Period,Status\nA,Q1,Behind\n'],
  ['periods', 'Id,Title,Period,Status\n1,A,Q1,On Track\n', 'Title,Status\nA,Behind\n'],
  ['owners and periods', 'Title,Period,Owner,Status\nA,Q1,Ann,On Track\n', 'Title,Status\nA,Behind\n'],
])('without ids, a file without %s still has the same OKRs', async (_, before, after) => {
  expect(await compared(before, after)).toEqual(found);
  expect(await compared(after, before)).toEqual(found);
});

test('without ids, spaces and the order of owners tell no OKRs apart, another owner does', async () => {
  const before = 'Title,Owner,Status\nA  b,"Ann, Bob",On Track\n';
  expect(await compared(before, 'Title,Owner,Status\nA b,"Bob, Ann",Behind\n')).toEqual(found);
  expect(await compared(before, 'Title,Owner,Status\nA b,Ann,Behind\n')).toMatchObject({ added: 1, gone: 1 });
});

test('another unit is told, where the metric has no name too', async () => {
  const before = 'Id,Title,Metric Name,Unit,Target\n1,A,,,100\n';
  expect(await compared(before, 'Id,Title,Metric Name,Unit,Target\n1,A,,%,100\n')).toMatchObject({
    changes: ['metric'],
  });
});

test('a parent that one file knows by its title alone is the same', async () => {
  const before = 'Id,Title,Aligned To\n1,P,\n2,B,"P(weight: 50%, Id: 1)"\n';
  expect(await compared(before, 'Id,Title,Aligned To\n1,P,\n2,B,P\n')).toMatchObject({ changes: [] });
  expect(await compared(before, 'Id,Title,Aligned To\n1,P,\n2,B,Q\n')).toMatchObject({
    changes: ['parents'],
  });
});

test("an archive's words for kinds of goals are the view's", async () => {
  const before = 'Id,Title,Goal Type\n1,A,Committed Goal\n';
  expect(await compared(before, 'Id,Title,Goal Type\n1,A,Committed\n')).toMatchObject({ changes: [] });
});

test.each([
  ['with a sign', 'Status', 'On Track', '🟢 On track', 'At Risk'],
  ['in its plural', 'Object Type', 'Objective', 'objectives', 'Key result'],
  ['that was renamed', 'Object Type', 'Key result', 'Metric', 'Project'],
])('a word %s means what it meant', async (_, column, before, same, other) => {
  const of = (word: string) => `Id,Title,${column}\n1,A,${word}\n`;
  expect(await compared(of(before), of(same))).toMatchObject({ changes: [] });
  expect((await compared(of(before), of(other))).changes).toHaveLength(1);
});
