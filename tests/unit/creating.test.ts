// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { cancel } from '../../lib/jobs/deeds.ts';
import type { Job, OpenJob } from '../../lib/jobs/job.ts';
import { loadJob } from '../../lib/jobs/load.ts';
import { advance } from '../../lib/jobs/machine.ts';
import { takeStep } from '../../lib/jobs/steps.ts';
import { removeJob, updateJob } from '../../lib/jobs/write.ts';
import { account, view } from './samples.ts';
import * as world from './step-world.ts';

vi.mock('../../lib/auth/auth.ts', () => import('./step-world.ts'));
vi.mock('../../lib/offscreen/index.ts', () => import('./step-world.ts'));

/* The step that creates an export job: one POST, whatever comes between; and what any step does with a token that is refused. */

world.aroundSteps();

describe('creating', () => {
  test('is written down, with the account, before the service is asked', async () => {
    world.serve(world.made);
    const job = await world.inPhase('requested');
    expect(await takeStep(job, true)).toEqual({ type: 'created', exportJobId: 'j!1', status: 'notStarted' });
    expect(world.sent).toMatchObject([{ method: 'POST', stored: { phase: 'creating', account } }]);
  });

  test.each([true, false])('asks for a token with a window only for a click (%s)', async (interactive) => {
    world.serve(world.made);
    await takeStep(await world.inPhase('requested', { account }), interactive);
    expect(world.getToken).toHaveBeenCalledExactlyOnceWith({
      preferred: account,
      interactive,
      renew: false,
      claims: undefined,
    });
  });

  test('once asked, in the name of its account and of no other', async () => {
    await takeStep(await world.inPhase('creating', { account }), true);
    expect(world.getToken.mock.calls[0]?.[0]).toMatchObject({ account });
    expect(world.getToken.mock.calls[0]?.[0]).not.toHaveProperty('preferred');
  });

  test.each<[string, world.Answer]>([
    ['the connection ended', world.noConnection],
    ['the service had a fault', () => new Response('', { status: 502 })],
    ['the answer broke off', () => new Response('{"id":', { status: 201 })],
  ])('%s: that leaves open whether there is a job', async (_what, answer) => {
    world.serve(answer);
    const job = await world.inPhase('requested');
    expect(await takeStep(job, true)).toMatchObject({ type: 'unanswered' });
    expect((await loadJob('1'))?.phase).toBe('creating');
  });

  test('the answer was never seen: the next step asks for the job, and does not POST again', async () => {
    const job = (await loadJob((await world.inPhase('creating', { account })).id)) as OpenJob;
    const createdDateTime = new Date(world.requestedAt + 1000).toISOString();
    world.serve(() => Response.json({ value: [{ id: 'j!7', status: 'running', createdDateTime, ...view }] }));
    expect(await takeStep(job, false)).toEqual({ type: 'created', exportJobId: 'j!7', status: 'running' });
    expect(world.posts()).toBe(0);
    world.serve(() => Response.json({ value: [] }));
    expect(await takeStep(job, false)).toEqual({ type: 'absent' });
    expect(world.posts()).toBe(0);
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
    world.serve(() => Response.json({ value: [{ id: 'j!7', ...view, ...listed }] }));
    expect(await takeStep(await world.inPhase('creating', { account }), false)).toMatchObject(outcome);
  });

  test('no token, no POST', async () => {
    world.serve();
    world.getToken.mockResolvedValue({ type: 'paused', cause: { code: 'signInRequired' } });
    const job = await world.inPhase('requested');
    expect(await takeStep(job, false)).toEqual({ type: 'paused', cause: { code: 'signInRequired' } });
    expect((await loadJob('1'))?.phase).toBe('requested');
  });

  test.each<[string, () => Promise<unknown>, string | undefined]>([
    ['cancelled', () => updateJob('1', (job) => cancel(job, Date.now())), 'cancelled'],
    ['removed', () => removeJob('1'), undefined],
  ])('%s while the user signs in: nothing is asked of the service', async (_what, meanwhile, phase) => {
    world.serve();
    world.getToken.mockImplementation(async () => {
      await meanwhile();
      return { type: 'token', accessToken: world.secret, account };
    });
    const outcome = await takeStep(await world.inPhase('requested'), true);
    await updateJob('1', (job) => advance(job, outcome, { now: Date.now(), random: 0 }));
    expect(world.sent).toEqual([]);
    expect((await loadJob('1'))?.phase).toBe(phase);
  });

  test('a refused token is renewed and the POST sent once more; it was refused, so there is one job', async () => {
    world.serve(world.refusedToken(), world.made);
    expect(await takeStep(await world.inPhase('requested'), false)).toMatchObject({ type: 'created' });
    expect(world.posts()).toBe(2);
    expect(world.sent.map(({ token }) => token)).toEqual([
      `Bearer ${world.secret}`,
      `Bearer ${world.secret}-2`,
    ]);
  });

  test('a token that can’t be renewed: no job was made, it goes on from the start after a sign-in', async () => {
    world.serve(world.refusedToken());
    world.getToken
      .mockResolvedValueOnce({ type: 'token', accessToken: world.secret, account })
      .mockResolvedValueOnce({ type: 'paused', cause: { code: 'signInRequired' } });
    const job = await world.inPhase('requested');
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
    world.serve(world.refusedToken(claims), world.running);
    expect(
      await takeStep(await world.inPhase('following', { account, exportJobId: 'j!1' }), false),
    ).toMatchObject({
      type: 'status',
      status: 'running',
    });
    expect(world.getToken.mock.calls.map(([request]) => request)).toMatchObject([
      { renew: false, claims: undefined },
      { renew: true, claims },
    ]);
  });

  test('refused again: the user has to sign in, there is no third try', async () => {
    world.serve(world.refusedToken(), world.refusedToken());
    const outcome = await takeStep(await world.inPhase('following', { account, exportJobId: 'j!1' }), false);
    expect(outcome).toMatchObject({
      type: 'paused',
      cause: { code: 'signInRequired', details: { status: 401 } },
    });
    expect(world.sent).toHaveLength(2);
  });
});
