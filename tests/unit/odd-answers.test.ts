// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';
import { readLocation } from '../../lib/graph/decode.ts';
import { createExportJob, findExportJob, getExportJob } from '../../lib/graph/export-jobs.ts';
import { readRetryAfter } from '../../lib/graph/retry.ts';
import { view } from './samples.ts';

/* Answers that no documentation has: none of them may throw, hang, or end an export that could go on. */

const ofGraph = { 'request-id': 'r' };
const html = { 'content-type': 'text/html' };
const error = (code: string) => JSON.stringify({ error: { code, message: 'm' } });

afterEach(() => vi.unstubAllGlobals());

test.each<[string, string | null, number, Record<string, string>, string, string]>([
  ['401 of Graph without a challenge', '', 401, ofGraph, 'unauthorized', 'signInRequired'],
  ['401 of a proxy', '<html>', 401, html, 'delayed', 'proxyAnswered'],
  ['407', '<html>', 407, html, 'delayed', 'proxyAnswered'],
  ['451 of a firewall', '<html>', 451, html, 'delayed', 'proxyAnswered'],
  ['204', null, 204, ofGraph, 'delayed', 'unreadableAnswer'],
  ['202 without a body', '', 202, ofGraph, 'delayed', 'unreadableAnswer'],
  ['200 without a body, of nobody', '', 200, {}, 'delayed', 'proxyAnswered'],
  ['200 with an error in it', error('generalException'), 200, ofGraph, 'delayed', 'unexpectedAnswer'],
  ['200 with an empty object', '{}', 200, ofGraph, 'delayed', 'unexpectedAnswer'],
  ['200 with null', 'null', 200, ofGraph, 'delayed', 'unexpectedAnswer'],
  ['500 as a page of Graph’s gateway', '<html>', 500, { ...ofGraph, ...html }, 'delayed', 'serverError'],
  ['502 as a page of nobody', '<html>', 502, html, 'delayed', 'proxyAnswered'],
  [
    '509 with a wait',
    error('activityLimitReached'),
    509,
    { ...ofGraph, 'retry-after': '9' },
    'delayed',
    'serverError',
  ],
  ['409 of a proxy', '<html>', 409, html, 'delayed', 'proxyAnswered'],
  ['423', error('locked'), 423, ofGraph, 'delayed', 'unexpectedAnswer'],
  ['412', error('preconditionFailed'), 412, ofGraph, 'failed', 'unexpectedAnswer'],
  ['405', error('BadRequest'), 405, ofGraph, 'failed', 'unexpectedAnswer'],
  ['429 without a wait', error('TooManyRequests'), 429, ofGraph, 'delayed', 'throttled'],
])('%s', async (_what, body, status, headers, type, code) => {
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers }));
  expect(await getExportJob('j!x', 't')).toMatchObject({ type, cause: { code } });
  expect(await findExportJob(view, 0, 't')).toMatchObject({ type, cause: { code } });
  const created = await createExportJob(view, 't');
  expect('setback' in created ? created.setback : created).toMatchObject({ cause: { code } });
});

const segment = "Resource not found for the segment 'goals'.";
const wrapped = (message: unknown) => JSON.stringify({ error: { code: 'BadRequest', message } });

test.each<[string, string, number, string, Record<string, string>?]>([
  [
    'OData before 4',
    JSON.stringify({ 'odata.error': { message: { value: segment } } }),
    400,
    'serviceRetired',
  ],
  ['a text alone', JSON.stringify({ error: segment }), 400, 'serviceRetired'],
  ['OAuth’s', JSON.stringify({ error: 'x', error_description: segment }), 400, 'serviceRetired'],
  ['in capitals', JSON.stringify({ Error: { Code: 'x', Message: segment } }), 400, 'serviceRetired'],
  ['a message of languages', wrapped({ lang: 'en', value: segment }), 400, 'serviceRetired'],
  ['in a list', JSON.stringify([{ error: { message: segment } }]), 400, 'serviceRetired'],
  ['in details', JSON.stringify({ error: { details: [{ message: segment }] } }), 400, 'serviceRetired'],
  ['plain', segment, 400, 'serviceRetired'],
  ['XML', `<m:error><m:code/><m:message>${segment}</m:message></m:error>`, 400, 'serviceRetired'],
  ['ASP.NET', JSON.stringify({ Message: 'No HTTP resource was found' }), 404, 'serviceRetired'],
  ['German', wrapped('Die Ressource für das Segment „goals“ wurde nicht gefunden.'), 400, 'serviceRetired'],
  ['Japanese', wrapped("'goals' のリソースが見つかりません。"), 404, 'serviceRetired'],
  ['no such resource', wrapped("Resource 'exportJobs' does not exist"), 404, 'serviceRetired'],
  ['another view of segments', wrapped('Unsupported segment type.'), 400, 'serviceRetired'],
  ['the job in words', wrapped('The export job was not found'), 404, 'jobVanished'],
  ['a job whose time is over', wrapped('The export job has expired'), 410, 'jobVanished'],
  ['a right that is gone', wrapped('The service principal no longer has permission.'), 403, 'forbidden'],
  ['a right to a segment', wrapped("Access to the segment 'goals' is denied."), 403, 'forbidden'],
  ['the segment of jobs', wrapped("Segment 'exportJobs' not found"), 404, 'serviceRetired'],
  ['the code outside', error('GoalsOrganizationIdNotFound'), 404, 'organizationNotFound'],
  [
    'the code deep inside',
    JSON.stringify({ error: { innerError: { code: 'x', innererror: { code: 'exportJobNotFound' } } } }),
    404,
    'jobVanished',
  ],
  ['403 as a page', '<html>', 403, 'forbidden', html],
])('an error in another shape: %s', async (_what, body, status, code, headers = {}) => {
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers: { ...ofGraph, ...headers } }));
  expect(await getExportJob('j!x', 't')).toMatchObject({ type: 'failed', cause: { code } });
  expect(await createExportJob(view, 't')).toMatchObject({ setback: { type: 'failed', cause: { code } } });
});

test.each([408, 423, 425])('%i of Graph as a page: another moment may undo it', async (status) => {
  vi.stubGlobal('fetch', async () => new Response('<html>', { status, headers: { ...ofGraph, ...html } }));
  expect(await getExportJob('j!x', 't')).toMatchObject({ type: 'delayed' });
});

test('a conflict names its job by an address', async () => {
  const target = 'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs/j!x';
  const body = { error: { code: 'conflict', message: 'm', target } };
  vi.stubGlobal('fetch', async () => Response.json(body, { status: 409, headers: ofGraph }));
  expect(await createExportJob(view, 't')).toEqual({ type: 'joined', exportJobId: 'j!x' });
});

test('a status in another casing is the same', async () => {
  const body = { id: 'j!x', status: 'Succeeded' };
  vi.stubGlobal('fetch', async () => Response.json(body, { headers: ofGraph }));
  expect(await getExportJob('j!x', 't')).toMatchObject({ status: 'succeeded' });
});

test.each([
  "https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs('j!x')",
  "goals/exportJobs('j!x')",
  'exportJobs/j!x',
])('Location: %s', (location) => {
  expect(readLocation(location)).toBe('j!x');
});

test.each([
  ['2026-01-01T00:01:00Z', 60_000],
  ['2026-01-01T01:01:00+01:00, 5', 60_000],
  ['+60', 60_000],
  ['60s', 60_000],
  ['Thursday, 01-Jan-26 00:01:00 GMT', 60_000],
  ['Thu Jan  1 00:01:00 2026', 60_000],
  ['60, Thu, 01 Jan 2026 00:05:00 GMT', 300_000],
  ['2025-12-31T00:00:00Z', 0],
  ['2026-13-99T99:99:99Z', undefined],
  ['-5', undefined],
  ['soon', undefined],
])('Retry-After: %s', (value, ms) => {
  const now = Date.UTC(2026, 0, 1);
  expect(readRetryAfter(value, new Date(now).toUTCString(), now)).toBe(ms);
});
