import { startWorld, type World } from '../tests/e2e/world.ts';
import { type EmptyExtension, makeEmptyExtension } from './empty.ts';

/** What the figures are taken from: one Chromium with this extension and an empty one, and the emulated services. */
export interface Bench {
  world: World;
  empty: EmptyExtension;
  /** Of each thing that is measured. */
  runs: number;
  quick: boolean;
}

export async function startBench(quick: boolean): Promise<Bench & { close(): Promise<void> }> {
  const empty = makeEmptyExtension();
  const world = await startWorld({ besides: [empty.folder] });
  return { world, empty, quick, runs: quick ? 5 : 21, close: () => world.close() };
}
