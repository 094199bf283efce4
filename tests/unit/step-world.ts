import { beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { TokenAnswer, TokenRequest } from '../../lib/auth/auth.ts';
import { type Job, newJob, type OpenJob } from '../../lib/jobs/job.ts';
import { loadJob } from '../../lib/jobs/load.ts';
import { addJob } from '../../lib/jobs/write.ts';
import { account, view } from './samples.ts';

/*
 * What a single step of an export meets: the sign-in, the offscreen document, the service. A test of steps mocks the first two by
 * `vi.mock('../../lib/auth/auth.ts', () => import('./step-world.ts'))`, and lib/offscreen/index.ts the same way.
 */

export const getToken = vi.fn();
export const callOffscreen = vi.fn();
export const closeOffscreen = async () => {};

export const requestedAt = new Date(2026, 10, 23, 9, 30).getTime();
export const secret = 'eyJ-secret-access-token';

/** An export that is written down, in some phase. */
export async function inPhase(phase: OpenJob['phase'], patch: Partial<OpenJob> = {}): Promise<OpenJob> {
  const job = { ...newJob('1', view, 'Board', requestedAt), ...patch, phase };
  await addJob(job);
  return job;
}

export type Answer = () => Response | Promise<Response>;
export const posts = () => sent.filter(({ method }) => method === 'POST').length;
/** What the service was asked. */
export let sent: { method: string; url: string; token: string; stored: Job | undefined }[];

/** The service's answers, one after the other; what was written down when each was asked for is kept. */
export function serve(...answers: Answer[]): void {
  vi.stubGlobal('fetch', async (url: string, { method, headers }: RequestInit) => {
    const { Authorization = '' } = headers as Record<string, string>;
    sent.push({ method: method ?? 'GET', url, token: Authorization, stored: await loadJob('1') });
    const answer = answers.shift();
    if (!answer) throw new Error(`not expected: ${method} ${url}`);
    return answer();
  });
}
export const noConnection: Answer = () => Promise.reject(new TypeError('Failed to fetch'));
export const made: Answer = () => Response.json({ id: 'j!1', status: 'notStarted' }, { status: 201 });
export const running: Answer = () => Response.json({ value: { id: 'j!1', status: 'running' } });
export const refusedToken = (claims?: string): Answer => {
  const challenge = `Bearer realm=""${claims ? `, claims="${btoa(claims)}"` : ''}`;
  return () => Response.json({ error: {} }, { status: 401, headers: { 'www-authenticate': challenge } });
};

/** Somebody is signed in; nothing was asked yet. */
export function aroundSteps(): void {
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
}
