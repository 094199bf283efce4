import { startWorld, type World } from '../tests/e2e/world.ts';
import { type EmptyExtension, makeEmptyExtension, makeListeningExtension } from './empty.ts';

/** How thoroughly is measured. */
export interface Thoroughness {
  /** Of each thing that is measured. */
  runs: number;
  quick: boolean;
}

/** What the figures are taken from: one Chromium with this extension and empty ones, and the emulated services. */
export interface Bench extends Thoroughness {
  world: World;
  empty: EmptyExtension;
  /** Empty too, but its worker listens to and asks all that ours does. */
  listening: EmptyExtension;
}

/** Starts an extension's worker: asked something, it is there, and stays for half a minute. */
export async function wakeWorker({ chromium }: World, id: string): Promise<void> {
  const page = await chromium.open(`chrome-extension://${id}/icon/48.png`);
  await page.evaluate(() =>
    chrome.runtime.sendMessage({ name: 'nothing', input: {} }).catch(() => undefined),
  );
  await page.close();
}

export const thoroughness = (quick: boolean): Thoroughness => ({ quick, runs: quick ? 5 : 21 });

export async function startBench(how: Thoroughness): Promise<Bench & { close(): Promise<void> }> {
  const empty = makeEmptyExtension();
  const listening = makeListeningExtension();
  const world = await startWorld({
    besides: [empty.folder, listening.folder],
    pinned: [empty.id],
  });
  return { world, empty, listening, ...how, close: () => world.close() };
}
