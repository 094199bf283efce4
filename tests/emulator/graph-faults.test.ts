import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGraphClient, type GraphClient, idInLocation } from './graph-client.ts';
import { type Emulator, retired, serverError, startEmulator, throttled } from './index.ts';
import { createUserAgent, type UserAgent } from './user-agent.ts';

let emulator: Emulator;
let agent: UserAgent;
let alice: GraphClient;
beforeAll(async () => {
  emulator = await startEmulator();
  agent = createUserAgent(emulator);
});
beforeEach(() => {
  emulator.reset();
  emulator.graph.timing = { notStartedMs: 0, runningMs: 0 };
  alice = createGraphClient(agent, emulator, emulator.users.alice);
});
afterAll(() => emulator.close());

describe('faults', () => {
  test('happen to the call that they were planned for, as often as planned, in order', async () => {
    const { graph } = emulator;
    graph.failNext('get', serverError(502), 2);
    graph.failNext('any', serverError(500));
    const id = await alice.create().then(() => alice.newJob());
    expect((await alice.get(id)).status).toBe(502);
    expect((await alice.get(id)).status).toBe(502);
    expect((await alice.get(id)).status).toBe(200);
  });

  test('the connection breaks before or after the service has acted', async () => {
    const { graph } = emulator;
    graph.failNext('create', 'drop-before');
    await expect(alice.create()).rejects.toThrow();
    expect(graph.jobs).toHaveLength(0);
    graph.failNext('create', 'drop-after');
    await expect(alice.create()).rejects.toThrow();
    expect(graph.jobs).toHaveLength(1);
    expect(emulator.requests.map(({ status }) => status)).toEqual([0, 0]);
  });

  test('a request that a browser repeats by itself is cut off again', async () => {
    const { graph } = emulator;
    const headers = { 'client-request-id': crypto.randomUUID() };
    graph.failNext('create', 'drop-after');
    await expect(alice.create(undefined, headers)).rejects.toThrow();
    await expect(alice.create(undefined, headers)).rejects.toThrow();
    expect((await alice.create(undefined, { 'client-request-id': crypto.randomUUID() })).status).toBe(201);
    expect(graph.jobs).toHaveLength(2);
  });

  test('answers that are none', async () => {
    const { graph } = emulator;
    const id = await alice.newJob();
    graph.failNext('get', 'empty');
    expect((await alice.get(id)).body).toHaveLength(0);
    graph.failNext('get', 'html');
    const page = await alice.get(id);
    expect(page.headers['content-type']).toBe('text/html');
    graph.failNext('get', 'not-json');
    const broken = await alice.get(id);
    expect(broken.headers['content-type']).toBe('application/json');
    expect(() => broken.json()).toThrow();
    graph.failNext('get', { redirect: 'https://elsewhere.test/' });
    expect(await alice.get(id)).toMatchObject({
      status: 302,
      headers: { location: 'https://elsewhere.test/' },
    });
    graph.failNext('get', { delayMs: 200 });
    const before = Date.now();
    expect((await alice.get(id)).status).toBe(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(195);
    graph.down = true;
    await expect(alice.get(id)).rejects.toThrow();
  });

  test('errors carry the request’s ids', async () => {
    emulator.graph.failNext('any', serverError(503));
    const reply = await alice.list();
    expect(reply.json()).toHaveProperty(['error', 'innerError', 'request-id'], reply.headers['request-id']);
  });

  test('the service is no more', async () => {
    for (const how of ['gone', 'missing', 'html', 'html404'] as const)
      emulator.graph.failNext('create', retired(how));
    expect((await alice.create()).status).toBe(410);
    expect(await alice.create()).toMatchObject({ status: 404, text: '' });
    expect((await alice.create()).text).toContain('retired');
    expect((await alice.create()).status).toBe(404);
  });
});

describe('throttling', () => {
  // What comes too early is told by the clock, which the test sets on.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    return () => vi.useRealTimers();
  });

  test('seconds: who asks again too early is noted', async () => {
    const { graph } = emulator;
    const begun = Date.now();
    graph.failNext('create', throttled(10));
    const reply = await alice.create();
    expect(reply).toMatchObject({ status: 429, headers: { 'retry-after': '10' } });
    expect(reply.json()).toHaveProperty('error.code', 'TooManyRequests');
    graph.advance(4000);
    await alice.list();
    expect(graph.earlyRequests).toEqual([
      { call: 'list', earlyByMs: expect.any(Number), toldAt: expect.any(Number) },
    ]);
    const { earlyByMs = 0 } = graph.earlyRequests[0] ?? {};
    expect(earlyByMs).toBeLessThanOrEqual(6000);
    expect(earlyByMs).toBeGreaterThanOrEqual(6000 - (Date.now() - begun));
    graph.advance(6000);
    await alice.list();
    expect(graph.earlyRequests).toHaveLength(1);
  });

  test('a date, another status, or no header at all', async () => {
    const { graph } = emulator;
    const until = new Date(graph.now() + 5000);
    graph.failNext('list', throttled(until, 503));
    expect(await alice.list()).toMatchObject({
      status: 503,
      headers: { 'retry-after': until.toUTCString() },
    });
    // What was on its way already is not held against anybody.
    await alice.list();
    expect(graph.earlyRequests).toEqual([]);
    graph.advance(300);
    await alice.list();
    expect(graph.earlyRequests).toHaveLength(1);
    graph.advance(6000);
    graph.failNext('list', throttled(undefined, 504));
    expect((await alice.list()).headers).not.toHaveProperty('retry-after');
    await alice.list();
    expect(graph.earlyRequests).toHaveLength(1);
  });

  test.each(['0x10', 'soon', ''])('"%s" asks for nothing, and takes back nothing', async (value) => {
    const { graph } = emulator;
    graph.failNext('list', throttled(10));
    await alice.list();
    graph.failNext('list', throttled(value));
    await alice.list();
    graph.advance(9000);
    await alice.list();
    expect(graph.earlyRequests).toHaveLength(1);
    graph.advance(1100);
    await alice.list();
    expect(graph.earlyRequests).toHaveLength(1);
  });
});

describe('content', () => {
  test('is the same for the same job, and as long as it says', async () => {
    const { graph } = emulator;
    graph.rows = 200;
    const id = await alice.newJob();
    const reply = await alice.content(id);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv',
      'content-length': String(reply.body.length),
    });
    expect(reply.body.equals(graph.contentOf(id))).toBe(true);
    expect(createHash('sha256').update(reply.body).digest('hex')).toBe(graph.sha256Of(id));
  });

  test('of any size', async () => {
    const { graph } = emulator;
    for (const bytes of [0, 1, 5, 1000, 65_536, 3_000_001]) {
      graph.contentBytes = bytes;
      const id = await alice.newJob();
      const { body } = await alice.content(id);
      expect(body).toHaveLength(bytes);
      expect(createHash('sha256').update(body).digest('hex')).toBe(graph.sha256Of(id));
    }
  });

  test('chunked, and compressed', async () => {
    const { graph } = emulator;
    const id = await alice.newJob();
    graph.transfer = 'chunked';
    const chunked = await alice.content(id);
    expect(chunked.headers).not.toHaveProperty('content-length');
    expect(chunked.body.equals(graph.contentOf(id))).toBe(true);
    graph.transfer = 'gzip';
    const zipped = await alice.content(id);
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).equals(graph.contentOf(id))).toBe(true);
  });

  test.each(['truncate', 'truncate-silently'] as const)('%s: cut off in the middle', async (fault) => {
    emulator.graph.contentBytes = 500_000;
    const id = await alice.newJob();
    emulator.graph.failNext('content', fault);
    await expect(alice.content(id)).rejects.toThrow();
    expect((await alice.content(id)).body).toHaveLength(500_000);
  });

  test('of another host: it gets no token, and says if it did', async () => {
    const { graph, files } = emulator;
    graph.contentFrom = 'files';
    const id = await alice.newJob();
    const moved = await alice.content(id);
    expect(moved.status).toBe(302);
    const url = moved.headers.location ?? '';
    expect(url).toMatch(/^https:\/\/exports\.contoso-files\.net\//);
    const file = await agent.ask(url);
    expect(file.body.equals(graph.contentOf(id))).toBe(true);
    expect(file.headers['access-control-allow-origin']).toBe('*');
    expect(files.authorizations).toEqual([]);
    await agent.ask(url, { headers: { Authorization: `Bearer ${alice.token}` } });
    expect(files.authorizations).toEqual([`Bearer ${alice.token}`]);
    expect((await agent.ask(url.replace(/sig=.*/, 'sig=x'))).status).toBe(404);
  });
});

describe('a JSON batch', () => {
  const batch = (requests: unknown) =>
    agent.ask('https://graph.microsoft.com/beta/$batch', {
      method: 'POST',
      headers: { Authorization: `Bearer ${alice.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ requests }),
    });
  const contentIn = (id: string) => [
    { id: '1', method: 'GET', url: `/employeeExperience/goals/exportJobs/${id}/content` },
  ];
  type Batch = { responses: { status: number; headers?: Record<string, string>; body?: unknown }[] };

  test('names the address of a redirect instead of redirecting', async () => {
    const { graph } = emulator;
    graph.contentFrom = 'storage';
    const id = await alice.newJob();
    graph.advance(60_000);
    const [one] = (await batch(contentIn(id))).json<Batch>().responses;
    expect(one).toMatchObject({
      status: 302,
      headers: { location: expect.stringMatching(/^https:\/\/\w+\.blob\.core\.windows\.net\//) },
    });
  });

  test('has a file in base64, and errors as they are', async () => {
    const { graph } = emulator;
    const id = await alice.newJob();
    graph.advance(60_000);
    const [file] = (await batch(contentIn(id))).json<Batch>().responses;
    expect(file).toMatchObject({ status: 200, body: graph.contentOf(id).toString('base64') });
    const [missing] = (await batch(contentIn('j!none'))).json<Batch>().responses;
    expect(missing?.status).toBe(400);
    expect((await batch('no list')).status).toBe(400);
  });
});

test.each(['page', 'forbidden', 'redirect'] as const)(
  'a proxy in between (%s) bears no mark of Graph',
  async (proxy) => {
    emulator.graph.failNext('list', { proxy });
    const { status, headers } = await alice.list();
    expect(status).toBe({ page: 200, forbidden: 403, redirect: 302 }[proxy]);
    expect(headers['request-id'] ?? headers['client-request-id']).toBeUndefined();
  },
);

test('a job that is young is not to be found yet', async () => {
  emulator.graph.youngMs = 5000;
  const id = await alice.newJob();
  expect((await alice.get(id)).status).toBe(404);
  emulator.graph.advance(5000);
  expect((await alice.get(id)).status).toBe(200);
});

test('of a list of Retry-After the longest is kept to', async () => {
  emulator.graph.failNext('list', throttled('0, 120'));
  await alice.list();
  emulator.graph.advance(60_000);
  await alice.list();
  expect(emulator.graph.earlyRequests).toMatchObject([{ call: 'list' }]);
});

test('resetting leaves nothing behind', async () => {
  const { graph, entra } = emulator;
  await alice.create();
  graph.failNext('any', 'drop-before', 5);
  entra.failNext('token', 'drop');
  graph.advance(1e9);
  graph.form = 'documented';
  entra.adminConsented = false;
  emulator.reset();
  expect(graph).toMatchObject({ form: 'captured', jobs: [], earlyPolls: [] });
  expect(entra.adminConsented).toBe(true);
  expect(emulator.requests).toEqual([]);
  expect(Math.abs(graph.now() - Date.now())).toBeLessThan(50);
  expect(idInLocation(await alice.create())).toMatch(/^j!/);
});
