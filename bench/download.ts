import { exportSignedIn } from '../tests/e2e/world.ts';
import type { Bench } from './context.ts';
import { inChromium } from './exporters.ts';
import type { Row } from './row.ts';
import { inTurns, ratio, show, spreadOf, summarize } from './stats.ts';
import { downloaded, type Exporter, exported, MB } from './transfer.ts';

/*
 * From the answer that said `succeeded` to the complete file; beside it the browser's own download of the same bytes from the
 * same server, from the call of `downloads.download` to the complete file. When a file is complete the browser says itself, in
 * its list of downloads.
 */

interface Size {
  megabytes: number;
  runs: number;
  goal?: number;
}
/** How fast the server sends. */
interface Line {
  how: string;
  bytesPerSecond: number | undefined;
}

const one = { megabytes: 1, runs: 9 };
export const ten = { megabytes: 10, runs: 9, goal: 1.5 };
export const hundred = { megabytes: 100, runs: 5, goal: 1.5 };
const fiveHundred = { megabytes: 500, runs: 3, goal: 1.5 };

/** As fast as this machine can, which no network is; and as fast lines do. */
export const atOnce: Line = { how: 'without a network between', bytesPerSecond: undefined };
const gigabit: Line = { how: 'over 1 Gbit/s', bytesPerSecond: 125 * MB };
const office: Line = { how: 'over 100 Mbit/s', bytesPerSecond: 12.5 * MB };

const measured: [Line, Size[]][] = [
  [atOnce, [one, ten, hundred, fiveHundred]],
  [gigabit, [ten, hundred]],
  [office, [ten]],
];

export async function rows({ world, quick }: Bench): Promise<Row[]> {
  await world.fresh();
  await exportSignedIn(world);
  const found: Row[] = [];
  for (const [line, sizes] of measured)
    for (const size of sizes) found.push(await transferRow(inChromium(world), 'Chromium', line, size, quick));
  return found;
}

/** The reason where the goal is missed, as the profile shows it. */
const why =
  "The content has to be in a Blob before the browser's own download can take it, so it is written twice, which tells where the network is faster than the disk; and a small file cannot hide that a document is opened for it. The one way without, a download by the browser with the token in its headers, would carry the token along a redirect to another host";

export async function transferRow(
  exporter: Exporter,
  browser: string,
  { how, bytesPerSecond }: Line,
  { megabytes, runs, goal }: Size,
  quick: boolean,
): Promise<Row> {
  const transfer = { bytes: megabytes * MB, bytesPerSecond };
  const phases: number[][] = [];
  const [ours, own] = await inTurns(
    async () => {
      const times = await exported(exporter, transfer);
      phases.push(times);
      return times.at(-1) as number;
    },
    () => downloaded(exporter, transfer),
    quick ? Math.min(runs, 3) : runs,
  );
  return {
    what: `\`succeeded\` → complete file, ${megabytes} MB, ${how}, ${browser}`,
    against: "the browser's own download of the same bytes",
    figure: ratio(ours.median, own.median, 'ms'),
    spread: `${spreadOf(ours, 'ms')}; ${spreadOf(own, 'ms')}`,
    goal: goal ? `≤ ${goal}` : 'none below 10 MB',
    ...(goal ? { met: ours.median / own.median <= goal } : {}),
    note: profile(phases) + (goal && ours.median / own.median > goal ? `. ${why}` : ''),
  };
}

/** What the time went into. @param phases of each run: times since `succeeded`, ms */
function profile(phases: number[][]): string {
  const median = (at: number) => summarize(phases.map((times) => times[at] as number)).median;
  const [asked = 0, sent = 0, began = 0, complete = 0] = [0, 1, 2, 3].map(median);
  return [
    `${show(asked, 'ms')} until the content is asked for (record, document that holds it)`,
    `${show(sent - asked, 'ms')} until the server has sent it`,
    `${show(began - sent, 'ms')} until the browser begins the file (Blob, record)`,
    `${show(complete - began, 'ms')} until it has copied the Blob into the file`,
  ].join(', ');
}
