import { afterAll, beforeAll, beforeEach } from 'vitest';
import { exportSignedIn, startWorld, type World } from './world.ts';

/** A world for the tests of one file: signed in once, and without exports and files before each. */
export function signedInOnce(use: (world: World) => void): void {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    use(world);
    await world.fresh();
    await exportSignedIn(world);
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.freshExports();
    await world.clearDownloads();
  });
}
