import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import { shoot, type World } from './world.ts';

/* The browser keeps no copy, for one reason or another: the file is there all the same, and it is said. */

let world: World;
signedInOnce((started) => {
  world = started;
});

/** A page of the extension that nothing else uses. */
let holder: Page;
beforeEach(async () => {
  holder = await world.chromium.openOwn('export-history.html');
});
afterEach(async () => {
  await holder.close();
  await world.chromium.evaluate(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.deleteDatabase('copies').onsuccess = () => resolve();
      }),
  );
});

const says = (page: Page, text: RegExp) =>
  until(`the page says ${text}`, () =>
    page.evaluate(() => document.body.innerText).then((all) => text.test(all)),
  );

async function exportIsSavedWithoutCopy(reason: RegExp): Promise<void> {
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Saved/);
  const [file, ...others] = world.files();
  expect(others).toEqual([]);
  const [job] = world.emulator.graph.jobs;
  expect(world.fileBytes(file ?? '').equals(world.emulator.graph.contentOf(job?.key ?? ''))).toBe(true);

  const { id } = await until('the reason in the record', async () =>
    (await world.jobs()).find((one) => one.phase === 'done' && one.noCopy !== undefined),
  );
  const history = await world.chromium.openOwn(`export-history.html?export=${id}`);
  await says(history, reason);
  await shoot(history, 'history-no-copy');
  const report = await world.chromium.openOwn(`report.html?export=${id}`);
  await says(report, reason);
  await report.waitForSelector('input#open-files');
}

test('a newer version of the extension has left its store behind', async () => {
  await holder.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const removed = indexedDB.deleteDatabase('copies');
        removed.onsuccess = () => {
          const opened = indexedDB.open('copies', 99);
          opened.onsuccess = () => {
            opened.result.close();
            resolve();
          };
          opened.onerror = () => reject(opened.error);
        };
      }),
  );
  await exportIsSavedWithoutCopy(/No copy of this export could be kept \(.*version/);
});

test('the database never answers', async () => {
  await holder.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opened = indexedDB.open('copies', 1);
        opened.onupgradeneeded = () => {
          opened.result.createObjectStore('copies', { keyPath: 'id' });
          opened.result.createObjectStore('contents');
        };
        opened.onsuccess = () => {
          // Waits for this page, which keeps the database open; and whoever opens it next waits for that.
          indexedDB.deleteDatabase('copies').onblocked = () => resolve();
        };
      }),
  );
  await exportIsSavedWithoutCopy(/No copy of this export could be kept \(copies timed out after 20/);
});
