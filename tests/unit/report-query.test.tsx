import { act, cleanup, renderHook } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useReport } from '../../entrypoints/report/use-report.ts';
import type { ReportWorker } from '../../lib/report/client.ts';
import type { Opened, Query, Reading, Shown } from '../../lib/report/protocol.ts';

/* What the page asks its worker when one filters, and when. */

interface Question {
  name: string;
  input: object;
  signal: AbortSignal | undefined;
  answer(value: unknown): Promise<void>;
}
let asked: Question[];
const ask = (name: string, input: object, { signal }: { signal?: AbortSignal } = {}) =>
  new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
    asked.push({ name, input, signal, answer: (value) => act(async () => resolve(value)) });
  });
const names = () => asked.map(({ name }) => name);
const rowsOf = (all: number): Shown => ({ visible: all, all, from: 0, rows: [] });
const meanings = {};

beforeEach(() => {
  asked = [];
  vi.stubGlobal('requestIdleCallback', (then: () => void) => setTimeout(then));
});
afterEach(cleanup);

async function opened() {
  const worker = { ask, end: () => undefined } as unknown as ReportWorker;
  const { result } = renderHook(() => useReport(worker, meanings));
  await act(async () => void result.current.open([new File([], 'x.csv')]));
  const [open] = asked.splice(0) as [Question];
  const { query } = open.input as { query: Query };
  const reading: Partial<Reading> = {
    reports: [],
    troubles: [],
    opened: { columns: [] } as unknown as Opened,
  };
  await open.answer({ ...reading, rows: rowsOf(9), query });
  await vi.waitFor(() => expect(names()).toEqual(['charts']));
  const search = (text: string) =>
    act(async () => result.current.setQuery((last) => ({ ...last, search: text })));
  return { result, search };
}

test('a filter is one question, asked at once; the charts come when its rows are there, of the last one alone', async () => {
  const { result, search } = await opened();
  const [first] = asked.splice(0);
  await search('a');
  expect(first?.signal?.aborted).toBe(true);
  expect(names()).toEqual(['query']);
  await search('ab');
  await search('abc');
  expect(names()).toEqual(['query']);
  await asked[0]?.answer(rowsOf(5));
  expect(asked.map(({ input }) => (input as Query).search)).toEqual(['a', 'abc']);
  expect(result.current.shown?.all).toBe(5);
  await asked[1]?.answer(rowsOf(2));
  // At once, though the charts of the one before are not asked for yet.
  await search('');
  expect(names()).toEqual(['query', 'query', 'query']);
  await asked[2]?.answer(rowsOf(9));
  await vi.waitFor(() => expect(names()).toEqual(['query', 'query', 'query', 'charts']));
  expect(result.current.failure).toBeUndefined();
});

test('a number is told as that of the filter which it was counted for', async () => {
  const { result, search } = await opened();
  await search('a');
  expect(result.current.query.search).toBe('a');
  expect(result.current.shown?.all).toBe(9);
  expect(result.current.shownFor?.search).toBe('');
  await asked.at(-1)?.answer(rowsOf(5));
  expect(result.current.shown?.all).toBe(5);
  expect(result.current.shownFor?.search).toBe('a');
});
