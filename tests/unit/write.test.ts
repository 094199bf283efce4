// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Job } from '../../lib/jobs/job.ts';
import { loadJob, loadJobs, recordsIn } from '../../lib/jobs/load.ts';
import {
  addJob,
  inTurn,
  onJobsChanged,
  removeBrokenRecords,
  removeJob,
  updateJob,
} from '../../lib/jobs/write.ts';
import {
  loadAccount,
  loadSettings,
  loadTokenCache,
  saveAccount,
  saveSettings,
  saveSignInProblem,
  saveTokenCache,
} from '../../lib/storage/storage.ts';
import { account, jobIn, noon, recordsOf, settings, view } from './samples.ts';

const day = 86_400_000;
const ids = async () => (await loadJobs()).map(({ id }) => id);
const inSession = async (key: string) => (await fakeBrowser.storage.session.get(key))[key];
const storageProblem = () => inSession('storageProblem');
const loadSignInProblem = () => inSession('signInProblem');
const ended = (id: string, patch: Partial<Job> = {}) => jobIn('done', { id, ...patch });

test('settings that a newer version knows stay, whatever is saved here', async () => {
  await fakeBrowser.storage.local.set({ settings: { colour: 'blue', folder: 'x' } });
  await saveSettings(settings);
  expect((await fakeBrowser.storage.local.get('settings')).settings).toEqual({ ...settings, colour: 'blue' });
});

describe('exports', () => {
  test('are kept each by itself, newest first', async () => {
    await addJob(jobIn('ready', { id: 'old', requestedAt: noon }));
    await addJob(jobIn('ready', { id: 'new', requestedAt: noon + 1 }));
    expect(await ids()).toEqual(['new', 'old']);
    expect(await loadJob('old')).toMatchObject({ id: 'old' });
    await removeJob('old');
    expect(await loadJob('old')).toBeUndefined();
    expect(await ids()).toEqual(['new']);
  });

  test('what else is stored is none; what can’t be read is set aside, and left as it is', async () => {
    const other = { settings, 'job:w': { version: 2 }, 'job:x': { version: 99 }, 'job:z': 'text', account };
    await fakeBrowser.storage.local.set(other);
    expect(await loadJobs()).toEqual([]);
    expect(await loadJob('x')).toBeUndefined();
    expect(await updateJob('x', (job) => ({ ...job, polls: 1 }))).toBeUndefined();
    await addJob(jobIn('done', { id: 'a' }));
    const stored = await fakeBrowser.storage.local.get(null);
    expect(stored).toMatchObject(other);
    expect(recordsIn(stored).unreadable).toEqual({ newer: ['job:x'], broken: ['job:w', 'job:z'] });
    await removeBrokenRecords();
    expect(Object.keys(await fakeBrowser.storage.local.get(null)).sort()).toEqual([
      'account',
      'job:a',
      'job:x',
      'jobIndex',
      `last:${view.goalsOrganizationId}`,
      `last:${view.goalsOrganizationId}/${view.explorerViewId}`,
      'settings',
    ]);
  });

  test('a full disk is told, until something can be written again', async () => {
    await addJob(jobIn('following'));
    const { set } = fakeBrowser.storage.local;
    fakeBrowser.storage.local.set = vi.fn().mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    const change = () => updateJob('job-1', (job) => ({ ...job, polls: job.polls + 1 }));
    await expect(change()).rejects.toMatchObject({
      code: 'storageFailed',
      message: 'QUOTA_BYTES quota exceeded',
    });
    expect(await storageProblem()).toMatchObject({
      code: 'storageFailed',
      value: 'QUOTA_BYTES quota exceeded',
    });
    fakeBrowser.storage.local.set = set;
    await change();
    expect(await storageProblem()).toBeUndefined();
    expect((await loadJob('job-1'))?.polls).toBe(1);
  });

  test('are changed one after the other: no change is lost', async () => {
    await addJob(jobIn('following'));
    await Promise.all(
      Array.from({ length: 20 }, () => updateJob('job-1', (job) => ({ ...job, polls: job.polls + 1 }))),
    );
    expect((await loadJob('job-1'))?.polls).toBe(20);
  });

  test('a change that fails does not stop the next', async () => {
    await addJob(jobIn('following'));
    const failing = updateJob('job-1', () => {
      throw new Error('bug');
    });
    await expect(failing).rejects.toThrow('bug');
    expect(await updateJob('job-1', (job) => ({ ...job, polls: 7 }))).toMatchObject({ polls: 7 });
    await expect(inTurn(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await inTurn(async () => 1)).toBe(1);
  });

  test('one that was removed meanwhile is not written again; one that stays the same neither', async () => {
    const change = vi.fn((job: Job) => job);
    expect(await updateJob('gone', change)).toBeUndefined();
    expect(change).not.toHaveBeenCalled();
    await addJob(jobIn('ready'));
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    await updateJob('job-1', change);
    expect(change).toHaveBeenCalledOnce();
    expect(set).not.toHaveBeenCalled();
  });
});

describe('ended exports', () => {
  test('go after ninety days; open ones stay', async () => {
    for (const job of [
      ended('just', { requestedAt: noon - 91 * day, updatedAt: noon - 89 * day }),
      ended('long ago', { requestedAt: noon - 91 * day, updatedAt: noon - 91 * day }),
      jobIn('following', { id: 'open', requestedAt: noon - 91 * day, updatedAt: noon - 91 * day }),
    ])
      await fakeBrowser.storage.local.set({ [`job:${job.id}`]: job });
    await addJob(jobIn('requested', { id: 'new' }));
    expect((await ids()).sort()).toEqual(['just', 'new', 'open']);
  });

  test('beyond two hundred go, the oldest first, so many at once that it is seldom', async () => {
    const many = Array.from({ length: 205 }, (_, index) =>
      ended(`${index}`, { requestedAt: noon - 1000 + index }),
    );
    await fakeBrowser.storage.local.set(recordsOf(many));
    await addJob(jobIn('requested', { id: 'new' }));
    const kept = await ids();
    expect(kept).toHaveLength(181);
    expect(kept.slice(0, 2)).toEqual(['new', '204']);
    expect(kept).not.toContain('24');
    expect(kept).toContain('25');
  });
});

test('who listens is told what was and what is, and of nothing else', async () => {
  const listener = vi.fn();
  onJobsChanged(listener);
  await fakeBrowser.storage.local.set({ settings });
  expect(listener).not.toHaveBeenCalled();
  await addJob(jobIn('requested'));
  await updateJob('job-1', (job) => ({ ...job, phase: 'creating' }));
  await removeJob('job-1');
  const phases = listener.mock.calls.map(([[{ before, after }]]) => [before?.phase, after?.phase]);
  expect(phases).toEqual([
    [undefined, 'requested'],
    ['requested', 'creating'],
    ['creating', undefined],
  ]);
});

describe('what else is kept', () => {
  test('settings and account on disk; tokens and the last sign-in problem in memory only', async () => {
    const problem = { code: 'signInCancelled', at: noon } as const;
    await saveSettings(settings);
    await saveAccount(account);
    await saveTokenCache({ 'msal.1': 'secret' });
    await saveSignInProblem(problem);
    expect([
      await loadSettings(),
      await loadAccount(),
      await loadTokenCache(),
      await loadSignInProblem(),
    ]).toEqual([settings, account, { 'msal.1': 'secret' }, problem]);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({ settings, account });
    await saveAccount(undefined);
    await saveSignInProblem(undefined);
    expect([await loadAccount(), await loadSignInProblem()]).toEqual([undefined, undefined]);
  });

  test('nothing yet: defaults', async () => {
    expect(await loadSettings()).toMatchObject({ clientId: '', tenant: 'organizations' });
    for (const load of [loadAccount, loadTokenCache, loadSignInProblem]) expect(await load()).toBeUndefined();
  });
});
