// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Opened, Query, Source } from '../../lib/report/protocol.ts';
import { startEngine } from '../../lib/report/worker/engine.ts';

/* Which of the files that are open is shown, and which of them it is compared with. */

const week = (name: string, stamp: string): Source => ({
  name,
  bytes: new Uint8Array(readFileSync(`tests/fixtures/okr/VivaGoals_15999_board_review_2025_${stamp}.csv`)),
});
const older = week('VivaGoals_15999_board_review_2025_05_05_1746435600.csv', '05_05_1746435600');
const newer = week('VivaGoals_15999_board_review_2025_05_12_1747040400.csv', '05_12_1747040400');
const csv = (name: string, text: string, modified?: number): Source =>
  modified === undefined
    ? { name, bytes: new TextEncoder().encode(text) }
    : new File([text], name, { lastModified: modified });
const job = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const words: [] = [];

async function opened(...sources: Source[]) {
  const engine = startEngine();
  return { engine, reading: await engine.open({ sources, words }, job()) };
}
/** From what to what, and how that is known. */
const fromTo = ({ name, comparison }: Partial<Opened> = {}) =>
  comparison && [comparison.before.name, name, comparison.orderFrom];

test('of two weeks that are opened together the newer is shown, compared at once; that can be ended', async () => {
  for (const sources of [
    [newer, older],
    [older, newer],
  ]) {
    const { engine, reading } = await opened(...sources);
    expect(reading.reports).toHaveLength(2);
    expect(reading).toMatchObject({ shown: 0, against: 1, opened: { asOf: '2025-05-12' } });
    expect(reading.opened?.comparison).toMatchObject({ atOnce: true, overlap: 'same', orderFrom: 'export' });
    const alone = await engine.stopComparing({}, job());
    expect(alone).toMatchObject({ shown: 0, opened: { asOf: '2025-05-12', comparison: undefined } });
    expect(alone.reports).toHaveLength(2);
  }
});

test('files of one name are told apart, and which is the newer by what each of them says', async () => {
  const may = Number(new Date(2025, 4, 5));
  const june = Number(new Date(2025, 5, 2));
  const first = csv('export.csv', 'Id,Title,Status\n1,A,On Track\n2,B,On Track\n', may);
  const second = csv('export.csv', 'Id,Title,Status\n1,A,At Risk\n2,B,At Risk\n', june);
  for (const sources of [
    [first, second],
    [second, first],
  ]) {
    const { reading } = await opened(...sources);
    expect(reading.reports.map(({ name }) => name)).toEqual(['export', 'export (2)']);
    expect(fromTo(reading.opened)).toEqual(['export (2)', 'export', 'modified']);
    expect(reading.opened?.groups.status.map(({ value, count }) => [value, count])).toContainEqual([
      'At Risk',
      2,
    ]);
  }
  const { engine } = await opened(second, first);
  const third = csv('export.csv', 'Id,Title,Status\n1,A,Behind\n', june + 1);
  const compared = await engine.compare({ sources: [third], words }, job());
  expect(compared.reports.map(({ name }) => name)).toEqual(['export', 'export (2)', 'export (3)']);
});

test.each<[string, Source, Source]>([
  [
    'of different views',
    csv('a 2025-05-05.csv', 'Id,Title\n1,A\n2,B\n'),
    csv('a 2025-05-12.csv', 'Id,Title\n3,A\n'),
  ],
  ['without ids', csv('a 2025-05-05.csv', 'Title\nA\n'), csv('a 2025-05-12.csv', 'Title\nA\n')],
  [
    'of one day with other names',
    csv('Board 2025-05-12.csv', 'Id,Title\n1,A\n'),
    csv('Sales 2025-05-12.csv', 'Id,Title\n1,B\n'),
  ],
])('files %s are not compared at once', async (_, one, other) => {
  const { reading } = await opened(one, other);
  expect(reading.reports).toHaveLength(2);
  expect(reading.opened?.comparison).toBeUndefined();
});

const row = (day: string) => `Id,Title,Last Check-in\n1,A,${day}\n`;
test.each<[string, Source, Source, string]>([
  [
    'the days in their names',
    csv('x 12.05.2025.csv', row('2025-05-01')),
    csv('x 5.5.2025.csv', row('2025-05-02')),
    'export',
  ],
  [
    'their newest check-ins',
    csv('b.csv', row('2025-05-09'), 1),
    csv('a.csv', row('2025-05-02'), 2),
    'checkIns',
  ],
  [
    'check-ins, where one has no day',
    csv('b.csv', row('2025-05-09')),
    csv('x 2025-05-05.csv', row('2025-05-02')),
    'checkIns',
  ],
  [
    'check-ins, on one day',
    csv('b 2025-05-12.csv', row('2025-05-09')),
    csv('a 2025-05-12.csv', row('2025-05-02')),
    'checkIns',
  ],
  ['when they were changed', csv('b.csv', row(''), 2e12), csv('a.csv', row(''), 1e12), 'modified'],
])('which is the older is known by %s', async (_, later, earlier, from) => {
  for (const [one, other] of [
    [later, earlier],
    [earlier, later],
  ] as const) {
    const { engine } = await opened(one);
    const { opened: shown } = await engine.compare({ sources: [other], words }, job());
    const nameOf = ({ name }: Source) => name.replace('.csv', '');
    expect(fromTo(shown)).toEqual([nameOf(earlier), nameOf(later), from]);
    const swapped = await engine.compareOtherwise({ swap: true }, job());
    expect(fromTo(swapped.opened)).toEqual([nameOf(later), nameOf(earlier), 'user']);
    // It holds for these two, whatever is read anew.
    const again = await engine.setWords({ words }, job());
    expect(fromTo(again.opened)).toEqual(fromTo(swapped.opened));
    const back = await engine.compareOtherwise({ swap: true }, job());
    expect(fromTo(back.opened)).toEqual(fromTo(shown));
  }
});

test('where nothing tells, that is said', async () => {
  const { engine } = await opened(csv('b.csv', 'Id,Title\n1,A\n'));
  const { opened: shown } = await engine.compare(
    { sources: [csv('a.csv', 'Id,Title\n1,B\n')], words },
    job(),
  );
  expect(fromTo(shown)).toEqual(['a', 'b', 'opened']);
  expect(shown?.comparison?.before).toMatchObject({ asOfFrom: 'today' });
});

test('files of different views are told so, and can be matched by title', async () => {
  const many = (from: number) => Array.from({ length: 20 }, (_, i) => `${from + i},T${i}`).join('\n');
  const { engine } = await opened(csv('a 2025-05-12.csv', `Id,Title\n${many(1)}\n`));
  const sources = [csv('b 2025-05-05.csv', `Id,Title\n${many(19)}\n`)];
  const { opened: shown } = await engine.compare({ sources, words }, job());
  expect(shown?.comparison).toMatchObject({ overlap: 'few', shared: 2, added: 18, gone: 18 });
  const all: Query = { search: '', chosen: {}, shape: 'table', columns: ['title'], language: 'en' };
  const { rows } = await engine.query(all, job());
  expect(new Set(rows.map(({ change }) => change))).toEqual(new Set([undefined, 'changed']));
  const clones = await engine.compareOtherwise({ clones: true }, job());
  expect(clones.opened?.comparison).toMatchObject({ clones: true, overlap: 'same', added: 2, gone: 2 });
  const part = [csv('c 2025-05-05.csv', `Id,Title\n${many(1).split('\n').slice(0, 10).join('\n')}\n`)];
  const filtered = await engine.compare({ sources: part, words }, job());
  expect(filtered.opened?.comparison).toMatchObject({ overlap: 'part', clones: false, shared: 10 });
});

test('of several open files any is chosen, compared with, and closed', async () => {
  const third = csv('third 2025-05-19.csv', 'Id,Title\n1,A\n');
  const { engine, reading } = await opened(older, third, newer);
  expect(reading.reports.map(({ asOf }) => asOf)).toEqual(['2025-05-19', '2025-05-12', '2025-05-05']);
  expect(reading.against).toBeUndefined();
  await engine.choose({ report: 2 }, job());
  const compared = await engine.compare({ report: 1 }, job());
  expect(compared).toMatchObject({ shown: 1, against: 2, opened: { asOf: '2025-05-12' } });
  const elsewhere = await engine.close({ report: 0 }, job());
  expect(elsewhere).toMatchObject({ shown: 0, against: 1, opened: { asOf: '2025-05-12' } });
  const closed = await engine.close({ report: 0 }, job());
  expect(closed).toMatchObject({ shown: 0, against: undefined, opened: { asOf: '2025-05-05' } });
  expect(closed.reports).toHaveLength(1);
  expect((await engine.close({ report: 0 }, job())).reports).toHaveLength(1);
});

test('what came to be compared with goes with the comparison; the shown file is not compared with itself', async () => {
  const { engine } = await opened(older);
  const same = await engine.compare({ sources: [{ ...older }], words }, job());
  expect(same).toMatchObject({
    isSame: true,
    reports: [{ asOf: '2025-05-05' }],
    opened: { comparison: undefined },
  });
  const compared = await engine.compare({ sources: [newer], words }, job());
  expect(compared).toMatchObject({ shown: 1, against: 0, opened: { asOf: '2025-05-12' } });
  // One that is open is not opened again.
  const again = await engine.compare({ sources: [older], words }, job());
  expect(again).toMatchObject({ shown: 1, against: 0 });
  expect(again.reports).toHaveLength(2);
  // The user's own stay.
  expect((await engine.stopComparing({}, job())).reports).toHaveLength(2);
  const { engine: other } = await opened(older);
  await other.compare({ sources: [newer], words }, job());
  const alone = await other.stopComparing({}, job());
  expect(alone).toMatchObject({ shown: 0, opened: { asOf: '2025-05-05', comparison: undefined } });
  expect(alone.reports).toHaveLength(1);
});

test('of several views in what is compared with, the one that is shown', async () => {
  const views = ['Board.csv', 'Sales.csv'].map((name) => ({ ...newer, name }));
  const old = ['Board.csv', 'Sales.csv'].map((name) => ({ ...older, name }));
  const { engine, reading } = await opened(...views);
  for (const [report, { name }] of reading.reports.entries()) {
    await engine.choose({ report }, job());
    const { opened: shown } = await engine.compare({ sources: old, words }, job());
    expect(shown).toMatchObject({
      name,
      comparison: { before: { name: expect.stringMatching(`^${name} `) } },
    });
    const again = await engine.setWords({ words: [] }, job());
    expect(again.opened).toMatchObject({
      name,
      comparison: { before: { name: expect.stringMatching(`^${name} `) } },
    });
  }
});

test('a workbook that was saved says the day of its export, whatever it is called; an unknown day stays unknown', async () => {
  const labels = new Proxy({ kinds: {} }, { get: (of, key) => Reflect.get(of, key) ?? String(key) }) as never;
  for (const [name, stood] of [
    ['VivaGoals_15999_board_review_2025_05_12_1747040400.csv', { asOf: '2025-05-12', asOfFrom: 'export' }],
    ['x 2025-05-12.csv', { asOf: '2025-05-12', asOfFrom: 'export' }],
    ['board review.csv', { asOf: '2025-04-06', asOfFrom: 'checkIns' }],
  ] as const) {
    const { engine, reading } = await opened({ ...newer, name });
    expect(reading.opened).toMatchObject(stood);
    await engine.query({ search: '', chosen: {}, shape: 'tree', columns: ['title'], language: 'en' }, job());
    const { bytes } = await engine.saveExcel({ labels }, job());
    for (const called of ['renamed.xlsx', 'Plan 2024-01-31.xlsx'])
      if (called === 'renamed.xlsx' || stood.asOfFrom === 'export')
        expect((await opened({ name: called, bytes })).reading.opened, called).toMatchObject(stood);
  }
});
