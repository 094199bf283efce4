// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { createExportJob, findExportJob, getExportJob } from '../../lib/graph/export-jobs.ts';
import { answer, aroundGraph, error } from './played-graph.ts';
import { view } from './samples.ts';

/* What the service, or something between, may answer besides what is documented: what becomes of the export. */

aroundGraph();

describe('answers that the documentation does not show', () => {
  const graph = { 'request-id': 'r' };
  const html = { ...graph, 'content-type': 'text/html' };
  const json = { ...graph, 'content-type': 'application/json' };
  const segment = (message: string) => ({ error: { code: 'BadRequest', message } });
  test.each([
    [
      '410',
      410,
      json,
      { error: { code: 'gone', message: 'x' } },
      { type: 'failed', ...error('serviceRetired') },
    ],
    ['HTML', 200, html, '<!doctype html><title>x</title>', { type: 'failed', ...error('serviceRetired') }],
    ['HTML without saying so', 200, graph, '\n<html><body>x', { type: 'failed', ...error('serviceRetired') }],
    ['404 without a body', 404, graph, '', { type: 'failed', ...error('serviceRetired') }],
    ['200 without a body', 200, graph, '', { type: 'failed', ...error('serviceRetired') }],
    [
      '403',
      403,
      json,
      { error: { code: 'Forbidden', message: 'x' } },
      { type: 'failed', ...error('forbidden') },
    ],
    [
      '429',
      429,
      { ...json, 'retry-after': '7' },
      { error: {} },
      { type: 'delayed', retryAfter: 7000, ...error('throttled') },
    ],
    ['429 without Retry-After', 429, json, { error: {} }, { type: 'delayed', ...error('throttled') }],
    [
      '503 with Retry-After',
      503,
      { 'retry-after': '3' },
      '',
      { type: 'delayed', retryAfter: 3000, ...error('throttled') },
    ],
    [
      '504 with Retry-After',
      504,
      { 'retry-after': '3' },
      '',
      { type: 'delayed', retryAfter: 3000, ...error('throttled') },
    ],
    ['503 as a page', 503, html, '<html>', { type: 'delayed', ...error('serverError') }],
    ['500', 500, json, { error: {} }, { type: 'delayed', ...error('serverError') }],
    ['not JSON', 200, json, '{"id": "j!', { type: 'delayed', ...error('unreadableAnswer') }],
    ['JSON that is no job', 200, json, [], { type: 'delayed', ...error('unexpectedAnswer') }],
    ['401', 401, json, { error: {} }, { type: 'unauthorized' }],
    [
      'the segment is gone',
      400,
      json,
      segment("Resource not found for the segment 'goals'."),
      { type: 'failed', ...error('serviceRetired') },
    ],
    [
      'the segment is gone, in other words',
      404,
      json,
      segment('RESOURCE NOT FOUND FOR SEGMENT employeeExperience'),
      { type: 'failed', ...error('serviceRetired') },
    ],
    [
      'a 4xx that nobody knows ends it',
      418,
      json,
      { error: { code: 'x', message: 'y' } },
      { type: 'failed', ...error('unexpectedAnswer') },
    ],
    ['a conflict may pass', 409, json, { error: {} }, { type: 'delayed', ...error('unexpectedAnswer') }],
  ])('%s', async (_name, status, headers, body, outcome) => {
    answer(status, headers as Record<string, string>, body);
    expect(await getExportJob('j!x', 't')).toMatchObject(outcome);
  });

  describe('without a sign of Graph: something in between answered, and it is tried again', () => {
    const page = '<!doctype html><title>Sign in to the network</title>';
    test.each([
      ['a page', 200, page],
      ['a page', 403, page],
      ['a page', 404, page],
      ['a page', 407, page],
      ['a page', 410, page],
      ['a page', 502, page],
      ['a page', 503, page],
      ['a page', 511, page],
      ['nothing', 200, ''],
      ['nothing', 404, ''],
      ['JSON of a gateway', 401, { statusCode: 401, message: 'Proxy authentication required' }],
      ['JSON of a gateway', 403, { error: 'blocked' }],
      ['JSON of a gateway', 200, { status: 'failed' }],
      ['JSON that breaks off', 200, '{"id": "j!'],
    ])('%s with %i', async (_what, status, body) => {
      const outcome = { type: 'delayed', ...error('proxyAnswered') };
      answer(status, {}, body);
      expect(await getExportJob('j!x', 't')).toMatchObject(outcome);
      expect(await findExportJob(view, 0, 't')).toMatchObject(outcome);
      expect(await createExportJob(view, 't')).toMatchObject({
        type: 'unanswered',
        ...error('proxyAnswered'),
      });
    });

    test('a redirect', async () => {
      const redirect = { type: 'opaqueredirect', status: 0, headers: new Headers(), body: null };
      vi.stubGlobal('fetch', async () => redirect);
      expect(await getExportJob('j!x', 't')).toMatchObject({ type: 'delayed', ...error('proxyAnswered') });
    });
  });

  test('the segment is gone for every call', async () => {
    answer(400, json, segment("Resource not found for the segment 'exportJobs'."));
    const gone = { type: 'failed', ...error('serviceRetired') };
    expect(await createExportJob(view, 't')).toMatchObject({ type: 'notCreated', setback: gone });
    expect(await findExportJob(view, 0, 't')).toMatchObject(gone);
  });

  test('a POST that may have made a job leaves that open; one that was refused does not', async () => {
    answer(500, json, { error: {} });
    expect(await createExportJob(view, 't')).toMatchObject({ type: 'unanswered' });
    answer(429, { 'retry-after': '5' }, { error: {} });
    expect(await createExportJob(view, 't')).toMatchObject({
      type: 'notCreated',
      setback: { type: 'delayed', retryAfter: 5000 },
    });
    answer(409, json, { error: { code: 'notAllowed' } });
    expect(await createExportJob(view, 't')).toMatchObject({ type: 'unanswered' });
  });

  test.each([
    ['relative', '/beta/employeeExperience/goals/exportJobs/j!abc', 'j!abc'],
    ['with a query', 'https://graph.microsoft.com/beta/x/exportJobs/j!abc?y=1', 'j!abc'],
    ['encoded', 'https://graph.microsoft.com/beta/x/exportJobs/j%21abc', 'j!abc'],
    ['of another host: only its id is taken', 'https://evil.example/exportJobs/j!abc', 'j!abc'],
    ['unreadable: the body’s id is taken where it is the one to ask by', 'nowhere', 'j!from-body'],
  ])('Location %s', async (_name, location, exportJobId) => {
    answer(201, { ...json, location }, { id: 'j!from-body', status: 'notStarted' });
    expect(await createExportJob(view, 't')).toMatchObject({ type: 'created', exportJobId });
  });

  test.each(['nowhere', '/exportJobs/..', '/exportJobs/%2e%2e'])(
    'Location %s, and a body whose id is another one: the list will tell',
    async (location) => {
      answer(201, { ...json, location }, { id: '7e1f', status: 'notStarted' });
      expect(await createExportJob(view, 't')).toEqual({ type: 'unnamed' });
    },
  );

  test('ids, time and code for support are kept; the token is not', async () => {
    answer(404, json, {
      error: {
        code: 'notFound',
        innererror: { code: 'exportJobNotFound', date: 'd', 'request-id': 'r', 'client-request-id': 'c' },
      },
    });
    const outcome = await getExportJob('j!x', 'secret-token');
    expect(outcome).toMatchObject({
      cause: {
        details: {
          status: 404,
          requestId: 'r',
          clientRequestId: 'c',
          date: 'd',
          serviceCode: 'exportJobNotFound',
        },
      },
    });
    expect(JSON.stringify(outcome)).not.toContain('secret-token');
  });

  test('which job is ours is measured by the service’s clock, whatever ours says', async () => {
    const noon = Date.UTC(2025, 10, 23, 12);
    const list = (minutes: number, status = 'succeeded') =>
      answer(
        200,
        { ...json, date: new Date(noon).toUTCString() },
        {
          value: [
            {
              id: 'j!older',
              status,
              createdDateTime: new Date(noon - (minutes + 1) * 60_000).toISOString(),
              ...view,
            },
            {
              id: 'j!ours',
              status,
              createdDateTime: new Date(noon - minutes * 60_000).toISOString(),
              ...view,
            },
          ],
        },
      );
    list(2);
    expect(await findExportJob(view, 0, 't')).toMatchObject({ type: 'created', exportJobId: 'j!ours' });
    list(20);
    expect(await findExportJob(view, 0, 't')).toEqual({ type: 'absent' });
    list(20);
    expect(await findExportJob(view, 16 * 60_000, 't')).toMatchObject({ exportJobId: 'j!ours' });
    list(20, 'running');
    expect(await findExportJob(view, 0, 't')).toEqual({ type: 'joined', exportJobId: 'j!ours' });
  });

  test('the list is read page by page, and no further than Microsoft Graph', async () => {
    const urls: string[] = [];
    const pages = [
      { value: [], '@odata.nextLink': 'https://graph.microsoft.com/beta/next' },
      { value: [{ id: 'j!2', status: 'running', ...view }] },
    ];
    vi.stubGlobal('fetch', async (url: string) => {
      urls.push(url);
      return Response.json(pages[urls.length - 1]);
    });
    expect(await findExportJob(view, 0, 't')).toEqual({ type: 'joined', exportJobId: 'j!2' });
    expect(urls[0]).toContain(`$filter=goalsOrganizationId%20eq%20%27${view.goalsOrganizationId}%27`);
    const sent = answer(200, json, {
      value: [],
      '@odata.nextLink': 'https://graph.microsoft.com.evil.example/next',
    });
    await expect(findExportJob(view, 0, 't')).rejects.toThrow('not Microsoft Graph');
    expect(sent).toHaveLength(1);
  });
});
