import type { ChangesSince } from '../copies/changes-since.ts';
import { fieldsOf, isNumber, isText } from '../data/data.ts';
import { type ExplorerView, isExplorerView } from '../goals/explorer-view.ts';
import { isOpen, type Job } from '../jobs/job.ts';
import type { Workbook } from './workbook.ts';

/** How many exports of batches run at a time; one that waits for the user counts. */
export const atOnce = 2;

/** One view of a batch. */
export interface BatchItem {
  view: ExplorerView;
  /** The export's id, chosen when the batch is stored: if the background ends in between, no second export is begun. */
  jobId: string;
  /** The export was written down. */
  begun?: true;
  /** Is to have a sheet in the batch's one Excel file. */
  oneFile?: true;
  /** How many times of its schedule before this one were missed. */
  missed?: number;
}

/** Views that are exported together, as stored in `batches` under its id. Progress follows from the jobs. */
export interface Batch {
  version: 1;
  id: string;
  startedAt: number;
  by: 'user' | 'schedule';
  items: BatchItem[];
  /** What changed since the exports before; null: there was nothing to compare. */
  changes?: ChangesSince | null;
  workbook?: Workbook;
  /** When all had ended and the user was notified (epoch ms). */
  finishedAt?: number;
}

export interface Progress {
  total: number;
  done: number;
  /** Failed or cancelled, or its record was removed. */
  failed: number;
  running: number;
  waiting: number;
}

/** How far a batch is. Pure. @param jobOf the record of an export; undefined where there is none (any more) */
export function progressOf(batch: Batch, jobOf: (id: string) => Job | undefined): Progress {
  const progress: Progress = { total: batch.items.length, done: 0, failed: 0, running: 0, waiting: 0 };
  for (const { begun, jobId } of batch.items) {
    const job = jobOf(jobId);
    if (!begun) progress.waiting++;
    else if (job && isOpen(job)) progress.running++;
    else if (job?.phase === 'done') progress.done++;
    else progress.failed++;
  }
  return progress;
}

const isItem = (item: unknown): boolean => {
  const { view, jobId } = fieldsOf(item);
  return isExplorerView(view) && isText(jobId) && jobId !== '';
};

/** A batch out of what is stored; undefined for one that is damaged, or a newer version's. */
export function readBatch(value: unknown): Batch | undefined {
  const { version, id, startedAt, by, items } = fieldsOf(value);
  const sound =
    version === 1 &&
    isText(id) &&
    isNumber(startedAt) &&
    (by === 'user' || by === 'schedule') &&
    Array.isArray(items) &&
    items.every(isItem);
  return sound ? (value as Batch) : undefined;
}
