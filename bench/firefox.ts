import { setTimeout as sleep } from 'node:timers/promises';
import { exportSigningIn, newFirefoxWorld } from '../tests/firefox/world.ts';
import type { Thoroughness } from './context.ts';
import { atOnce, hundred, ten, transferRow } from './download.ts';
import { inFirefox } from './exporters.ts';
import type { Row } from './row.ts';

/** The same in a Firefox of its own: how long a file takes, and what it does when it is left alone. */
export async function rows({ quick }: Thoroughness): Promise<Row[]> {
  const world = await newFirefoxWorld();
  try {
    await exportSigningIn(world);
    await world.job('is done', ({ phase }) => phase === 'done');
    const exporter = inFirefox(world);
    const found: Row[] = [];
    for (const size of [ten, hundred])
      found.push(await transferRow(exporter, 'Firefox', atOnce, size, quick));

    await exporter.openExplorer();
    const { requests } = world.emulator;
    // The event page is ended after 30 s; that and its end may ask for something too.
    const before = requests.length;
    const seconds = quick ? 30 : 120;
    await sleep(seconds * 1000);
    const asked = requests.length - before;
    const alarms = await world.firefox.evaluate(() => chrome.alarms.getAll());
    found.push({
      what: 'idle, no export under way: requests per hour and alarms that are set, Firefox',
      against: '0',
      figure: `${(asked * 3600) / seconds} requests, ${alarms.length} alarms`,
      goal: '0 and 0',
      met: asked === 0 && alarms.length === 0,
      note: `seen for ${seconds} s after the last export, with an Explorer page open. Firefox does not tell when it starts an event page; without an alarm nothing starts it but the user, a download, a change of settings or of permissions`,
    });
    return found;
  } finally {
    await world.close();
  }
}
