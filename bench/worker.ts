import { until } from '../tests/browser/until.ts';
import { account, settings } from '../tests/unit/samples.ts';
import { type Bench, wakeWorker } from './context.ts';
import { fullHistory } from './popup.ts';
import type { Row } from './row.ts';
import { inTurns, ratio, show, spreadOf } from './stats.ts';

/** The worker's heap after garbage collection, some seconds after it was started, with 200 exports in the history. */
export async function rows({ world, empty, listening, runs }: Bench): Promise<Row[]> {
  const { chromium } = world;
  await world.fresh();
  await chromium.evaluate((all: object) => chrome.storage.local.set(all), fullHistory());
  await chromium.killWorker();

  const heap = async (id: string) => {
    await wakeWorker(world, id);
    const target = await until('the worker', async () =>
      chromium.browser.targets().find((one) => one.type() === 'service_worker' && one.url().includes(id)),
    );
    const session = await target.createCDPSession();
    for (let at = 0; at < 3; at++) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize / 1000;
  };
  const few = Math.min(runs, 7);
  const [ours, theirs] = await inTurns(
    () => heap(chromium.extensionId),
    () => heap(empty.id),
    few,
  );
  const [least] = await inTurns(
    () => heap(listening.id),
    () => heap(empty.id),
    few,
  );
  await chromium.evaluate(
    async (all: object) => {
      await chrome.storage.local.clear();
      await chrome.storage.local.set(all);
    },
    { settings, account },
  );
  await chromium.killWorker();
  const [withoutHistory] = await inTurns(
    () => heap(chromium.extensionId),
    () => heap(empty.id),
    few,
  );
  return [
    {
      what: 'worker: heap after garbage collection, idle, 200 exports in history',
      against: 'an empty worker',
      figure: ratio(ours.median, theirs.median, 'kB'),
      spread: `${spreadOf(ours, 'kB')}; ${spreadOf(theirs, 'kB')}`,
      goal: '≤ 1.5',
      met: ours.median / theirs.median <= 1.5,
      note: [
        `The profile (heap snapshots): ${show(least.median, 'kB')} is what an empty worker weighs that listens to the same events and`,
        `asks the same interfaces: the browser makes its objects for them. The history is ${show(ours.median - withoutHistory.median, 'kB')}.`,
        'The rest is the code itself, some 65 kB of it: what V8 keeps of each of its functions, compiled or not (some 70 kB), names and',
        'constants (35 kB), shapes of objects and closures (35 kB). A service worker can not load a part of its code later.',
      ].join(' '),
    },
  ];
}
