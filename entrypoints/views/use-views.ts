import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { loadJob } from '../../lib/jobs/load.ts';
import { send } from '../../lib/messages.ts';
import { loadSettings } from '../../lib/storage.ts';
import { type Batch, type Progress, progressOf } from '../../lib/views/batch.ts';
import type { ListedView } from '../../lib/views/list.ts';
import { loadKnown } from '../../lib/views/store.ts';

/** What the page shows. */
export interface ViewsState {
  views: ListedView[];
  /** The newest batch of several views, and how far it is. */
  batch?:
    | (Pick<Batch, 'id' | 'by' | 'startedAt' | 'changes'> & { ended: boolean; progress: Progress })
    | undefined;
  /** Whether the organization lets views be exported on a schedule. */
  schedules: boolean;
}

export async function loadViews(): Promise<ViewsState> {
  const [views, { batches }, { schedules }] = await Promise.all([
    send('listViews', {}),
    loadKnown(),
    loadSettings(),
  ]);
  const newest = batches.toSorted((a, b) => b.startedAt - a.startedAt)[0];
  return { views, schedules, batch: newest && (await stateOf(newest)) };
}

async function stateOf(batch: Batch): Promise<NonNullable<ViewsState['batch']>> {
  const jobs = await Promise.all(batch.items.map(({ jobId }) => loadJob(jobId)));
  const byId = new Map(batch.items.map(({ jobId }, at) => [jobId, jobs[at]]));
  const { id, by, startedAt, finishedAt, changes } = batch;
  const progress = progressOf(batch, (jobId) => byId.get(jobId));
  return { id, by, startedAt, ...(changes ? { changes } : {}), ended: finishedAt !== undefined, progress };
}

/** Changes come in swarms: the store is read once they pause (ms), and a swarm without a pause now and then. */
const pause = 150;

/** The list, kept up to date. */
export function useViews(first: ViewsState): [ViewsState, () => Promise<void>] {
  const [state, setState] = useState(first);
  const reload = () => loadViews().then(setState);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onChanged = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        // The next change reads it again.
        void reload().catch(() => undefined);
      }, pause);
    };
    browser.storage.onChanged.addListener(onChanged);
    onChanged();
    return () => {
      clearTimeout(timer);
      browser.storage.onChanged.removeListener(onChanged);
    };
  }, []);
  return [state, reload];
}
