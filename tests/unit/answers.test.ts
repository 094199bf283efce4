// @vitest-environment node
import { resolveObjectURL } from 'node:buffer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { buttonsOf } from '../../components/problem-panel.tsx';
import { textsOf } from '../../components/problem-texts.ts';
import { retry } from '../../lib/jobs/deeds.ts';
import { isOpen, type Job, newJob } from '../../lib/jobs/job.ts';
import { advance } from '../../lib/jobs/machine.ts';
import { problemOf } from '../../lib/jobs/status.ts';
import { takeStep } from '../../lib/jobs/steps.ts';
import { addJob, updateJob } from '../../lib/jobs/write.ts';
import { errorOf } from '../../lib/offscreen/failure.ts';
import { serve } from '../../lib/offscreen/serve.ts';
import {
  createdAt,
  delays,
  endings,
  listWithNext,
  strangeLocations,
  strangeNextLinks,
} from '../e2e/answers.ts';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { createUserAgent, type UserAgent } from '../emulator/user-agent.ts';
import { account, view } from './samples.ts';

/*
 * What Microsoft Graph may answer: every step of an export against the emulated service, over real connections. Time is played. The
 * same in real browsers, a few of each kind: tests/e2e/answers.test.ts.
 */

const { getToken } = vi.hoisted(() => ({ getToken: vi.fn() }));
vi.mock('../../lib/auth/auth.ts', () => ({ getToken }));
// The document that holds the content, without a way to it.
vi.mock('../../lib/offscreen/index.ts', () => ({
  callOffscreen: async (name: 'fetchContent', input: never) => {
    const reply = await serve({ id: 0, name, input });
    if ('failure' in reply) throw errorOf(reply.failure);
    return 'value' in reply ? reply.value : undefined;
  },
  closeOffscreen: async () => {},
}));

let emulator: Emulator;
let agent: UserAgent;
beforeAll(async () => {
  emulator = await startEmulator();
  agent = createUserAgent(emulator);
});
afterAll(() => emulator.close());

/** Every address that was asked. */
let asked: string[] = [];

/** As a browser's, as far as the extension can see it; but to the emulator. */
async function fetchAsBrowser(
  url: string,
  { method = 'GET', headers, body }: RequestInit,
): Promise<Response> {
  asked.push(url);
  const text = body === undefined ? {} : { body: String(body) };
  const reply = await agent.ask(url, { method, headers: headers as Record<string, string>, ...text });
  if (reply.status >= 300 && reply.status < 400)
    return { type: 'opaqueredirect', status: 0, headers: new Headers() } as Response;
  const seen = new Headers();
  for (const [name, value] of Object.entries(reply.headers)) seen.set(name, String(value));
  return new Response(reply.body.length > 0 ? new Uint8Array(reply.body) : null, {
    status: reply.status,
    headers: seen,
  });
}

beforeEach(async () => {
  emulator.reset();
  asked = [];
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.stubGlobal('fetch', fetchAsBrowser);
  const token = { type: 'token', accessToken: emulator.entra.issueToken(emulator.users.alice), account };
  getToken.mockImplementation(async () => token);
  await fakeBrowser.storage.local.set({ settings: { clientId: emulator.clientId }, account });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Takes step after step, each when it is due, until the export is as wanted, has ended, or has its content. */
async function play(job: Job, until: (job: Job) => boolean = () => false): Promise<Job> {
  for (let current = job; ; ) {
    if (!isOpen(current) || current.phase === 'saving' || until(current)) return current;
    vi.setSystemTime(Math.max(Date.now(), current.wait.until ?? Number.POSITIVE_INFINITY));
    const outcome = await takeStep(current, false);
    const moment = { now: Date.now(), random: 0 };
    current = (await updateJob(job.id, (known) => advance(known, outcome, moment))) as Job;
  }
}

async function begin(of = view): Promise<Job> {
  const job = newJob('1', of, 'Board', Date.now());
  await addJob(job);
  return job;
}

/** What is told of it, and the names of its buttons. */
function told(job: Job): string {
  const { wait, view: of, account: whose } = job;
  const what = problemOf(job);
  if (!what) return '';
  const deeds = Object.fromEntries(
    ['retry', 'signIn', 'switchAccount', 'openOptions'].map((name) => [name, () => {}]),
  );
  const names: Record<string, string> = {
    retry: 'Try again',
    consent: 'Copy admin consent link',
    switchAccount: 'Switch account',
  };
  const subject = { ...of, account: whose };
  const buttons = buttonsOf({
    problem: what,
    waits: wait?.problem !== undefined,
    deeds,
    adminConsentUrl: 'x',
    subject,
  });
  const { title, sentence, more } = textsOf(what);
  return [title, sentence, more, ...buttons.map((name) => names[name] ?? name), ...Object.values(of)].join(
    ' ',
  );
}

async function expectContent(job: Job): Promise<void> {
  expect(job).toMatchObject({ phase: 'saving' });
  const { graph } = emulator;
  const held = await resolveObjectURL(job.file?.blobUrl ?? '')?.arrayBuffer();
  expect(Buffer.from(held ?? new ArrayBuffer()).equals(graph.contentOf(graph.jobs.at(-1)?.key ?? ''))).toBe(
    true,
  );
  expect(graph.earlyRequests).toEqual([]);
  expect(graph.earlyPolls).toEqual([]);
}

const posts = () => emulator.requests.filter(({ method }) => method === 'POST');

test.each(endings)('$name ends the export, and is said', async ({ call, fault, times, says }) => {
  emulator.graph.failNext(call, fault, times);
  const job = await play(await begin());
  expect(job.phase).toBe('failed');
  for (const part of says) expect(told(job)).toContain(part);
  expect(job.problem?.details?.clientRequestId).toMatch(/^[0-9a-f-]{36}$/);
});

// A body that breaks off is seen by browsers alone, each in its way.
test.each(delays.filter(({ name }) => !name.startsWith('content-cut-off')))(
  '$name is waited for, and until when is known',
  async ({ call, fault, says, times }) => {
    emulator.graph.failNext(call, fault(), times);
    const waiting = await play(await begin(), ({ wait }) => wait?.problem !== undefined);
    expect(told(waiting)).toContain(says);
    expect(waiting.wait?.until).toBeGreaterThan(Date.now());
    await expectContent(await play(waiting));
    expect(emulator.graph.jobs).toHaveLength(1);
  },
);

test('404 organization not found: names organization and view', async () => {
  const of = { ...view, goalsOrganizationId: '11111111-2222-4333-8444-555555555555' };
  const job = await play(await begin(of));
  for (const part of ['Organization not found', ...Object.values(of), 'Switch account'])
    expect(told(job)).toContain(part);
});

test.each([
  ['failed', 'could not make the export'],
  ['skipped', 'skipped the export'],
])('a job that ends %s; Retry starts a new one', async (outcome, says) => {
  emulator.graph.outcome = outcome;
  emulator.graph.statusDetail = 'The view has been deleted.';
  const job = await play(await begin());
  expect(told(job)).toContain(says);
  emulator.graph.outcome = 'succeeded';
  const again = (await updateJob('1', (known) => retry(known, Date.now()))) as Job;
  await expectContent(await play(again));
  expect(posts()).toHaveLength(2);
});

test('a job that is not readable yet is waited for', async () => {
  emulator.graph.youngMs = 6000;
  const waiting = await play(await begin(), ({ wait }) => wait?.problem !== undefined);
  expect(told(waiting)).not.toContain('no longer');
  await expectContent(await play(waiting));
  expect(posts()).toHaveLength(1);
});

test('a status that nobody knows yet is followed', async () => {
  emulator.graph.outcome = 'archiving';
  const waiting = await play(await begin(), ({ wait }) => wait?.problem !== undefined);
  expect(told(waiting)).toContain('“archiving”');
  const [job] = emulator.graph.jobs;
  if (job) job.outcome = 'succeeded';
  await expectContent(await play(waiting));
});

test.each([
  ['documented', undefined],
  ['captured', undefined],
  ['captured', 'relative'],
  ['captured', 'absent'],
  ['documented', 'absent'],
] as const)('%s, Location %s: the job is followed to its content', async (form, locationStyle) => {
  Object.assign(emulator.graph, { form, locationStyle });
  await expectContent(await play(await begin()));
  expect(posts()).toHaveLength(1);
});

const base = 'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs';

describe('a service that answers with malice', () => {
  test.each(strangeLocations)('S1, S12: Location %s: at most an id is taken from it', async (location) => {
    emulator.graph.failNext('create', createdAt(location));
    await play(await begin(), ({ wait }) => wait?.problem !== undefined);
    expect(asked.length).toBeGreaterThan(0);
    for (const url of asked) {
      expect(url.startsWith(base)).toBe(true);
      expect(url.slice(base.length)).toMatch(/^(\?\$filter=[^/]*|\/[^/?]+(\/content)?)?$/);
    }
  });

  test.each(strangeNextLinks)('S4: a list whose next page is %s is not followed', async (nextLink) => {
    const { graph } = emulator;
    graph.failNext('create', 'drop-after');
    graph.failNext('list', listWithNext(nextLink));
    await expectContent(await play(await begin()));
    expect(asked.filter((url) => !url.startsWith(base))).toEqual([]);
    expect(graph.jobs).toHaveLength(1);
  });
});
