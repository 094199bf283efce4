// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { aroundWorker, dieAt, effects, startWorker } from './dying-worker.ts';
import { expectOneFile, start, untilDone } from './one-export.ts';
import { click, downloads, endDownload, jobs, newDay } from './played-browser.ts';
import { contents, host } from './played-offscreen.ts';
import { service } from './played-service.ts';
import { view } from './samples.ts';
import { settle } from './whole-background.ts';

/* The whole background, as the browser starts it, in a worker that may die at each of its effects: a click ends with one file. */

aroundWorker({ start });

describe('a click ends with one file', () => {
  test('in a worker that lives', async () => {
    await startWorker();
    await click();
    await expectOneFile();
    expect(contents.size).toBe(0);
    expect(effects.filter((name) => name === 'fetch POST')).toHaveLength(1);
  });

  test.each([
    ['says why', () => 'the disk is full', 'the disk is full'],
    ['fails', () => Promise.reject(new Error('gone')), 'gone'],
    ['never answers', () => new Promise(() => {}), undefined],
  ])('where its copy %s, and the record says so', async (_how, answered, noCopy) => {
    host.keepCopy = answered;
    await startWorker();
    await click();
    await expectOneFile();
    await expect.poll(async () => (await jobs())[0]?.noCopy).toBe(noCopy);
    expect((await jobs())[0]?.phase).toBe('done');
  });

  test.each(['before', 'after'] as const)('in a worker that dies %s any of its effects', async (when) => {
    await startWorker();
    await click();
    await untilDone();
    const whole = effects.slice(0, effects.lastIndexOf('storage.local.set') + 1);
    expect(whole.length).toBeGreaterThan(20);
    expect(new Set(whole)).toContain('downloads.download');

    for (let at = 1; at <= whole.length; at++) {
      await newDay({ start });
      dieAt(at, when);
      await startWorker();
      void click();
      await settle();
      const place = `died ${when} effect ${at}: ${whole[at - 1]}`;
      await expectOneFile().catch((error: Error) => {
        throw new Error(`${place}: ${error.message}`, { cause: error });
      });
      expect(effects.length, place).toBeGreaterThanOrEqual(at);
    }
  });

  test('two clicks at once, and one more while it runs', async () => {
    await startWorker();
    await Promise.all([click(), click()]);
    expect(await jobs()).toHaveLength(1);
    await click();
    await expectOneFile();
  });

  test('an export of the view was under way elsewhere: it is followed', async () => {
    service.jobs.push({ id: 'j!elsewhere', view, createdAt: start, polls: 1 });
    await startWorker();
    await click();
    const job = await untilDone();
    expect(job).toMatchObject({ joined: true, exportJobId: 'j!elsewhere' });
    expect(service.jobs).toHaveLength(1);
  });

  test('a download that ends before its id is written down', async () => {
    const { download } = fakeBrowser.downloads;
    Object.assign(fakeBrowser.downloads, {
      download: async (options: Parameters<typeof download>[0]) => {
        const id = await download(options);
        for (const begun of downloads) endDownload(begun);
        await settle();
        return id;
      },
    });
    await startWorker();
    await click();
    await expectOneFile();
  });

  test('a download that ends just after it was looked at', async () => {
    const { search } = fakeBrowser.downloads;
    Object.assign(fakeBrowser.downloads, {
      search: async (query: { id?: number }) => {
        const seen = await search(query);
        const item = downloads.find(({ id, state }) => id === query.id && state === 'in_progress');
        if (item) {
          endDownload(item);
          await settle();
        }
        return seen;
      },
    });
    await startWorker();
    await click();
    await expectOneFile();
  });
});
