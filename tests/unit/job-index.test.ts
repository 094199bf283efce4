// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadStoredFor } from '../../components/use-stored.ts';
import { requestExport } from '../../lib/jobs/commands.ts';
import { newJob } from '../../lib/jobs/job.ts';
import { indexKey } from '../../lib/jobs/job-index.ts';
import { loadJobs, loadJobsFor, loadOpenJobs, loadRecordsFor } from '../../lib/jobs/load.ts';
import { stepDue } from '../../lib/jobs/wait.ts';
import {
  addJob,
  dropOldJobs,
  dropOldJobsDaily,
  rebuildIndex,
  removeJob,
  updateJob,
} from '../../lib/jobs/write.ts';
import { account, jobIn, noon, otherView, settings, view } from './samples.ts';

vi.mock('../../lib/offscreen/index.ts', () => ({
  callOffscreen: async () => ({}),
  closeOffscreen: async () => {},
}));

const { local } = fakeBrowser.storage;
const whole = { get: local.get, set: local.set, remove: local.remove };
beforeEach(() => {
  Object.assign(local, whole);
  vi.useFakeTimers({ now: noon + 3_600_000, toFake: ['Date', 'setTimeout'] });
  return () => vi.useRealTimers();
});

/** What an earlier version left behind: no index, one export under way, records that nobody can read. */
const history = (length: number) => ({
  settings,
  ...Object.fromEntries(
    Array.from({ length }, (_, at) => [
      `job:${at}`,
      jobIn('done', { id: `${at}`, view: otherView, requestedAt: noon - at * 1000 }),
    ]),
  ),
});
const old = {
  ...history(9),
  'job:open': jobIn('following', { id: 'open', exportJobId: 'j!1' }),
  'job:v1': {
    ...jobIn('following', { id: 'v1', view: otherView }),
    version: 1,
    waited: undefined,
    events: undefined,
  },
  'job:newer': { version: 99, phase: 'dreaming' },
  'job:broken': { version: 2 },
};
const recordsOf = async () =>
  Object.fromEntries(Object.entries(await whole.get(null)).filter(([key]) => key.startsWith('job:')));

describe('a long history', () => {
  /** The keys that are asked for, and how much is read and written (characters), while something happens. */
  async function costOf(happen: () => Promise<unknown>): Promise<{ all: number; chars: number }> {
    const cost = { all: 0, chars: 0 };
    local.get = (async (keys: string[] | null) => {
      const found = await whole.get(keys);
      if (keys === null) cost.all++;
      cost.chars += JSON.stringify(found).length;
      return found;
    }) as typeof local.get;
    local.set = (async (items: Record<string, unknown>) => {
      cost.chars += JSON.stringify(items).length;
      await whole.set(items);
    }) as typeof local.set;
    await happen();
    Object.assign(local, whole);
    return cost;
  }
  const after = async (length: number, happen: () => Promise<unknown>) => {
    await whole.set(history(length));
    await addJob(newJob('new', view, undefined, Date.now()));
    await dropOldJobs();
    return costOf(happen);
  };

  test.each<[string, () => Promise<unknown>]>([
    ['the popup', () => loadStoredFor(view)],
    ['what is under way', loadOpenJobs],
    ['a new export', () => addJob(newJob('another', otherView, undefined, Date.now()))],
    ['a step', () => updateJob('new', (job) => ({ ...job, polls: 1 }))],
    ['the last step', () => updateJob('new', (job) => ({ ...job, phase: 'done' }))],
    ['a start of the background', dropOldJobsDaily],
    ['a click', () => requestExport(otherView, 'x').catch(() => undefined)],
  ])('costs %s nothing', async (_what, happen) => {
    const few = await after(13, happen);
    await local.clear();
    const many = await after(190, happen);
    expect(many.all).toBe(0);
    // Ids of three digits in the place of two.
    expect(many.chars).toBeLessThan(few.chars * 1.02 + 10);
  });

  test('a view’s last export is found, however old; whose it was, too', async () => {
    await addJob(jobIn('done', { id: 'first', requestedAt: noon - 9_000_000, exportJobId: 'j!1' }));
    const bob = { ...account, homeAccountId: 'bob' };
    for (let at = 0; at < 30; at++)
      await addJob(jobIn('done', { id: `${at}`, view: otherView, account: bob, requestedAt: noon + at }));
    const ids = (await loadJobsFor(view)).map(({ id }) => id);
    expect(ids).toContain('first');
    expect(ids.length).toBeLessThan(20);
    expect((await loadJobsFor({ goalsOrganizationId: view.goalsOrganizationId }))[0]?.account).toEqual(bob);
  });
});

describe('what an earlier version left', () => {
  test('is all there, before there is an index and with one', async () => {
    await whole.set(old);
    const look = async () => ({
      open: (await loadOpenJobs()).map(({ id }) => id).sort(),
      unreadable: (await loadRecordsFor()).unreadable,
      all: (await loadJobs()).length,
    });
    const before = await look();
    expect(before).toEqual({
      open: ['open', 'v1'],
      unreadable: { newer: ['job:newer'], broken: ['job:broken'] },
      all: 11,
    });
    await dropOldJobsDaily();
    expect(await whole.get(indexKey)).toMatchObject({ [indexKey]: { ended: 9 } });
    expect(await look()).toEqual(before);
    expect(await recordsOf()).toEqual(
      Object.fromEntries(Object.entries(old).filter(([key]) => key !== 'settings')),
    );
  });

  test('a version that knows of no index wrote in between', async () => {
    await whole.set(old);
    await dropOldJobsDaily();
    await whole.set({
      'job:later': jobIn('ready', { id: 'later' }),
      'job:open': jobIn('done', { id: 'open' }),
    });
    await rebuildIndex();
    expect((await loadOpenJobs()).map(({ id }) => id).sort()).toEqual(['later', 'v1']);
  });

  test.each([
    undefined,
    7,
    {},
    { version: 2 },
    { version: 1, open: [1] },
    { version: 1, open: [], recent: [], ended: 3 },
  ])('an index that can’t be used (%j) is made again', async (index) => {
    await whole.set({ ...old, [indexKey]: index });
    expect((await loadOpenJobs()).map(({ id }) => id).sort()).toEqual(['open', 'v1']);
    await updateJob('open', (job) => ({ ...job, phase: 'done' }));
    expect(await whole.get(indexKey)).toMatchObject({ [indexKey]: { open: ['v1'], ended: 10 } });
  });
});

describe('whatever is cut off', () => {
  class Died extends Error {}
  /** The browser ends the worker before or after its write number `at`; without `at`: never. @returns the writes */
  async function playTo(
    at: number,
    when: 'before' | 'after',
    happen: () => Promise<unknown>,
  ): Promise<number> {
    let writes = 0;
    const dying =
      <A extends unknown[]>(write: (...args: A) => Promise<void>) =>
      async (...args: A) => {
        writes++;
        if (writes > at || (writes === at && when === 'before')) throw new Died();
        await write(...args);
        if (writes === at) throw new Died();
      };
    local.set = dying(whole.set as (items: object) => Promise<void>) as typeof local.set;
    local.remove = dying(whole.remove as (keys: string[]) => Promise<void>) as typeof local.remove;
    await happen().catch(() => undefined);
    Object.assign(local, whole);
    return writes;
  }

  const deeds: [string, () => Promise<unknown>, (ids: string[]) => string[]][] = [
    ['the index is made', dropOldJobsDaily, (ids) => ids],
    ['an export begins', () => addJob(newJob('new', view, undefined, Date.now())), (ids) => [...ids, 'new']],
    ['an export ends', () => updateJob('open', (job) => ({ ...job, phase: 'done' })), (ids) => ids],
    [
      'one is tried again',
      () => updateJob('3', (job) => ({ ...job, phase: 'requested', ...stepDue(noon) })),
      (ids) => ids,
    ],
    ['one is removed', () => removeJob('3'), (ids) => ids.filter((id) => id !== '3')],
    ['the index is made anew', rebuildIndex, (ids) => ids],
  ];
  describe.each([true, false])('index there before: %s', (indexed) => {
    test.each(deeds)('%s: no record is lost, no open one forgotten', async (_what, happen, then) => {
      for (const when of ['before', 'after'] as const)
        for (let at = 1, writes = at; at <= writes; at++) {
          await whole.set(old);
          const unread = { newer: old['job:newer'], broken: old['job:broken'] };
          if (indexed) await dropOldJobsDaily();
          const before = (await loadJobs()).map(({ id }) => id);
          writes = await playTo(at, when, happen);
          const look = async () => {
            const all = await loadJobs();
            const open = all.filter(({ phase }) => phase !== 'done').map(({ id }) => id);
            expect((await loadOpenJobs()).map(({ id }) => id).sort(), `died ${when} ${at}`).toEqual(
              open.sort(),
            );
            const ids = all.map(({ id }) => id).sort();
            expect([before.toSorted(), then(before).sort()], `died ${when} ${at}`).toContainEqual(ids);
            expect(await recordsOf()).toMatchObject({
              'job:newer': unread.newer,
              'job:broken': unread.broken,
            });
          };
          await look();
          // Next time the same is done, and gets through.
          await dropOldJobsDaily();
          await happen();
          await look();
          expect((await loadJobs()).map(({ id }) => id).sort()).toEqual(then(before).sort());
          await local.clear();
        }
    });
  });

  test('too many, and too old ones: what is to be kept is kept', async () => {
    const full = history(210);
    for (const when of ['before', 'after'] as const)
      for (let at = 1, writes = at; at <= writes; at++) {
        await whole.set(full);
        writes = await playTo(at, when, dropOldJobs);
        expect((await loadJobs()).length).toBeGreaterThanOrEqual(180);
        await dropOldJobsDaily();
        expect((await loadJobs()).map(({ id }) => Number(id))).toEqual(
          Array.from({ length: 180 }, (_, id) => id),
        );
        await local.clear();
      }
  });
});
