// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { takeStep } from '../../lib/jobs/steps.ts';
import { OffscreenGone } from '../../lib/offscreen/failure.ts';
import { account } from './samples.ts';
import * as world from './step-world.ts';

vi.mock('../../lib/auth/auth.ts', () => import('./step-world.ts'));
vi.mock('../../lib/offscreen/index.ts', () => import('./step-world.ts'));

/* The steps of an export that has a job at the service: following, fetching, saving. */

world.aroundSteps();

describe('following', () => {
  test('asks for the job by its id, whatever is in it', async () => {
    world.serve(world.running);
    await takeStep(await world.inPhase('following', { account, exportJobId: "j!a/b?c#d'" }), false);
    expect(world.sent[0]?.url).toMatch(/\/exportJobs\/j!a%2Fb%3Fc%23d'$/);
  });

  test('no connection: it may pass, with the id that support asks for', async () => {
    world.serve(world.noConnection);
    expect(await takeStep(await world.inPhase('following', { account, exportJobId: 'j!1' }), false)).toEqual({
      type: 'delayed',
      cause: { code: 'offline', details: { clientRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    });
  });
});

test('another export was told to wait: nothing is asked, not even after a token had to be renewed', async () => {
  const following = await world.inPhase('following', { account, exportJobId: 'j!1' });
  world.serve(() => {
    // Told to another export while this one renews its token.
    const now = Date.now();
    void fakeBrowser.storage.local.set({ throttling: { since: now, until: now + 60_000 } });
    return world.refusedToken()();
  });
  expect(await takeStep(following, false)).toMatchObject({ type: 'delayed', cause: { code: 'throttled' } });
  expect(world.sent).toHaveLength(1);
  expect(await takeStep(following, false)).toMatchObject({ type: 'delayed', cause: { code: 'throttled' } });
  expect(world.sent).toHaveLength(1);
});

describe('fetching the content', () => {
  const content = { type: 'content', blobUrl: 'blob:1', bytes: 9 };
  const ready = () => world.inPhase('ready', { account, exportJobId: 'j!1' });

  test('in the host, for the export’s account, under the name that the settings ask for', async () => {
    await fakeBrowser.storage.local.set({ settings: { fileName: '{date} {view}', folder: 'OKR' } });
    world.callOffscreen.mockResolvedValue(content);
    expect(await takeStep(await ready(), false)).toEqual({ ...content, name: 'OKR/2026-11-23 Board.csv' });
    expect(world.callOffscreen.mock.calls).toEqual([
      ['fetchContent', { exportJobId: 'j!1', accessToken: world.secret }],
    ]);
  });

  test('the token is in no outcome', async () => {
    world.callOffscreen.mockResolvedValue(content);
    expect(JSON.stringify(await takeStep(await ready(), false))).not.toContain(world.secret);
  });

  test('a refused token is renewed, then the host asks again', async () => {
    world.callOffscreen
      .mockResolvedValueOnce({ type: 'unauthorized', claims: '{}', cause: { code: 'signInRequired' } })
      .mockResolvedValueOnce(content);
    expect(await takeStep(await ready(), false)).toMatchObject({ type: 'content' });
    expect(world.getToken).toHaveBeenLastCalledWith({
      account,
      interactive: false,
      renew: true,
      claims: '{}',
    });
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
    world.callOffscreen.mockRejectedValue(error);
    const answer = await takeStep(await ready(), false);
    expect(answer).toMatchObject(outcome);
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });
});

describe('saving', () => {
  test('without a file there is nothing to save: the content is fetched', async () =>
    expect(await takeStep(await world.inPhase('saving'), false)).toEqual({ type: 'lost' }));

  test.each([true, false])('asks where, as the settings say (%s)', async (askWhere) => {
    await fakeBrowser.storage.local.set({ settings: { askWhere } });
    const download = vi.fn(async () => 3);
    Object.assign(fakeBrowser.downloads, { download, search: async () => [] });
    world.callOffscreen.mockResolvedValue(true);
    const file = { name: 'a.csv', bytes: 9, blobUrl: 'blob:1' };
    expect(await takeStep(await world.inPhase('saving', { file }), false)).toEqual({
      type: 'started',
      downloadId: 3,
    });
    const [asked] = download.mock.lastCall as unknown as [{ saveAs?: boolean }];
    expect(asked.saveAs).toBe(askWhere || undefined);
  });
});
