import { beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { expectTheSameInExcel, hostile, refused } from '../e2e/file-format.ts';
import { explorerUrl } from '../e2e/world.ts';
import { type FirefoxWorld, pressPageButton } from './world.ts';

/* `fileFormat` in Firefox, whose event page has the workbook made. */

declare const browser: Pick<typeof chrome, 'storage'>;

export function fileFormat(theWorld: () => FirefoxWorld): void {
  beforeAll(() =>
    theWorld().firefox.evaluate(async () => {
      const { settings } = await browser.storage.local.get('settings');
      await browser.storage.local.set({ settings: { ...(settings as object), fileFormat: 'xlsx' } });
    }),
  );

  async function exported() {
    const world = theWorld();
    const before = world.files().map(({ name }) => name);
    const page = await world.firefox.open(explorerUrl());
    await pressPageButton(page);
    const job = await world.job('is done', ({ phase }) => phase === 'done');
    const files = world.files().filter(({ name }) => !before.includes(name));
    expect(files).toHaveLength(1);
    const sent = world.emulator.graph.contentOf(world.emulator.graph.jobs[0]?.key ?? '');
    return { job, sent, ...(files[0] as (typeof files)[0]) };
  }

  test('an export lands as an Excel file; texts that look like formulas stay texts', async () => {
    theWorld().emulator.graph.contentText = hostile;
    const { name, bytes, sent } = await exported();
    expect(name).toMatch(/\.xlsx$/);
    await expectTheSameInExcel(bytes, sent);
  });

  // Who reads the content is the same script in every browser.
  test.each(refused.slice(0, 1))(
    '%s: the CSV is saved byte for byte, and it is said',
    async (_what, content, said) => {
      theWorld().emulator.graph.contentText = content;
      const { job, name, bytes, sent } = await exported();
      expect(name).toMatch(/\.csv$/);
      expect(bytes.equals(sent)).toBe(true);
      const history = await theWorld().firefox.openOwn(`export-history.html?export=${job.id}`);
      await until('the history says why', () =>
        history.evaluate(() => document.body.innerText).then((text) => said.test(text)),
      );
    },
  );
}
