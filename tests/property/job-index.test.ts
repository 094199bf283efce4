import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { accountFor } from '../../lib/jobs/accounts.ts';
import { isOpen, type Job, newJob } from '../../lib/jobs/job.ts';
import { indexKey } from '../../lib/jobs/job-index.ts';
import { loadJobs, loadJobsFor, loadOpenJobs } from '../../lib/jobs/load.ts';
import { addJob, dropOldJobs, rebuildIndex, removeJob, updateJob } from '../../lib/jobs/write.ts';

/* The index says what all records say, whatever was done to them, and in whatever order. */

const organizations = ['94a356ab-53d5-40e7-8a85-053d6d3b9eb3', '2c8b5fd3-67c3-4677-8eb3-e0066c4d2fd7'];
const views = organizations.flatMap((goalsOrganizationId) =>
  ['1', '2', '3'].map((explorerViewId) => ({ goalsOrganizationId, explorerViewId })),
);
const accounts = ['alice', 'bob'].map((name) => ({ homeAccountId: name, username: name }));
const start = Date.UTC(2026, 10, 23, 12);
const { local } = fakeBrowser.storage;

type Deed = (known: string[], now: number, pick: number) => Promise<unknown>;
const change = (patch: (job: Job, now: number, pick: number) => Job): Deed => {
  return async (known, now, pick) =>
    known.length > 0 &&
    updateJob(known[pick % known.length] as string, (job) => patch({ ...job, updatedAt: now }, now, pick));
};
const deeds: Record<string, Deed> = {
  add: async (known, now, pick) => {
    const id = `${known.length}`;
    known.push(id);
    const view = views[pick % views.length] as (typeof views)[0];
    await addJob({
      ...newJob(id, view, undefined, now),
      ...(pick % 3 ? { account: accounts[pick % 2] } : {}),
    } as Job);
  },
  step: change((job) => ({ ...job, polls: job.polls + 1 })),
  ask: change(
    (job, _now, pick) => ({ ...job, account: accounts[pick % 2], exportJobId: `j!${pick}` }) as Job,
  ),
  end: change((job, _now, pick) => ({ ...job, phase: pick % 2 ? 'done' : 'failed' })),
  again: change(({ account: _account, ...job }, now) => ({ ...job, phase: 'requested', requestedAt: now })),
  remove: async (known, _now, pick) => removeJob(known[pick % (known.length || 1)] ?? 'none'),
  sweep: dropOldJobs,
  lose: () => local.remove(indexKey),
  damage: () => local.set({ [indexKey]: { version: 1, open: 'x' } }),
  rebuild: rebuildIndex,
};

test('it agrees with the records', async () => {
  const plan = fc.array(
    fc.tuple(
      fc.oneof(
        { weight: 80, arbitrary: fc.constantFrom('add', 'end', 'end') },
        { weight: 1, arbitrary: fc.constantFrom(...Object.keys(deeds)) },
      ),
      fc.nat(1000),
      fc.integer({ min: -9, max: 60 }),
    ),
    { minLength: 100, maxLength: 200 },
  );
  await fc.assert(
    fc.asyncProperty(plan, async (steps) => {
      fakeBrowser.reset();
      const known: string[] = [];
      let now = start;
      for (const [name, pick, minutes] of steps) {
        now += minutes * 60_000;
        await deeds[name]?.(known, now, pick);
      }
      const all = await loadJobs();
      const ids = (jobs: Job[]) => jobs.map(({ id }) => id).sort();
      expect(ids(await loadOpenJobs())).toEqual(ids(all.filter(isOpen)));
      const ended = (jobs: Job[]) => jobs.filter((job) => !isOpen(job)).slice(0, 4);
      expect(ended(await loadJobsFor()).map(({ requestedAt }) => requestedAt)).toEqual(
        ended(all).map(({ requestedAt }) => requestedAt),
      );
      for (const view of views) {
        const some = await loadJobsFor(view);
        const last = (jobs: Job[]) =>
          jobs.find(
            (job) =>
              job.view.explorerViewId === view.explorerViewId &&
              job.view.goalsOrganizationId === view.goalsOrganizationId,
          )?.requestedAt;
        expect(last(some)).toEqual(last(all));
        // Of two that were asked for in the same moment, either may be the last.
        const times = all.map(({ requestedAt }) => requestedAt);
        if (new Set(times).size === times.length)
          expect(accountFor(view.goalsOrganizationId, some)).toEqual(
            accountFor(view.goalsOrganizationId, all),
          );
      }
    }),
  );
});
