// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { createExportJob, findExportJob, getExportJob } from '../../lib/graph/export-jobs.ts';
import transcripts from '../fixtures/transcripts.json' with { type: 'json' };
import { answer, aroundGraph, error } from './played-graph.ts';
import { view } from './samples.ts';

/* What Microsoft’s documentation shows of the service. */

aroundGraph();

const listed = {
  goalsOrganizationId: '9ab0fcab-c1d4-4b26-963b-a3c33155f853',
  explorerViewId: '2c8b5fd3-67c3-4677-8eb3-e0066c4d2fd7',
};
const jobId = 'j!uJJZyGd87hGFgvZV8bl-GlCBmj39kL1Cl3clung9SgU';

const since = Date.parse('2023-06-19T12:00:00Z');
/** What each exchange of the documentation comes to. */
const expected: Record<string, { call: () => Promise<unknown>; outcome: object }> = {
  'create: notStarted': {
    call: () => createExportJob(view, 't'),
    outcome: { type: 'created', exportJobId: jobId, status: 'notStarted' },
  },
  'create: notStarted, as captured': {
    call: () => createExportJob(view, 't'),
    outcome: { type: 'created', exportJobId: jobId, status: 'notStarted' },
  },
  'create: conflict': {
    call: () => createExportJob(view, 't'),
    outcome: { type: 'joined', exportJobId: jobId },
  },
  'create: organization not found': {
    call: () => createExportJob(view, 't'),
    outcome: { type: 'notCreated', setback: { type: 'failed', ...error('organizationNotFound') } },
  },
  'create: invalid organization id': {
    call: () => createExportJob({ ...view, goalsOrganizationId: 'String' }, 't'),
    outcome: {
      type: 'notCreated',
      setback: { type: 'failed', cause: { code: 'invalidOrganizationId', value: 'String' } },
    },
  },
  'get: running, wrapped': {
    call: () => getExportJob('j!eyJfdHlwZSI6Ikdyb3VwIiwiaWQiOiI4MzIxMjc1In0', 't'),
    outcome: {
      type: 'status',
      status: 'running',
      retryAfter: 60_000,
      expiresAt: Date.parse('2023-07-29T12:06:03.002Z'),
    },
  },
  'get: succeeded, wrapped': {
    call: () => getExportJob('j!eyJfdHlwZSI6Ikdyb3VwIiwiaWQiOiI4MzIxMjc1In0', 't'),
    outcome: { type: 'status', status: 'succeeded' },
  },
  'get: notStarted, wrapped': {
    call: () => getExportJob('j!eyJfdHlwZSI6Ikdyb3VwIiwiaWQiOiI4MzIxMjc1In0', 't'),
    outcome: { type: 'status', status: 'notStarted' },
  },
  'get: running, flat': {
    call: () => getExportJob('j!kmZP9dp57hGB_7KuYfi6DlCBmj39kL1Cl3clung9SgU', 't'),
    outcome: {
      type: 'status',
      status: 'running',
      retryAfter: 60_000,
      expiresAt: Date.parse('2023-11-03T23:53:07.990Z'),
    },
  },
  'get: succeeded, flat': {
    call: () => getExportJob('j!kmZP9dp57hGB_7KuYfi6DlCBmj39kL1Cl3clung9SgU', 't'),
    outcome: { type: 'status', status: 'succeeded' },
  },
  'get: job not found': {
    call: () => getExportJob('j!eyJfdHlwZSI6Ikdyb3VwIiwiaWQiOiI4MzIxMjc1In1', 't'),
    outcome: { type: 'failed', ...error('jobVanished') },
  },
  'get: invalid job key': {
    call: () => getExportJob('j!eyJfdHlwZSI6Ikdyb3VwIiwiaWQiOiI4MzIxMj', 't'),
    outcome: { type: 'failed', ...error('jobVanished') },
  },
  list: {
    call: () => findExportJob(listed, Date.now() - since, 't'),
    outcome: { type: 'created', exportJobId: 'eyJfdHlwZSI6Ikdyb3VwIiwiaWQiOiI4MzIxMjc1In0' },
  },
  'list: other filter key': {
    call: () => findExportJob(listed, Date.now() - since, 't'),
    outcome: { type: 'failed', ...error('invalidRequest') },
  },
};

describe('every exchange of the documentation', () => {
  const tested = transcripts.exchanges.filter(({ name }) => name !== 'content');
  test('fifteen there are; the content is fetched end to end', () => {
    expect(transcripts.exchanges).toHaveLength(15);
    expect(tested.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(tested)('$name', async ({ name, request, response }) => {
    const sent = answer(response.status, response.headers as Record<string, string>, response.body);
    const { call, outcome } = expected[name] as (typeof expected)[string];
    expect(await call()).toMatchObject(outcome);
    const [{ url, init } = { url: '', init: {} }] = sent;
    expect(init.method).toBe(request.method);
    expect(init.redirect).toBe('manual');
    if (!name.startsWith('list')) expect(new URL(url).pathname).toBe(request.path);
    if (request.body) expect(JSON.parse(String(init.body))).toEqual(request.body);
  });
});
