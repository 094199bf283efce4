import { beforeEach, expect, test } from 'vitest';
import { explorerUrl } from '../e2e/world.ts';
import { filesHost, storageHost } from '../emulator/files-host.ts';
import { type FirefoxWorld, pressPageButton } from './world.ts';

/* Graph keeps the content at another host: fetched by the browser, without the token, as in Chromium. */

export function elsewhere(theWorld: () => FirefoxWorld): void {
  beforeEach(() => {
    const { files, graph } = theWorld().emulator;
    files.reset();
    graph.contentFrom = 'storage';
  });

  test.each([['html', 'cut'] as const, ['forbidden', 'empty'] as const])(
    'at a host of Microsoft’s; before it %s, %s',
    async (...answers) => {
      const world = theWorld();
      const { files, graph, requests } = world.emulator;
      const before = world.files().length;
      files.answers.push(...answers);
      await pressPageButton(await world.firefox.open(explorerUrl()));
      const job = await world.job('is done', ({ phase }) => phase === 'done');
      const name = job.file?.name.split('/').at(-1);
      const saved = world.files().find((file) => file.name === name);
      expect(saved?.bytes.equals(graph.contentOf(graph.jobs.at(-1)?.key ?? ''))).toBe(true);
      expect(files.authorizations).toEqual([]);
      expect(world.files()).toHaveLength(before + 1);
      expect(requests.filter(({ host }) => host === storageHost)).toHaveLength(1 + answers.length);
    },
  );

  test('at any other host: asked only once the user has agreed to it', async () => {
    const world = theWorld();
    world.emulator.graph.contentFrom = 'files';
    const page = await world.firefox.open(explorerUrl());
    await pressPageButton(page);
    const job = await world.job(
      'waits for the user',
      ({ wait }) => wait?.problem?.code === 'contentHostUnknown',
    );
    expect(job.wait?.problem?.value).toBe(filesHost);
    const popup = await world.firefox.window.popup(page);
    expect(await popup.text()).toContain(`Download from ${filesHost}`);
    await world.firefox.window.closePopup();
    expect(world.emulator.files.paths).toEqual([]);
  });
}
