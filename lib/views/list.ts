import type { ExplorerView } from '../explorer-view.ts';
import type { EndPhase, Job, OpenPhase } from '../jobs/job.ts';
import { loadJobs } from '../jobs/load.ts';
import { inTurn, writeItems } from '../jobs/store.ts';
import { Refused } from '../refused.ts';
import type { Rule } from '../schedule/rule.ts';
import { loadSettings } from '../storage.ts';
import { loadViewNames, nameIn } from '../view-names.ts';
import { type Pasted, readPasted } from './pasted.ts';
import { nextTimeOf } from './schedules.ts';
import { loadKnown, viewItems } from './store.ts';
import { idsOf, keyOfView, type Schedule, type Source, type View } from './view.ts';

/** A view as the list shows it. */
export interface ListedView {
  view: ExplorerView;
  name?: string;
  source: Source;
  addedAt: number;
  schedule?: Schedule;
  /** When it is next exported by itself (epoch ms). */
  nextAt?: number;
  /** Its last export. */
  last?: { jobId: string; phase: OpenPhase | EndPhase; at: number };
}

const exported = (jobs: Job[]): View[] =>
  jobs.map(({ view, requestedAt }) => ({
    version: 1,
    ...view,
    source: 'exported',
    addedAt: requestedAt,
  }));

/** Every view that this browser knows: those that were added, and those that were exported before. */
export async function listViews(): Promise<ListedView[]> {
  const [known, jobs, names, settings] = await Promise.all([
    loadKnown(),
    loadJobs(),
    loadViewNames(),
    loadSettings(),
  ]);
  const lastOf = new Map(jobs.toReversed().map((job) => [keyOfView(job.view), job]));
  const all = new Map([...exported(jobs), ...known.views].map((view) => [keyOfView(view), view]));
  return [...all].map(([key, stored]) => {
    const view = idsOf(stored);
    const job = lastOf.get(key);
    const name = nameIn(names, view) ?? job?.title;
    const nextAt = nextTimeOf(stored, known, settings, Date.now());
    return {
      view,
      source: stored.source,
      addedAt: stored.addedAt,
      ...(name ? { name } : {}),
      ...(stored.schedule ? { schedule: stored.schedule } : {}),
      ...(nextAt === undefined ? {} : { nextAt }),
      ...(job ? { last: { jobId: job.id, phase: job.phase, at: job.updatedAt } } : {}),
    };
  });
}

/** Adds the views of pasted addresses, one a line. @returns what became of each */
export const addViews = (text: string): Promise<Pasted> =>
  inTurn(async () => {
    const known = await loadKnown();
    const pasted = readPasted(text, new Set(known.views.map(keyOfView)));
    const added: View[] = pasted.views.map((view) => ({
      version: 1,
      ...view,
      source: 'pasted',
      addedAt: Date.now(),
    }));
    if (added.length > 0) await writeItems(viewItems(known, added));
    return pasted;
  });

/** Takes a view off the list, with its schedule. What was exported of it stays in the history. */
export const removeView = (view: ExplorerView): Promise<void> =>
  inTurn(async () => writeItems(viewItems(await loadKnown(), [], [keyOfView(view)])));

/**
 * Sets the schedule of views, or takes it away.
 * @throws Refused where the organization allows none
 */
export async function setSchedule(views: ExplorerView[], rule: Rule | undefined): Promise<void> {
  if (rule && !(await loadSettings()).schedules) throw new Refused('schedules: not allowed');
  await inTurn(async () => {
    const known = await loadKnown();
    const now = Date.now();
    const stored = new Map(known.views.map((view) => [keyOfView(view), view]));
    const changed = views.map((view): View => {
      const before = stored.get(keyOfView(view)) ?? ({ source: 'exported', addedAt: now } as const);
      const { source, addedAt } = before;
      const last = 'schedule' in before ? before.schedule?.last : undefined;
      const schedule = rule && { rule, since: now, ...(last ? { last } : {}) };
      return { version: 1, ...idsOf(view), source, addedAt, ...(schedule ? { schedule } : {}) };
    });
    const installation = known.installation ?? crypto.randomUUID();
    await writeItems({ ...viewItems(known, changed), installation });
  });
}
