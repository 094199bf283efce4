import { type Display, startDisplay } from '../browser/display.ts';
import { exportSignedIn, startWorld, type World } from './world.ts';

export interface ShownWorld extends World {
  display: Display;
}

/** A world whose browser is really shown, signed in: for what the browser asks in windows of its own, and for real keys. */
export async function startShownWorld(): Promise<ShownWorld> {
  const display = await startDisplay();
  const args = ['--window-position=0,0', '--window-size=1200,800'];
  const world = await startWorld({ headless: false, display: display.name, args });
  await world.fresh();
  await exportSignedIn(world);
  const close = async () => {
    await world.close();
    display.close();
  };
  return { ...world, display, close };
}
