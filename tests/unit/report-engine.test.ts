// @vitest-environment node
import { readFileSync } from 'node:fs';
import { Workbook } from 'exceljs';
import { expect, test } from 'vitest';
import { hasCharts } from '../../entrypoints/report/charts/charts.tsx';
import { compare } from '../../lib/okr/compare.ts';
import type { Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { labelsIn } from '../../lib/report/labels.ts';
import type { Query } from '../../lib/report/protocol.ts';
import { startEngine } from '../../lib/report/worker/engine.ts';

/* What the worker of the report answers. */

const file = 'tests/fixtures/okr/VivaGoals_15999_board_review_2025_05_12_1747040400.csv';
const source = { name: file, bytes: new Uint8Array(readFileSync(file)) };
const job = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const all: Query = { search: '', chosen: {}, shape: 'tree', columns: ['title'], language: 'en' };

async function opened() {
  const engine = startEngine();
  const reading = await engine.open({ sources: [source], words: [] }, job());
  return { engine, okrs: reading.opened?.okrs ?? 0 };
}

test('of a file that knows little nothing is offered that it has not: no empty columns, nothing to unfold, no place for charts', async () => {
  const reading = async (text: string) => {
    const few = { name: 'few.csv', bytes: new TextEncoder().encode(text) };
    const { opened } = await startEngine().open({ sources: [few], words: [] }, job());
    if (!opened) throw new Error('nothing was read');
    return { columns: opened.columns.map(({ key }) => key), isTree: opened.isTree, drawn: hasCharts(opened) };
  };
  expect(await reading('Title,Status\nA,On Track\n')).toEqual({
    columns: ['title', 'status'],
    isTree: false,
    drawn: false,
  });
  expect(await reading('Title,Type,Team,Aligned to\nA,Objective,T,\nB,Key Result,T,A\n')).toEqual({
    columns: ['title', 'objectType', 'team', 'alignedTo'],
    isTree: true,
    drawn: true,
  });
});

test('a table for another tool holds all, or what is shown alone', async () => {
  const { engine, okrs } = await opened();
  const shown = await engine.query({ ...all, chosen: { status: ['At Risk'] } }, job());
  const rows = async (onlyShown: boolean) =>
    (await engine.prepare({ preparation: { target: 'jira' }, onlyShown, save: false }, job())).rows;
  expect(shown.all).toBeGreaterThan(0);
  expect(shown.all).toBeLessThan(okrs);
  expect(await rows(true)).toBe(shown.all);
  expect(await rows(false)).toBe(okrs);
});

test('files come with their first rows, for what is asked with them; an unreadable one changes nothing', async () => {
  const { engine, okrs } = await opened();
  const query: Query = { ...all, chosen: { status: ['At Risk'] } };
  await engine.query(query, job());
  const unreadable = { name: 'x', bytes: new TextEncoder().encode('nothing') };
  const refused = await engine.open({ sources: [unreadable], words: [], query: all }, job());
  expect(refused.query).toBeUndefined();
  expect(refused.rows).toEqual(await engine.query(query, job()));
  const columns: Query['columns'] = ['title', 'status', 'x:999'];
  const reading = await engine.open({ sources: [source], words: [], query: { ...all, columns } }, job());
  expect(reading.query?.columns).toEqual(['title', 'status']);
  expect(reading.rows).toMatchObject({ all: okrs, from: 0 });
  expect(reading.rows).toEqual(await engine.query(reading.query as Query, job()));
});

test('another export of the view is known by its OKRs, another view is not', async () => {
  const { engine, okrs } = await opened();
  expect(await engine.inCommon({ source }, job())).toBe(okrs);
  const other = { name: 'x', bytes: new TextEncoder().encode('Id,Title\n1,A\n2,B\n') };
  expect(await engine.inCommon({ source: other }, job())).toBe(0);
  expect(await engine.inCommon({ source: { name: 'y', bytes: new Uint8Array([1, 0, 2]) } }, job())).toBe(0);
});

test('a search finds notes of check-ins before all are made ready; the line over time is there at the end', async () => {
  const { engine } = await opened();
  const found = await engine.query({ ...all, search: 'Zahlen stimmen' }, job());
  expect(found.all).toBeGreaterThan(0);
  const { timeline } = await engine.charts({}, job());
  expect(timeline.length).toBeGreaterThan(1);
});

test('typed on, changed and taken back, a search finds what it finds at once', async () => {
  const [{ engine }, { engine: another }] = [await opened(), await opened()];
  const typed = [
    'Za',
    'Zahlen',
    'zahlen s',
    'ZAHLEN  S',
    'xzahlen',
    'ahlen',
    'stimmen zahlen',
    'growth',
    'z',
  ];
  for (const search of [...typed, ...typed.reverse()]) {
    await another.query({ ...all, search: 'found nowhere' }, job());
    const { all: count } = await another.query({ ...all, search }, job());
    expect([search, (await engine.query({ ...all, search }, job())).all]).toEqual([search, count]);
  }
});

test('a workbook of what is filtered tells the changes of these alone', async () => {
  const { engine } = await opened();
  const older = 'tests/fixtures/okr/VivaGoals_15999_board_review_2025_05_05_1746435600.csv';
  const { opened: compared } = await engine.compare(
    { sources: [{ name: older, bytes: new Uint8Array(readFileSync(older)) }], words: [] },
    job(),
  );
  const ids = async (query: Query) => {
    await engine.query(query, job());
    const { bytes } = await engine.saveExcel({ labels: labelsIn((key) => key) }, job());
    const [okrs, , changes] = (await new Workbook().xlsx.load(bytes.buffer as ArrayBuffer)).worksheets;
    const [first, third] = [okrs, changes].map(
      (sheet) => new Set(sheet?.getColumn(1).values.slice(2).map(String)),
    );
    return { okrs: first as Set<string>, changes: third as Set<string> };
  };
  const whole = await ids(all);
  expect(whole.changes.size).toBeGreaterThanOrEqual((compared?.comparison?.changed ?? 0) + 1);
  const part = await ids({ ...all, chosen: { status: ['At Risk'] } });
  expect(part.changes.size).toBeGreaterThan(0);
  expect(part.changes.size).toBeLessThan(whole.changes.size);
  expect([...part.changes].filter((id) => !part.okrs.has(id))).toEqual([]);
});

test('given up, even when all is read, a deed leaves what was there', async () => {
  const { engine } = await opened();
  const query: Query = { ...all, chosen: { status: ['At Risk'] } };
  await engine.query(query, job());
  const before = engine.current({}, job());
  const other = { name: 'x', bytes: new TextEncoder().encode('Id,Title\n1,A\n2,B\n') };
  const kpi: [string, 'kpi'][] = [['objective', 'kpi']];
  const sources = [other];
  for (const deed of [
    (its: ReturnType<typeof job>) => engine.open({ sources, words: [], query: all }, its),
    (its: ReturnType<typeof job>) => engine.compare({ sources, words: [] }, its),
    (its: ReturnType<typeof job>) => engine.setWords({ words: kpi }, its),
  ]) {
    const controller = new AbortController();
    const done = deed({ ...job(), signal: controller.signal });
    controller.abort(new Error('given up'));
    await expect(done).rejects.toThrow('given up');
    expect(await engine.current({}, job())).toEqual(await before);
  }
});

const readBack = async (bytes: Uint8Array): Promise<Report> =>
  (await readFiles([{ name: 'saved.csv', bytes }])).reports[0] as Report;

test('a table that was saved as CSV is compared with its original by ids, shown or not', async () => {
  const { engine, okrs } = await opened();
  const columns: Query['columns'] = ['title', 'status', 'progress'];
  await engine.query({ ...all, columns }, job());
  const names = { id: 'Id', title: 'Title', status: 'Status', progress: 'Progress %' } as never;
  const { bytes } = await engine.saveCsv({ names }, job());
  expect(new TextDecoder().decode(bytes).split('\r\n')[0]).toBe('Title,Status,Progress %,Id');
  const [before] = (await readFiles([source])).reports;
  const { unchanged, byTitle } = compare(before as Report, await readBack(bytes));
  expect({ unchanged, byTitle }).toEqual({ unchanged: okrs, byTitle: 0 });
});

test('a number that can be read in two ways is none in the saved CSV either', async () => {
  const engine = startEngine();
  const text = 'Title;Target;Start\nA;1.000;5\nB;25;7\n';
  await engine.open(
    { sources: [{ name: 'a.csv', bytes: new TextEncoder().encode(text) }], words: [] },
    job(),
  );
  await engine.query({ ...all, columns: ['title', 'target', 'start'] }, job());
  const names = { title: 'Title', target: 'Target', start: 'Start' } as never;
  const { okrs, troubles } = await readBack((await engine.saveCsv({ names }, job())).bytes);
  expect(okrs.map(({ metric }) => [metric.target, metric.start])).toEqual([
    [undefined, 5],
    [25, 7],
  ]);
  expect(troubles.map(({ row, column }) => [row, column])).toEqual([[2, 'Target']]);
});

test('a copy is called as its view, whatever the name of its file', async () => {
  const engine = startEngine();
  const copy = { ...source, name: 'Board 2026-11-25.csv', view: 'Board', takenAt: Date.UTC(2026, 10, 25) };
  const { opened: shown } = await engine.open({ sources: [copy], words: [] }, job());
  expect(shown?.name).toBe('Board');
});
