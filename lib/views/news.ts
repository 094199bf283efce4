import { isPaused, type Job } from '../jobs/job.ts';
import { loadOpenJobs } from '../jobs/load.ts';
import type { News } from '../notify.ts';
import { loadKnown } from './store.ts';

/** Whether an export's news is its batch's to tell: how it ended, or that it waits for the user as others do. */
export async function isToldByBatch({ id, updatedAt }: Job, news: News): Promise<boolean> {
  const batch = (await loadKnown()).batches.find(
    ({ finishedAt = Number.POSITIVE_INFINITY, items }) =>
      updatedAt <= finishedAt && items.some(({ begun, jobId }) => begun && jobId === id),
  );
  if (!batch || batch.items.length === 1) return false;
  if (news !== 'paused') return true;
  const paused = new Set((await loadOpenJobs()).filter(isPaused).map((job) => job.id));
  const first = batch.items.find(({ jobId }) => paused.has(jobId));
  return first !== undefined && first.jobId !== id;
}
