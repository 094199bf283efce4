// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';
import { startEngine } from '../../lib/report/worker/engine.ts';

/* Files that the disk does not give: one in the cloud, on a drive that no longer answers, one that was moved away. */

const words: [] = [];
const good = new File(['Id,Title\n1,A\n'], 'good.csv');
const fileThat = (arrayBuffer: () => Promise<ArrayBuffer>): File =>
  Object.assign(new File([], 'far.csv'), { arrayBuffer });
const silent = () => fileThat(() => new Promise(() => undefined));
const gone = () => fileThat(() => Promise.reject(new DOMException('could not be found.', 'NotFoundError')));
const job = (signal = new AbortController().signal) => ({ signal, onProgress: vi.fn() });
afterEach(() => vi.useRealTimers());

test('one that can not be read is told with the browser’s reason, the others are shown', async () => {
  const { opened, reports, troubles } = await startEngine().open({ sources: [gone(), good], words }, job());
  expect(opened?.okrs).toBe(1);
  expect(reports).toHaveLength(1);
  expect(troubles).toMatchObject([{ file: 'far.csv', code: 'notRead' }]);
  expect(troubles[0]?.value).toMatch(/could not be found$/);
});

test('one that never comes can be given up, and what is asked next is answered', async () => {
  const engine = startEngine();
  await engine.open({ sources: [good], words }, job());
  const controller = new AbortController();
  const asked = job(controller.signal);
  for (const question of [
    engine.open({ sources: [silent(), good], words }, asked),
    engine.compare({ sources: [silent()], words }, asked),
    engine.inCommon({ source: silent() }, asked),
    engine.emails({ source: silent() }, asked),
  ]) {
    setTimeout(() => controller.abort(new Error('given up')));
    await expect(question).rejects.toThrow('given up');
  }
  expect((await engine.current({}, job())).opened?.okrs).toBe(1);
});

test('one that never comes is told after five minutes; meanwhile the page hears that it is waited for', async () => {
  vi.useFakeTimers();
  const asked = job();
  const opening = startEngine().open({ sources: [silent()], words }, asked);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  const { opened, troubles } = await opening;
  expect(opened).toBeUndefined();
  expect(troubles).toMatchObject([{ file: 'far.csv', code: 'notRead' }]);
  // After a minute of silence it would take its worker for dead.
  expect(asked.onProgress.mock.calls.length).toBeGreaterThan(20);
});

test('files that went away stay as they were read when words get another meaning', async () => {
  const engine = startEngine();
  const there = new File(['Id,Title,Type\n1,A,Goal\n'], 'there.csv');
  await engine.open({ sources: [there, good], words }, job());
  Object.assign(there, { arrayBuffer: gone().arrayBuffer });
  const { reports } = await engine.setWords({ words: [['goal', 'objective']] }, job());
  expect(reports.map(({ name }) => name)).toEqual(['there', 'good']);
});
