// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { TokenAnswer, TokenRequest } from '../../lib/auth/auth.ts';
import { cancel } from '../../lib/jobs/deeds.ts';
import { type Job, newJob, type OpenJob } from '../../lib/jobs/job.ts';
import { loadJob } from '../../lib/jobs/load.ts';
import { advance } from '../../lib/jobs/machine.ts';
import { takeStep } from '../../lib/jobs/steps.ts';
import { addJob, removeJob, updateJob } from '../../lib/jobs/write.ts';
import { OffscreenGone } from '../../lib/offscreen/failure.ts';
import { account, view } from './samples.ts';

const { getToken, callOffscreen } = vi.hoisted(() => ({ getToken: vi.fn(), callOffscreen: vi.fn() }));
vi.mock('../../lib/auth/auth.ts', () => ({ getToken }));
vi.mock('../../lib/offscreen/index.ts', () => ({ callOffscreen, closeOffscreen: async () => {} }));

const requestedAt = new Date(2026, 10, 23, 9, 30).getTime();
const secret = 'eyJ-secret-access-token';

/** An export that is written down, in some phase. */
async function inPhase(phase: OpenJob['phase'], patch: Partial<OpenJob> = {}): Promise<OpenJob> {
  const job = { ...newJob('1', view, 'Board', requestedAt), ...patch, phase };
  await addJob(job);
  return job;
}

type Answer = () => Response | Promise<Response>;
const posts = () => sent.filter(({ method }) => method === 'POST').length;
let sent: { method: string; url: string; token: string; stored: Job | undefined }[];

/** The service's answers, one after the other; what was written down when each was asked for is kept. */
function serve(...answers: Answer[]): void {
  vi.stubGlobal('fetch', async (url: string, { method, headers }: RequestInit) => {
    const { Authorization = '' } = headers as Record<string, string>;
    sent.push({ method: method ?? 'GET', url, token: Authorization, stored: await loadJob('1') });
    const answer = answers.shift();
    if (!answer) throw new Error(`not expected: ${method} ${url}`);
    return answer();
  });
}
const noConnection: Answer = () => Promise.reject(new TypeError('Failed to fetch'));
const made: Answer = () => Response.json({ id: 'j!1', status: 'notStarted' }, { status: 201 });
const running: Answer = () => Response.json({ value: { id: 'j!1', status: 'running' } });
const refusedToken = (claims?: string): Answer => {
  const challenge = `Bearer realm=""${claims ? `, claims="${btoa(claims)}"` : ''}`;
  return () => Response.json({ error: {} }, { status: 401, headers: { 'www-authenticate': challenge } });
};

beforeEach(() => {
  fakeBrowser.reset();
  vi.unstubAllGlobals();
  sent = [];
  callOffscreen.mockReset();
  getToken.mockReset().mockImplementation(
    async ({ renew }: TokenRequest): Promise<TokenAnswer> => ({
      type: 'token',
      accessToken: renew ? `${secret}-2` : secret,
      account,
    }),
  );
});

describe('creating', () => {
  test('is written down, with the account, before the service is asked', async () => {
    serve(made);
    const job = await inPhase('requested');
    expect(await takeStep(job, true)).toEqual({ type: 'created', exportJobId: 'j!1', status: 'notStarted' });
    expect(sent).toMatchObject([{ method: 'POST', stored: { phase: 'creating', account } }]);
  });

  test.each([true, false])('asks for a token with a window only for a click (%s)', async (interactive) => {
    serve(made);
    await takeStep(await inPhase('requested', { account }), interactive);
    expect(getToken).toHaveBeenCalledExactlyOnceWith({
      preferred: account,
      interactive,
      renew: false,
      claims: undefined,
    });
  });

  test('once asked, in the name of its account and of no other', async () => {
    await takeStep(await inPhase('creating', { account }), true);
    expect(getToken.mock.calls[0]?.[0]).toMatchObject({ account });
    expect(getToken.mock.calls[0]?.[0]).not.toHaveProperty('preferred');
  });

  test.each<[string, Answer]>([
    ['the connection ended', noConnection],
    ['the service had a fault', () => new Response('', { status: 502 })],
    ['the answer broke off', () => new Response('{"id":', { status: 201 })],
  ])('%s: that leaves open whether there is a job', async (_what, answer) => {
    serve(answer);
    const job = await inPhase('requested');
    expect(await takeStep(job, true)).toMatchObject({ type: 'unanswered' });
    expect((await loadJob('1'))?.phase).toBe('creating');
  });

  test('the answer was never seen: the next step asks for the job, and does not POST again', async () => {
    const job = (await loadJob((await inPhase('creating', { account })).id)) as OpenJob;
    const createdDateTime = new Date(requestedAt + 1000).toISOString();
    serve(() => Response.json({ value: [{ id: 'j!7', status: 'running', createdDateTime, ...view }] }));
    expect(await takeStep(job, false)).toEqual({ type: 'created', exportJobId: 'j!7', status: 'running' });
    expect(posts()).toBe(0);
    serve(() => Response.json({ value: [] }));
    expect(await takeStep(job, false)).toEqual({ type: 'absent' });
    expect(posts()).toBe(0);
  });

  test.each<[string, object | undefined, object]>([
    ['of another view', { explorerViewId: 'another', status: 'running' }, { type: 'absent' }],
    [
      'that ended before',
      { status: 'succeeded', createdDateTime: '2026-11-01T00:00:00Z' },
      { type: 'absent' },
    ],
    ['that ended, of unknown age', { status: 'succeeded', createdDateTime: 'soon' }, { type: 'absent' }],
    [
      'that began before and runs',
      { status: 'running', createdDateTime: '2026-11-01T00:00:00Z' },
      { type: 'joined' },
    ],
    ['of another organization', { goalsOrganizationId: 'another', status: 'running' }, { type: 'absent' }],
    ['without an id', { id: '', status: 'running' }, { type: 'absent' }],
  ])('the list holds a job %s', async (_what, listed, outcome) => {
    serve(() => Response.json({ value: [{ id: 'j!7', ...view, ...listed }] }));
    expect(await takeStep(await inPhase('creating', { account }), false)).toMatchObject(outcome);
  });

  test('no token, no POST', async () => {
    serve();
    getToken.mockResolvedValue({ type: 'paused', cause: { code: 'signInRequired' } });
    const job = await inPhase('requested');
    expect(await takeStep(job, false)).toEqual({ type: 'paused', cause: { code: 'signInRequired' } });
    expect((await loadJob('1'))?.phase).toBe('requested');
  });

  test.each<[string, () => Promise<unknown>, string | undefined]>([
    ['cancelled', () => updateJob('1', (job) => cancel(job, Date.now())), 'cancelled'],
    ['removed', () => removeJob('1'), undefined],
  ])('%s while the user signs in: nothing is asked of the service', async (_what, meanwhile, phase) => {
    serve();
    getToken.mockImplementation(async () => {
      await meanwhile();
      return { type: 'token', accessToken: secret, account };
    });
    const outcome = await takeStep(await inPhase('requested'), true);
    await updateJob('1', (job) => advance(job, outcome, { now: Date.now(), random: 0 }));
    expect(sent).toEqual([]);
    expect((await loadJob('1'))?.phase).toBe(phase);
  });

  test('a refused token is renewed and the POST sent once more; it was refused, so there is one job', async () => {
    serve(refusedToken(), made);
    expect(await takeStep(await inPhase('requested'), false)).toMatchObject({ type: 'created' });
    expect(posts()).toBe(2);
    expect(sent.map(({ token }) => token)).toEqual([`Bearer ${secret}`, `Bearer ${secret}-2`]);
  });

  test('a token that can’t be renewed: no job was made, it goes on from the start after a sign-in', async () => {
    serve(refusedToken());
    getToken
      .mockResolvedValueOnce({ type: 'token', accessToken: secret, account })
      .mockResolvedValueOnce({ type: 'paused', cause: { code: 'signInRequired' } });
    const job = await inPhase('requested');
    const outcome = await takeStep(job, false);
    expect(outcome).toMatchObject({ type: 'notCreated', setback: { type: 'paused' } });
    const stored = (await loadJob('1')) as Job;
    expect(advance(stored, outcome, { now: Date.now(), random: 0 })).toMatchObject({
      phase: 'requested',
      wait: { for: 'signIn', problem: { code: 'signInRequired' } },
    });
  });
});

describe('a refused token', () => {
  test('is renewed once, with the claims that the service asks for', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    serve(refusedToken(claims), running);
    expect(await takeStep(await inPhase('following', { account, exportJobId: 'j!1' }), false)).toMatchObject({
      type: 'status',
      status: 'running',
    });
    expect(getToken.mock.calls.map(([request]) => request)).toMatchObject([
      { renew: false, claims: undefined },
      { renew: true, claims },
    ]);
  });

  test('refused again: the user has to sign in, there is no third try', async () => {
    serve(refusedToken(), refusedToken());
    const outcome = await takeStep(await inPhase('following', { account, exportJobId: 'j!1' }), false);
    expect(outcome).toMatchObject({
      type: 'paused',
      cause: { code: 'signInRequired', details: { status: 401 } },
    });
    expect(sent).toHaveLength(2);
  });
});

describe('following', () => {
  test('asks for the job by its id, whatever is in it', async () => {
    serve(running);
    await takeStep(await inPhase('following', { account, exportJobId: "j!a/b?c#d'" }), false);
    expect(sent[0]?.url).toMatch(/\/exportJobs\/j!a%2Fb%3Fc%23d'$/);
  });

  test('no connection: it may pass, with the id that support asks for', async () => {
    serve(noConnection);
    expect(await takeStep(await inPhase('following', { account, exportJobId: 'j!1' }), false)).toEqual({
      type: 'delayed',
      cause: { code: 'offline', details: { clientRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    });
  });
});

test('another export was told to wait: nothing is asked, not even after a token had to be renewed', async () => {
  const following = await inPhase('following', { account, exportJobId: 'j!1' });
  serve(() => {
    // Told to another export while this one renews its token.
    const now = Date.now();
    void fakeBrowser.storage.local.set({ throttling: { since: now, until: now + 60_000 } });
    return refusedToken()();
  });
  expect(await takeStep(following, false)).toMatchObject({ type: 'delayed', cause: { code: 'throttled' } });
  expect(sent).toHaveLength(1);
  expect(await takeStep(following, false)).toMatchObject({ type: 'delayed', cause: { code: 'throttled' } });
  expect(sent).toHaveLength(1);
});

describe('fetching the content', () => {
  const content = { type: 'content', blobUrl: 'blob:1', bytes: 9 };
  const ready = () => inPhase('ready', { account, exportJobId: 'j!1' });

  test('in the host, for the export’s account, under the name that the settings ask for', async () => {
    await fakeBrowser.storage.local.set({ settings: { fileName: '{date} {view}', folder: 'OKR' } });
    callOffscreen.mockResolvedValue(content);
    expect(await takeStep(await ready(), false)).toEqual({ ...content, name: 'OKR/2026-11-23 Board.csv' });
    expect(callOffscreen.mock.calls).toEqual([['fetchContent', { exportJobId: 'j!1', accessToken: secret }]]);
  });

  test('the token is in no outcome', async () => {
    callOffscreen.mockResolvedValue(content);
    expect(JSON.stringify(await takeStep(await ready(), false))).not.toContain(secret);
  });

  test('a refused token is renewed, then the host asks again', async () => {
    callOffscreen
      .mockResolvedValueOnce({ type: 'unauthorized', claims: '{}', cause: { code: 'signInRequired' } })
      .mockResolvedValueOnce(content);
    expect(await takeStep(await ready(), false)).toMatchObject({ type: 'content' });
    expect(getToken).toHaveBeenLastCalledWith({ account, interactive: false, renew: true, claims: '{}' });
  });

  test.each<[string, Error, object]>([
    ['the host was closed', new OffscreenGone('closed'), { type: 'delayed', cause: { code: 'internal' } }],
    [
      'an error of ours',
      new TypeError('x is undefined'),
      { type: 'delayed', cause: { code: 'internal', value: 'TypeError: x is undefined' } },
    ],
    ['endless words', new Error('x'.repeat(5000)), { type: 'delayed' }],
  ])('%s: it may pass', async (_what, error, outcome) => {
    callOffscreen.mockRejectedValue(error);
    const answer = await takeStep(await ready(), false);
    expect(answer).toMatchObject(outcome);
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });
});

describe('saving', () => {
  test('without a file there is nothing to save: the content is fetched', async () =>
    expect(await takeStep(await inPhase('saving'), false)).toEqual({ type: 'lost' }));

  test.each([true, false])('asks where, as the settings say (%s)', async (askWhere) => {
    await fakeBrowser.storage.local.set({ settings: { askWhere } });
    const download = vi.fn(async () => 3);
    Object.assign(fakeBrowser.downloads, { download, search: async () => [] });
    callOffscreen.mockResolvedValue(true);
    const file = { name: 'a.csv', bytes: 9, blobUrl: 'blob:1' };
    expect(await takeStep(await inPhase('saving', { file }), false)).toEqual({
      type: 'started',
      downloadId: 3,
    });
    const [asked] = download.mock.lastCall as unknown as [{ saveAs?: boolean }];
    expect(asked.saveAs).toBe(askWhere || undefined);
  });
});
