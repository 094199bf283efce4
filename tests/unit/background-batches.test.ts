// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isOpen, newJob } from '../../lib/jobs/job.ts';
import { aroundWorker, isAlive, startWorker } from './dying-worker.ts';
import * as many from './many-views.ts';
import { clickNotification, downloads, jobs, opened, settings, told } from './played-browser.ts';
import { askedOfHost, host } from './played-offscreen.ts';
import { service } from './played-service.ts';
import { account } from './samples.ts';
import { settle } from './whole-background.ts';

/* The whole background where several views are exported at once: how many at a time, and what is told of them. */

aroundWorker(many.day);

const { local } = fakeBrowser.storage;

test('several at once: two at a time, one failure stops nothing, one notification', async () => {
  service.refused = '2';
  let mostAtOnce = 0;
  await startWorker();
  local.onChanged.addListener(async () => {
    mostAtOnce = Math.max(mostAtOnce, (await jobs()).filter(isOpen).length);
  });
  await many.ask('addViews', { views: many.views, source: 'pasted' });
  expect(await many.ask('addViews', { text: 'x' })).toMatchObject({ error: 'addViews: invalid' });
  await many.ask('exportSelected', { views: [...many.views, many.views[0]] });
  await many.until(many.start + many.hour);
  expect(downloads).toHaveLength(4);
  expect(mostAtOnce).toBe(2);
  expect(many.postsEach()).toEqual(many.each(1));
  const all = await many.batches();
  expect(all).toMatchObject([{ by: 'user', finishedAt: expect.any(Number) }]);
  expect(new Set(told.map(({ id }) => id))).toEqual(new Set([`batch ${all[0]?.id}`]));
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
  const { listViews } = await import('../../lib/views/list.ts');
  const { loadKnown } = await import('../../lib/views/known.ts');
  expect(await listViews(await loadKnown())).toHaveLength(5);
});

test('a notification that the browser refuses keeps no batch open, and wakes nobody', async () => {
  Object.assign(fakeBrowser.notifications, { create: async () => Promise.reject(new Error('refused')) });
  await startWorker();
  await many.ask('exportSelected', { views: many.views });
  await many.until(many.start + many.hour);
  expect(await many.batches()).toMatchObject([{ finishedAt: expect.any(Number) }]);
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
});

test('an export of the view that a click began is the batch’s', async () => {
  await startWorker();
  await local.set({
    'job:click': {
      ...newJob('click', many.views[0] as (typeof many.views)[0], 'x', Date.now(), account),
      dueAt: Date.now() + 9000,
    },
  });
  await local.remove('jobIndex');
  await many.ask('exportSelected', { views: many.views.slice(0, 2) });
  expect((await many.batches())[0]?.items.map(({ jobId }) => jobId)).toContain('click');
});

describe('what changed since the exports before', () => {
  const titles = () => told.map(({ title, message }) => [title, message]);
  const changed = (changes: object | undefined) => (host.changesSince = () => changes);
  const asked = () => askedOfHost.filter(([name]) => name === 'changesSince').map(([, input]) => input);
  const export5 = async () => {
    if (!isAlive()) await startWorker();
    await many.ask('exportSelected', { views: many.views });
    await many.until(Date.now() + 10 * many.minute);
  };

  test('is told with the batch; a click opens the report that compares', async () => {
    changed({ newlyAtRisk: 3, shown: { export: 'new', before: 'old' } });
    service.refused = '2';
    await export5();
    expect(titles()).toEqual([
      ['4 of 5 views exported', '3 objectives are newly at risk.\nClick to see what changed.'],
    ]);
    const done = (await jobs()).filter(({ phase }) => phase === 'done').map(({ id }) => id);
    const [input] = asked() as { exports: string[] }[];
    expect(new Set(input?.exports)).toEqual(new Set(done));
    clickNotification(told[0]?.id ?? '');
    await settle();
    expect(opened).toEqual([expect.stringMatching(/\/report\.html\?export=new&compare=old$/)]);
  });

  test('nothing newly at risk, nothing to compare, no copies: only what is so', async () => {
    changed({ newlyAtRisk: 0, shown: { export: 'new', before: 'old' } });
    await export5();
    changed(undefined);
    await export5();
    await local.set({ settings: { ...settings, keepCopies: 0 } });
    askedOfHost.length = 0;
    await export5();
    const all = '5 of 5 views exported';
    expect(titles()).toEqual([
      [all, 'Click to see what changed.'],
      [all, 'Click to see the exports.'],
      [all, 'Click to see the exports.'],
    ]);
    expect(asked()).toEqual([]);
    clickNotification(told[2]?.id ?? '');
    await settle();
    expect(opened).toEqual([expect.stringMatching(/export-history\.html$/)]);
  });

  test('the host that never answers, or fails, keeps nothing: the batch is told without', async () => {
    host.changesSince = () => Promise.reject(new Error('gone'));
    await export5();
    expect(titles()).toEqual([['5 of 5 views exported', 'Click to see the exports.']]);
    expect(await many.batches()).toMatchObject([{ finishedAt: expect.any(Number) }]);
  });

  test('one view: by a click told as ever, by a schedule with its name', async () => {
    await startWorker();
    await many.ask('exportSelected', { views: many.views.slice(0, 1) });
    await many.until(Date.now() + 10 * many.minute);
    expect(told.map(({ id }) => id.split(' ')[0])).toEqual(['done']);
    told.length = 0;
    changed({ newlyAtRisk: 1, shown: { export: 'new', before: 'old' } });
    await many.setSchedule(many.views.slice(0, 1));
    await many.until(many.start + 2 * many.hour);
    expect(titles()).toEqual([
      [expect.stringMatching(/ is exported$/), 'One objective is newly at risk.\nClick to see what changed.'],
    ]);
  });
});
