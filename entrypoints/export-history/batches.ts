import { useFresh } from '../../components/use-fresh.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { Batch } from '../../lib/views/batch.ts';

/** Exports that were begun together, or one by itself. */
export interface Entry {
  jobs: Job[];
  batch?: Batch;
}

/** Exports of a list, those of a batch together where its first one stands. Pure. */
export function entriesOf(jobs: Job[], batches: Batch[]): Entry[] {
  const batchOf = new Map(
    batches
      .filter(({ items }) => items.length > 1)
      .flatMap((batch) => batch.items.map(({ jobId }) => [jobId, batch] as const)),
  );
  const entries = new Map<Batch | Job, Entry>();
  for (const job of jobs) {
    const batch = batchOf.get(job.id);
    const entry = entries.get(batch ?? job);
    if (entry) entry.jobs.push(job);
    else entries.set(batch ?? job, { jobs: [job], ...(batch ? { batch } : {}) });
  }
  return [...entries.values()];
}

/** The batches, read again whenever the storage is. */
export const useBatches = (stored: object): Batch[] =>
  useFresh({
    first: [],
    load: async () => (await (await import('../../lib/views/known.ts')).loadKnown()).batches,
    about: stored,
  })[0];
