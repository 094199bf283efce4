import { isPaused, type Job } from '../jobs/job.ts';
import { loadOpenJobs } from '../jobs/load.ts';
import type { News } from '../surfaces/notify.ts';
import type { Batch } from './batch.ts';
import { loadKnown } from './known.ts';

/** Whether a batch's end is told once for all of it. One view that a user asked for, or that failed, tells more by itself. */
export const isToldAsOne = ({ items, by }: Pick<Batch, 'items' | 'by'>, failed: number): boolean =>
  items.length > 1 || (by === 'schedule' && failed === 0);

/** Whether the batch's notification covers this export: how it ended, or that it waits for the user like the others. */
export async function isToldByBatch({ id, updatedAt }: Job, news: News): Promise<boolean> {
  const batch = (await loadKnown()).batches.find(
    ({ finishedAt = Number.POSITIVE_INFINITY, items }) =>
      updatedAt <= finishedAt && items.some(({ begun, jobId }) => begun && jobId === id),
  );
  if (!batch || !isToldAsOne(batch, news === 'failed' ? 1 : 0)) return false;
  if (news !== 'paused') return true;
  const paused = new Set((await loadOpenJobs()).filter(isPaused).map((job) => job.id));
  const first = batch.items.find(({ jobId }) => paused.has(jobId));
  return first !== undefined && first.jobId !== id;
}
