// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { listServiceExports } from '../../lib/jobs/elsewhere.ts';
import { account, jobIn, view } from './samples.ts';

const { getToken } = vi.hoisted(() => ({ getToken: vi.fn() }));
vi.mock('../../lib/auth/auth.ts', () => ({ getToken }));

const { goalsOrganizationId } = view;
const fetched = vi.fn();

beforeEach(async () => {
  fakeBrowser.reset();
  getToken.mockReset().mockResolvedValue({ type: 'token', accessToken: 'secret', account });
  vi.stubGlobal('fetch', fetched.mockReset());
});
const serve = (...pages: object[]) => {
  for (const page of pages) fetched.mockResolvedValueOnce(Response.json(page));
};

test('every page, newest first, in the name of whom the organization knows', async () => {
  await fakeBrowser.storage.local.set({ 'job:1': jobIn('done', { exportJobId: 'j!0' }) });
  const next = 'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs?$skiptoken=2';
  serve(
    {
      value: [{ id: 'j!1', status: 'running', ...view, createdDateTime: '2026-01-01T00:00:00Z' }],
      '@odata.nextLink': next,
    },
    {
      value: [
        {
          id: 'j!2',
          status: 'succeeded',
          ...view,
          createdDateTime: '2026-01-02T00:00:00Z',
          expirationDateTime: '2026-01-09T00:00:00Z',
        },
      ],
    },
  );
  expect(await listServiceExports(goalsOrganizationId)).toEqual({
    exports: [
      {
        exportJobId: 'j!2',
        view,
        status: 'succeeded',
        createdAt: Date.UTC(2026, 0, 2),
        expiresAt: Date.UTC(2026, 0, 9),
      },
      { exportJobId: 'j!1', view, status: 'running', createdAt: Date.UTC(2026, 0, 1) },
    ],
  });
  expect(getToken.mock.calls[0]?.[0]).toMatchObject({ preferred: account, interactive: true });
});

test('what names no view, or another organization, is left out', async () => {
  const other = { ...view, goalsOrganizationId: '11111111-2222-3333-4444-555555555555' };
  serve({
    value: [
      { id: 'j!1', status: 'running' },
      { id: 'j!2', ...other },
      { status: 'running', ...view },
    ],
  });
  expect(await listServiceExports(goalsOrganizationId)).toEqual({ exports: [] });
});

test.each<[string, Response | Error, object]>([
  [
    'forbidden',
    Response.json({ error: { code: 'forbidden', message: 'm' } }, { status: 403 }),
    { code: 'forbidden' },
  ],
  ['offline', new TypeError('Failed to fetch'), { code: 'offline' }],
])('%s: said', async (_what, answer, problem) => {
  if (answer instanceof Error) fetched.mockRejectedValue(answer);
  else fetched.mockResolvedValue(answer);
  expect(await listServiceExports(goalsOrganizationId)).toMatchObject({ problem });
});

test('throttled: said until when, and the service is left alone until then', async () => {
  fetched.mockResolvedValue(new Response('{}', { status: 429, headers: { 'retry-after': '60' } }));
  const before = Date.now();
  for (let times = 0; times < 2; times++) {
    const answer = await listServiceExports(goalsOrganizationId);
    const { problem } = answer as { problem: { code: string; retryAt: number } };
    expect(problem.code).toBe('serviceBusy');
    expect(problem.retryAt).toBeGreaterThanOrEqual(before + 60_000);
  }
  expect(fetched).toHaveBeenCalledOnce();
});

test('throttled without a time: one is said all the same', async () => {
  fetched.mockResolvedValue(new Response('{}', { status: 429 }));
  const before = Date.now();
  const answer = await listServiceExports(goalsOrganizationId);
  expect(answer).toMatchObject({ problem: { code: 'serviceBusy' } });
  expect((answer as { problem: { retryAt: number } }).problem.retryAt).toBeGreaterThan(before);
});

test('nobody signs in: said, and nothing is asked', async () => {
  getToken.mockResolvedValue({ type: 'failed', cause: { code: 'signInCancelled' } });
  expect(await listServiceExports(goalsOrganizationId)).toMatchObject({
    problem: { code: 'signInCancelled' },
  });
  expect(fetched).not.toHaveBeenCalled();
});
