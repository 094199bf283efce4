import { afterEach, beforeEach, describe, test } from 'vitest';
import { packedRefusal } from '../browser/packed.ts';
import { until } from '../browser/until.ts';
import { type PackedWorld, startPackedWorld } from './packed-world.ts';
import { pageButton } from './page-button.ts';

/* The extension ends while an export is under way, and comes back. */

let world: PackedWorld;
beforeEach(async () => {
  world = await startPackedWorld();
});
afterEach(() => world?.close());

describe.skipIf(packedRefusal !== undefined)('in mid-job', () => {
  test('the extension is reloaded: the export goes on, the old button says to reload the page', async () => {
    world.emulator.graph.timing = { notStartedMs: 1000, runningMs: 3000 };
    const page = await world.beginExport();
    await world.job('is followed', ({ phase }) => phase === 'following');
    await world.chromium.evaluate(() => chrome.runtime.reload()).catch(() => undefined);
    await pageButton(page, /Reload this page/);
    await page.reload();
    await pageButton(page, /Saved/);
    await world.expectOneFile();
  });

  test('the extension is updated: the export goes on in the new version', async () => {
    world.emulator.graph.timing = { notStartedMs: 1000, runningMs: 6000 };
    const page = await world.beginExport();
    await world.job('is followed', ({ phase }) => phase === 'following');
    world.packed.release('1.1.0');
    // The browser would wait until the extension is idle; a reload takes the update at once. It may have asked for updates
    // itself just before, and then answers that there is none.
    const asked = () =>
      world.chromium.evaluate(async () => {
        if (chrome.runtime.getManifest().version === '1.1.0') return true;
        const available = new Promise<string>((resolve) =>
          chrome.runtime.onUpdateAvailable.addListener(() => resolve('available')),
        );
        const { status } = await chrome.runtime.requestUpdateCheck();
        const late = new Promise<string>((resolve) => setTimeout(resolve, 5000, status));
        if ((await Promise.race([available, late])) === 'available') chrome.runtime.reload();
        return undefined;
      });
    await until('the new version runs', () => asked().catch(() => undefined), 60_000);
    await page.reload();
    await pageButton(page, /Saved/);
    await world.expectOneFile();
  });
});
