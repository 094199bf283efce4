import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../tests/browser/until.ts';
import { exportSignedIn } from '../tests/e2e/world.ts';
import type { Bench } from './context.ts';
import type { Row } from './row.ts';

/** So long after the last event the browser ends a worker, and a little more (ms). */
const workerLives = 45_000;

/** A browser that is left alone after an export, an Explorer page still open: what wakes the worker, and who is asked. */
export async function rows({ world, quick }: Bench): Promise<Row[]> {
  const { chromium, emulator } = world;
  await world.fresh();
  await exportSignedIn(world);
  await world.job('is done', ({ phase }) => phase === 'done');

  const session = await chromium.browser.target().createCDPSession();
  const isOurs = ({ type, url }: { type: string; url: string }) =>
    type === 'service_worker' && url.includes(chromium.extensionId);
  const workers = async () => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.filter(isOurs).length;
  };
  const begun = performance.now();
  await until('the worker ends by itself', async () => (await workers()) === 0, workerLives);
  const lived = (performance.now() - begun) / 1000;

  let woken = 0;
  session.on('Target.targetCreated', ({ targetInfo }) => {
    if (isOurs(targetInfo)) woken++;
  });
  await session.send('Target.setDiscoverTargets', { discover: true });
  const before = emulator.requests.length;
  const seconds = quick ? 30 : 120;
  await sleep(seconds * 1000);
  const asked = emulator.requests.length - before;
  await session.detach();
  const alarms = await chromium.evaluate(() => chrome.alarms.getAll());
  const perHour = (count: number) => (count * 3600) / seconds;
  return [
    {
      what: 'idle, no export under way: wake-ups and requests per hour, Chromium',
      against: '0',
      figure: `${perHour(woken)} wake-ups, ${perHour(asked)} requests`,
      goal: '0 and 0',
      met: woken === 0 && asked === 0 && alarms.length === 0,
      note: `seen for ${seconds} s after the worker had ended by itself, ${lived.toFixed(0)} s after the last export; with an Explorer page open. For longer it follows from what is registered: ${alarms.length} alarms are set, and nothing else wakes the worker but the user, a download, a change of settings or of permissions`,
    },
  ];
}
