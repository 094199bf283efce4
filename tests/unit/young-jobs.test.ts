// @vitest-environment node
import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { retry } from '../../lib/jobs/deeds.ts';
import { newJob, type OpenJob } from '../../lib/jobs/job.ts';
import { advance } from '../../lib/jobs/machine.ts';
import { takeStep } from '../../lib/jobs/steps.ts';
import { addJob } from '../../lib/jobs/write.ts';
import { errorOf } from '../../lib/offscreen/failure.ts';
import { serve } from '../../lib/offscreen/serve.ts';

const account = { homeAccountId: 'alice.t', username: 'alice@contoso.com' };
vi.mock('../../lib/auth/auth.ts', () => ({
  getToken: async () => ({ type: 'token', accessToken: 't', account }),
}));
const view = {
  goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3',
  explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e',
};

test.each([
  [5000, 'delayed', 'jobNotReadableYet'],
  [60_000, 'delayed', 'jobNotReadableYet'],
  [200_000, 'failed', 'jobVanished'],
])('404 of a job that was asked for %i ms ago: %s', async (age, type, code) => {
  fakeBrowser.reset();
  const now = Date.now();
  const job = {
    ...newJob('1', view, 'Board', now),
    phase: 'following',
    exportJobId: 'j!1',
    postedAt: now - age,
  };
  await addJob(job as OpenJob);
  const error = { code: 'notFound', message: 'm', innerError: { code: 'exportJobNotFound' } };
  vi.stubGlobal('fetch', async () => Response.json({ error }, { status: 404 }));
  expect(await takeStep(job as OpenJob, false)).toMatchObject({ type, cause: { code } });
});

test('what can’t be mended by another try is not tried again, whoever asks', () => {
  const moment = { now: 1000, random: 0 };
  const job = newJob('1', view, 'Board', 0);
  const failed = advance(job, { type: 'failed', cause: { code: 'invalidOrganizationId' } }, moment);
  expect(retry(failed, 2000)).toBe(failed);
});

test('Retry-After of a body that breaks off crosses the port; an unexpected failure is no failed sign-in', async () => {
  const body = new ReadableStream({
    start: (controller) => controller.error(new TypeError('network error')),
  });
  vi.stubGlobal('fetch', async () => new Response(body, { status: 503, headers: { 'retry-after': '9' } }));
  const input = { exportJobId: 'j!1', accessToken: 't' };
  const reply = await serve({ id: 1, name: 'fetchContent', input });
  expect(errorOf((reply as unknown as { failure: never }).failure)).toMatchObject({
    name: 'NoAnswer',
    retryAfter: 9000,
  });

  vi.stubGlobal('fetch', async () => ({ type: 'basic', status: 200, headers: undefined }));
  const broken = await serve({ id: 2, name: 'fetchContent', input });
  expect(errorOf((broken as unknown as { failure: never }).failure).name).toBe('Error');
});
