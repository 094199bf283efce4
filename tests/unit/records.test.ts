// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { nextDue } from '../../lib/jobs/due.ts';
import { isPaused, type Job } from '../../lib/jobs/job.ts';
import { readRecord } from '../../lib/jobs/records.ts';
import { problemOf, statusOf } from '../../lib/jobs/status.ts';
import fixtures from '../fixtures/records-of-version-2.json' with { type: 'json' };
import { jobIn, noon, view } from './samples.ts';

interface Written {
  record: {
    updatedAt: number;
    dueAt?: number;
    notBefore?: number;
    hold?: object;
    askedAt?: number;
    version: 2;
  };
  status: string;
  paused: boolean;
  due?: number;
  problem?: object;
  /** What version 3 says that it waits for. */
  for?: string;
}
const written = fixtures as Record<keyof typeof fixtures, Written>;

const record: Job = jobIn('failed', { problem: { code: 'jobFailed', at: noon }, failedIn: 'following' });

test('what this version wrote reads as it is, unknown fields and all', () => {
  expect(readRecord(record)).toBe(record);
  const more = { ...record, colour: 'blue' };
  expect(readRecord(more)).toBe(more);
});

test('version 1 knew neither the time waited nor events', () => {
  const first = {
    version: 1,
    id: 'job-1',
    view,
    title: 'Company OKRs',
    phase: 'following',
    exportJobId: 'j!1',
    status: 'running',
    requestedAt: noon,
    updatedAt: noon,
    dueAt: noon + 1000,
    polls: 3,
    failures: 0,
  };
  const { dueAt, ...rest } = first;
  const wait = { for: 'step', until: dueAt };
  expect(readRecord(first)).toEqual({ ...rest, version: 3, waited: 0, events: [], wait });
  expect(first).not.toHaveProperty('waited');
});

describe('version 2 said in four fields what version 3 says in one', () => {
  /* Written by the code of version 2, with what that code told of them. */
  test.each(Object.entries(written))('%s', (_what, { record, status, paused, due, problem, ...goes }) => {
    const before = structuredClone(record);
    const job = readRecord(record) as Job;
    expect(record).toEqual(before);
    expect(statusOf(job)).toBe(status);
    expect(isPaused(job)).toBe(paused);
    expect(nextDue(job, job.updatedAt)).toBe(due ?? Number.POSITIVE_INFINITY);
    expect(problemOf(job)).toEqual(problem);
    expect(job.wait?.for).toBe(goes.for);
    const { dueAt: _d, notBefore, hold: _h, askedAt, version: _v, ...kept } = record;
    const { wait, postedAt, version: _, ...is } = job;
    expect(is).toEqual(kept);
    expect([wait?.notBefore, postedAt]).toEqual([notBefore, askedAt]);
    expect(readRecord(job)).toBe(job);
  });

  test('what nobody could have woken goes on', () => {
    const { dueAt: _due, ...stuck } = written.ready.record;
    expect(nextDue(readRecord(stuck) as Job, stuck.updatedAt)).toBe(stuck.updatedAt);
  });
});

test.each([4, 5, 1000])('version %i is newer', (version) =>
  expect(readRecord({ ...record, version })).toBe('newer'),
);

describe('broken is', () => {
  test.each([
    undefined,
    null,
    0,
    'text',
    [],
    {},
    { version: '2' },
    { version: 0 },
    { version: -1 },
    { version: 1.5 },
  ])('%j', (value) => expect(readRecord(value)).toBe('broken'));

  test.each<[string, object]>([
    ['no id', { id: '' }],
    ['a view that is none', { view: { goalsOrganizationId: '../x', explorerViewId: '1' } }],
    ['no view', { view: undefined }],
    ['an unknown phase', { phase: 'toString' }],
    ['a time that is none', { updatedAt: Number.NaN }],
    ['a due time that is text', { wait: { for: 'poll', until: 'soon' } }],
    ['an unknown problem', { problem: { code: 'constructor', at: 1 } }],
    ['a problem without a time', { wait: { for: 'backoff', problem: { code: 'jobFailed' } } }],
    ['events that are none', { events: [1] }],
    ['a file without a size', { file: { name: 'a.csv' } }],
  ])('%s', (_name, patch) => expect(readRecord({ ...record, ...patch })).toBe('broken'));
});
