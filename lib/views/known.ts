import { browser } from '../browser/browser.ts';
import { defined, type Fields, fieldsOf, isText } from '../data/data.ts';
import { keyOf } from '../goals/explorer-view.ts';
import type { Job } from '../jobs/job.ts';
import { loadJob } from '../jobs/load.ts';
import { type Batch, readBatch } from './batch.ts';
import { readView, type View } from './view.ts';

/*
 * `views`, `batches` and `installation` in `storage.local`. Only the background writes, in the queue of `jobs/write`. What
 * can't be read (damaged, or a newer version's) stays where it is, as it is.
 */

const finishedKept = 30;

export interface Known {
  views: View[];
  batches: Batch[];
  /** A random id of this installation; only the spread of schedules follows from it. */
  installation?: string;
  stored: Fields;
}

export async function loadKnown(): Promise<Known> {
  const stored = await browser.storage.local.get(['views', 'batches', 'installation']);
  const { installation } = stored;
  return defined({
    views: Object.values(fieldsOf(stored.views)).flatMap((value) => readView(value) ?? []),
    batches: Object.values(fieldsOf(stored.batches)).flatMap((value) => readBatch(value) ?? []),
    installation: isText(installation) ? installation : undefined,
    stored,
  });
}

/** What is to be written for changed or new views, and for those whose keys are removed. Pure. */
export function viewItems({ stored }: Known, changed: View[], removed: string[] = []): Fields {
  const kept = Object.entries(fieldsOf(stored.views)).filter(([key]) => !removed.includes(key));
  return { views: Object.fromEntries([...kept, ...changed.map((view) => [keyOf(view), view] as const)]) };
}

/** What is to be written for a changed or new batch; the oldest finished ones go. Pure. */
export function batchItems({ stored }: Known, batch: Batch): Fields {
  const all = Object.entries({ ...fieldsOf(stored.batches), [batch.id]: batch });
  const finished = all.flatMap(([, value]) => readBatch(value) ?? []).filter(({ finishedAt }) => finishedAt);
  const old = finished.toSorted((a, b) => b.startedAt - a.startedAt).slice(finishedKept);
  const gone = new Set(old.map(({ id }) => id));
  return { batches: Object.fromEntries(all.filter(([id]) => !gone.has(id))) };
}

/** The records of batches' exports, by their ids; of some there is none (any more). */
export async function jobsOf(batches: Batch[]): Promise<(id: string) => Job | undefined> {
  const ids = batches.flatMap(({ items }) => items.flatMap(({ begun, jobId }) => (begun ? [jobId] : [])));
  const jobs = await Promise.all(ids.map(loadJob));
  const byId = new Map(ids.map((id, at) => [id, jobs[at]]));
  return (id) => byId.get(id);
}
