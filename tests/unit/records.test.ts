import { describe, expect, test } from 'vitest';
import type { Job } from '../../lib/jobs/job.ts';
import { readRecord } from '../../lib/jobs/records.ts';
import { jobIn, noon, view } from './samples.ts';

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
  expect(readRecord(first)).toEqual({ ...first, version: 2, waited: 0, events: [] });
  expect(first).not.toHaveProperty('waited');
});

test.each([3, 4, 1000])('version %i is newer', (version) =>
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
    ['a due time that is text', { dueAt: 'soon' }],
    ['an unknown problem', { problem: { code: 'constructor', at: 1 } }],
    ['an unknown hold', { hold: { code: 'jobFailed' } }],
    ['events that are none', { events: [1] }],
    ['a file without a size', { file: { name: 'a.csv' } }],
  ])('%s', (_name, patch) => expect(readRecord({ ...record, ...patch })).toBe('broken'));
});
