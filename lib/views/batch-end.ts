import { askOfCopies } from '../jobs/copies.ts';
import type { Job } from '../jobs/job.ts';
import { schedule } from '../jobs/run.ts';
import { loadViewNames, nameOf } from '../jobs/view-names.ts';
import { inTurn, writeItems } from '../jobs/write.ts';
import { report } from '../problems/refused.ts';
import { loadSettings } from '../storage/storage.ts';
import { notifyBatch } from '../surfaces/notify.ts';
import { type Batch, type BatchItem, progressOf } from './batch.ts';
import { batchItems, loadKnown } from './known.ts';
import { isToldAsOne } from './news.ts';
import { isSettled, takeStep } from './workbook.ts';

/**
 * What is left to do once all exports of a batch have ended. Each step is written down: where the background ends in the
 * middle, the next one goes on from there, and what is told again takes the place of what was told before.
 * @returns false where that waits for a download
 */
export async function endBatch(batch: Batch, jobOf: (id: string) => Job | undefined): Promise<boolean> {
  const progress = progressOf(batch, jobOf);
  const doneOf = (items: BatchItem[]) =>
    items.flatMap(({ jobId }) => jobOf(jobId) ?? []).filter(({ phase }) => phase === 'done');
  const done = doneOf(batch.items);
  const inOneFile = doneOf(batch.items.filter(({ oneFile }) => oneFile));
  let ended = batch;
  while (inOneFile.length > 0 && !(ended.workbook && isSettled(ended.workbook))) {
    const downloadId = ended.workbook?.file?.downloadId;
    const workbook = await takeStep(ended, inOneFile);
    if (downloadId !== undefined && workbook.file?.downloadId === downloadId && !workbook.saved) return false;
    ended = await write({ ...ended, workbook });
  }
  if (inOneFile.length > 0) await schedule();
  if (isToldAsOne(batch, progress.failed)) {
    if (batch.changes === undefined)
      ended = await write({ ...ended, changes: (await changesOf(done).catch(report)) ?? null });
    const [only] = batch.items.length === 1 ? done : [];
    const name = only && nameOf(only, await loadViewNames());
    await notifyBatch(ended, progress, name).catch(report);
  }
  await write({ ...ended, finishedAt: Date.now() });
  return true;
}

/** Since the exports before; nothing where the browser keeps no copies. */
async function changesOf(done: Job[]): Promise<Batch['changes']> {
  const { keepCopies } = await loadSettings();
  const exports = done.flatMap(({ id, noCopy }) => (noCopy ? [] : [id]));
  if (keepCopies === 0 || exports.length === 0) return;
  return askOfCopies('changesSince', { exports });
}

const write = (batch: Batch): Promise<Batch> =>
  inTurn(async () => {
    await writeItems(batchItems(await loadKnown(), batch));
    return batch;
  });
