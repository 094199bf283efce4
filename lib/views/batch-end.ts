import { askOfCopies } from '../jobs/copies.ts';
import type { Job } from '../jobs/job.ts';
import { inTurn, writeItems } from '../jobs/store.ts';
import { notifyBatch } from '../notify.ts';
import { loadSettings } from '../storage.ts';
import { loadViewNames, nameOf } from '../view-names.ts';
import { type Batch, progressOf } from './batch.ts';
import { isToldAsOne } from './news.ts';
import { batchItems, loadKnown } from './store.ts';

/**
 * What is left to do once all exports of a batch have ended. Each step is written down: where the background ends in the
 * middle, the next one goes on from there, and what is told again takes the place of what was told before.
 */
export async function endBatch(batch: Batch, jobOf: (id: string) => Job | undefined): Promise<void> {
  const progress = progressOf(batch, jobOf);
  const done = batch.items.flatMap(({ jobId }) => jobOf(jobId) ?? []).filter(({ phase }) => phase === 'done');
  let ended = batch;
  if (isToldAsOne(batch, progress.failed)) {
    if (batch.changes === undefined)
      ended = await write({ ...batch, changes: (await changesOf(done).catch(() => undefined)) ?? null });
    const [only] = batch.items.length === 1 ? done : [];
    const name = only && nameOf(only, await loadViewNames());
    await notifyBatch(batch.id, progress, name, ended.changes?.newlyAtRisk);
  }
  await write({ ...ended, finishedAt: Date.now() });
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
