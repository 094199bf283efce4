import { startWorld, type World } from '../tests/e2e/world.ts';
import { type EmptyExtension, makeEmptyExtension } from './empty.ts';

/** How thoroughly is measured. */
export interface Thoroughness {
  /** Of each thing that is measured. */
  runs: number;
  quick: boolean;
}

/** What the figures are taken from: one Chromium with this extension and an empty one, and the emulated services. */
export interface Bench extends Thoroughness {
  world: World;
  empty: EmptyExtension;
}

export const thoroughness = (quick: boolean): Thoroughness => ({ quick, runs: quick ? 5 : 21 });

export async function startBench(how: Thoroughness): Promise<Bench & { close(): Promise<void> }> {
  const empty = makeEmptyExtension();
  const world = await startWorld({ besides: [empty.folder] });
  return { world, empty, ...how, close: () => world.close() };
}
