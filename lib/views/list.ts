import { defined } from '../data/data.ts';
import { type ExplorerView, keyOf } from '../goals/explorer-view.ts';
import type { Job } from '../jobs/job.ts';
import { loadJobs } from '../jobs/load.ts';
import { loadViewNames, nameIn } from '../jobs/view-names.ts';
import { loadSettings } from '../storage/storage.ts';
import type { Known } from './known.ts';
import { nextTimeOf } from './schedules.ts';
import { idsOf, type Schedule, type Source, type View } from './view.ts';

/** A view as the list shows it. */
export interface ListedView {
  view: ExplorerView;
  name?: string;
  source: Source;
  schedule?: Schedule;
  /** When it is next exported by itself (epoch ms). */
  nextAt?: number;
  /** Its last export. */
  last?: Job;
}

const exported = (jobs: Job[]): View[] =>
  jobs.map(({ view, requestedAt }) => ({
    version: 1,
    ...view,
    source: 'exported',
    addedAt: requestedAt,
  }));

/** Every view that this browser knows: those that were added, and those that were exported before. For pages. */
export async function listViews(known: Known): Promise<ListedView[]> {
  const [jobs, names, settings] = await Promise.all([loadJobs(), loadViewNames(), loadSettings()]);
  const lastOf = new Map(jobs.toReversed().map((job) => [keyOf(job.view), job]));
  const all = new Map([...exported(jobs), ...known.views].map((view) => [keyOf(view), view]));
  return [...all].map(([key, stored]) => {
    const view = idsOf(stored);
    const last = lastOf.get(key);
    const name = nameIn(names, view) ?? last?.title;
    const nextAt = nextTimeOf(stored, known, settings, Date.now());
    const { source, schedule } = stored;
    return defined({ view, source, name, schedule, nextAt, last });
  });
}
