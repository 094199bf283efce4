import { until } from '../tests/browser/until.ts';
import type { Bench } from './context.ts';
import { fullHistory } from './popup.ts';
import type { Row } from './row.ts';
import { inTurns, ratio, spreadOf } from './stats.ts';

/** The worker's heap after garbage collection, some seconds after it was started, with 200 exports in the history. */
export async function rows({ world, empty, runs }: Bench): Promise<Row[]> {
  const { chromium } = world;
  await world.fresh();
  await chromium.evaluate((all: object) => chrome.storage.local.set(all), fullHistory());
  await chromium.killWorker();

  const heap = async (id: string) => {
    const page = await chromium.open(`chrome-extension://${id}/icon/48.png`);
    await page.evaluate(() =>
      chrome.runtime.sendMessage({ name: 'nothing', input: {} }).catch(() => undefined),
    );
    await page.close();
    const target = await until('the worker', async () =>
      chromium.browser.targets().find((one) => one.type() === 'service_worker' && one.url().includes(id)),
    );
    const session = await target.createCDPSession();
    for (let at = 0; at < 3; at++) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize / 1000;
  };
  const [ours, theirs] = await inTurns(
    () => heap(chromium.extensionId),
    () => heap(empty.id),
    Math.min(runs, 7),
  );
  return [
    {
      what: 'worker: heap after garbage collection, idle, 200 exports in history',
      against: 'an empty worker',
      figure: ratio(ours.median, theirs.median, 'kB'),
      spread: `${spreadOf(ours, 'kB')}; ${spreadOf(theirs, 'kB')}`,
      goal: '≤ 1.5',
      met: ours.median / theirs.median <= 1.5,
    },
  ];
}
