import { until } from '../tests/browser/until.ts';
import { exportSignedIn, type World } from '../tests/e2e/world.ts';
import type { Bench } from './context.ts';
import { inChromium } from './exporters.ts';
import { type Growth, growthOf } from './process-memory.ts';
import type { Row } from './row.ts';
import { show, spreadOf, summarize } from './stats.ts';
import { MB, nextFile, ownFile, readyToExport } from './transfer.ts';

/** What an export takes more than nothing at all, at its highest moment. Linux alone tells. */
export async function rows({ world, quick }: Bench): Promise<Row[]> {
  if (process.platform !== 'linux') return [];
  const runs = quick ? 1 : 3;
  await world.fresh();
  await exportSignedIn(world);
  const pid = world.chromium.browser.process()?.pid ?? 0;
  const exporter = inChromium(world);
  const measured = new Map<number, Growth[]>();
  const own: number[] = [];
  for (let run = 0; run < runs; run++) {
    for (const megabytes of [1, 100, 500]) {
      const press = await readyToExport(exporter, { bytes: megabytes * MB, bytesPerSecond: undefined });
      const done = await nextFile(exporter);
      await until('the host is closed', () => hostIsClosed(world));
      const growth = await growthOf(pid, async () => {
        await press();
        await done(megabytes * MB);
      });
      measured.set(megabytes, [...(measured.get(megabytes) ?? []), growth]);
      await world.job('is done', ({ phase }) => phase === 'done');
      await world.clearDownloads();
    }
    await world.freshExports();
    const url = ownFile(exporter, { bytes: 500 * MB, bytesPerSecond: undefined });
    const done = await nextFile(exporter);
    const { extra } = await growthOf(pid, async () => {
      await world.chromium.evaluate((address: string) => chrome.downloads.download({ url: address }), url);
      await done(500 * MB);
    });
    own.push(extra);
    await world.clearDownloads();
  }
  const of = (megabytes: number) => summarize((measured.get(megabytes) ?? []).map(({ extra }) => extra));
  const [one, hundred, most] = [of(1), of(100), of(500)];
  const where = measured.get(500)?.at(-1)?.where;
  return [
    {
      what: 'peak extra memory of an export, 100 / 500 MB',
      against: 'nothing: the same browser just before the click',
      figure: `${show(hundred.median, 'MB')} / ${show(most.median, 'MB')}`,
      spread: `${spreadOf(hundred, 'MB')}; ${spreadOf(most, 'MB')}`,
      goal: '≤ 40 MB, not growing with size',
      met: Math.max(hundred.median, most.median) <= 40 && most.median - hundred.median <= 10,
      note: `memory of all processes of the browser that is theirs or shared between them (Pss_Anon + Pss_Shmem; not the pages of its program files), ten looks a second from the click to the complete file. An export of 1 MB takes ${show(one.median, 'MB')} (worker, page and offscreen document); the browser's own download of 500 MB ${show(summarize(own).median, 'MB')}. Where it was at 500 MB: ${JSON.stringify(where)}`,
    },
  ];
}

const hostIsClosed = ({ chromium }: World): Promise<boolean> =>
  chromium.evaluate(
    async () =>
      (await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT' as never] })).length === 0,
  );
