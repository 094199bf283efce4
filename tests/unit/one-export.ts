import { expect } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Job } from '../../lib/jobs/job.ts';
import { goOff, isAlive, startWorker } from './dying-worker.ts';
import { click, downloads, endDownload, jobs, nextAlarm } from './played-browser.ts';
import { service } from './played-service.ts';
import { view } from './samples.ts';
import { settle } from './whole-background.ts';

/* One export of one view, from the click on: what the browser and its user do until the file is there. */

/** At noon in Greenwich. */
export const start = Date.UTC(2026, 10, 23, 12);

/** What the browser does next by itself: it ends the download, or an alarm is due. */
export async function browserGoesOn(): Promise<boolean> {
  const saving = downloads.find(({ state }) => state === 'in_progress');
  const alarm = await nextAlarm();
  if (!saving) {
    if (alarm) await goOff(alarm);
    return alarm !== undefined;
  }
  if (!isAlive()) await startWorker();
  endDownload(saving);
  await settle();
  return true;
}

export async function untilDone(): Promise<Job> {
  for (let steps = 0; steps < 60; steps++) {
    const [job] = await jobs();
    if (job?.phase === 'done' && isAlive()) return job;
    if (job && job.phase !== 'done' && (await browserGoesOn())) continue;
    // Nothing was written down yet, or it is all done and the worker is dead: the user comes back.
    if (!isAlive()) await startWorker();
    if (!job) void click();
    await settle();
    if (job && job.phase !== 'done') throw new Error(`nothing wakes the export in ${job.phase}`);
  }
  throw new Error(`not done: ${JSON.stringify(await jobs())}`);
}

export async function expectOneFile(): Promise<void> {
  const job = await untilDone();
  expect(await jobs()).toHaveLength(1);
  expect(service.jobs).toHaveLength(1);
  expect(service.posts).toHaveLength(1);
  expect(downloads).toMatchObject([{ filename: 'Board 2026-11-23.csv', state: 'complete' }]);
  expect(job).toMatchObject({ file: { bytes: 9, downloadId: 1 }, title: 'Board', view });
  expect(JSON.stringify(await fakeBrowser.storage.local.get(null))).not.toContain('secret');
}
