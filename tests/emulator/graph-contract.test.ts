import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import transcripts from '../fixtures/transcripts.json' with { type: 'json' };
import type { Form } from './graph/forms.ts';
import { idInLocation } from './graph-client.ts';
import { type Emulator, startEmulator } from './index.ts';
import { createUserAgent, type Reply, type UserAgent } from './user-agent.ts';

interface Exchange {
  name: string;
  request: { method: string; path: string; headers: object; body: object | null };
  response: { status: number; headers: Record<string, string>; body: object | null };
}
type Json = Record<string, unknown>;

let emulator: Emulator;
let agent: UserAgent;
beforeAll(async () => {
  emulator = await startEmulator();
  agent = createUserAgent(emulator);
});
beforeEach(() => {
  emulator.reset();
  // An answer is of the moment that was prepared, however long it takes.
  vi.useFakeTimers({ toFake: ['Date'] });
  return () => vi.useRealTimers();
});
afterAll(() => emulator.close());

/** Both forms where the documentation gives only one of an answer, else the one that it is. */
function formsOf({ name, response }: Exchange): Form[] {
  if (/captured|flat/.test(name)) return ['captured'];
  if (/notStarted|wrapped|conflict|^list$/.test(name)) return ['documented'];
  return response.status === 200 || response.status >= 400 ? ['documented', 'captured'] : ['documented'];
}

const parse = (time: unknown): number =>
  Date.parse(String(time).replace(/T(\d\d)-(\d\d)-(\d\d)/, 'T$1:$2:$3'));

const jobIn = (body: object | null): Json | undefined => {
  const { value } = (body ?? {}) as { value?: Json | Json[] };
  const job = Array.isArray(value) ? value[0] : (value ?? (body as Json));
  return job && 'goalsOrganizationId' in job ? job : undefined;
};

/** Brings the service into the state in which it gives this answer. */
function prepare({ name, request, response }: Exchange): void {
  const { graph, users } = emulator;
  const { oid } = users.alice;
  const job = jobIn(response.body);
  const error = (response.body as { error?: Json } | null)?.error;
  const seconds = response.headers['Retry-After'];
  graph.retryAfterSeconds = seconds === undefined ? undefined : Number(seconds);
  if (error) {
    const inner = (error.innerError ?? error.innererror) as Json;
    graph.setNow(Date.parse(`${inner.date}Z`));
  } else if (response.status === 201) {
    graph.setNow(Date.parse(String((response.body as Json).createdDateTime)));
  }
  if (job) {
    const createdAt = parse(job.createdDateTime);
    const ends: Record<string, number> = { notStarted: 2000, running: 1000, succeeded: 0 };
    graph.setNow(createdAt + 5000);
    const endsAt = graph.now() + (ends[String(job.status)] ?? 0);
    graph.addJob({
      id: String(job.id),
      oid,
      goalsOrganizationId: String(job.goalsOrganizationId),
      explorerViewId: String(job.explorerViewId),
      createdAt,
      startsAt: endsAt - (job.status === 'succeeded' ? 0 : 1500),
      endsAt,
      expiresAt: parse(job.expirationDateTime),
      outcome: 'succeeded',
    });
  }
  if (name === 'create: conflict')
    graph.addJob({
      id: String(error?.target),
      oid,
      ...(request.body as { goalsOrganizationId: string; explorerViewId: string }),
    });
  if (name === 'content') {
    const id = request.path.split('/').at(-2) ?? '';
    graph.addJob({ id, oid, goalsOrganizationId: 'x', explorerViewId: 'y', endsAt: 0, outcome: 'succeeded' });
  }
}

/** Makes equal what no two answers have in common. */
function comparable(body: unknown, reply: Reply): unknown {
  const text = JSON.stringify(body)
    .replace(/"request-id":"[^"]+"/, `"request-id":"${reply.headers['request-id']}"`)
    .replace(/"date":"([^"]+):\d\d"/, '"date":"$1"');
  return JSON.parse(text);
}

describe('the exchanges of the documentation', () => {
  expect(transcripts.exchanges).toHaveLength(15);
  const cases = (transcripts.exchanges as Exchange[]).flatMap((exchange) =>
    formsOf(exchange).map((form) => ({ name: exchange.name, form, exchange })),
  );

  test.each(cases)('$name ($form)', async ({ form, exchange }) => {
    const { request, response } = exchange;
    emulator.graph.form = form;
    prepare(exchange);
    const inner = JSON.stringify(response.body ?? {});
    const clientRequestId = /"client-request-id":"([^"]+)"/.exec(inner)?.[1] ?? crypto.randomUUID();
    const visible = response.status === 404 && request.method === 'POST' ? 'carol' : 'alice';
    const reply = await agent.ask(new URL(request.path, 'https://graph.microsoft.com').href, {
      method: request.method,
      headers: {
        ...request.headers,
        Authorization: `Bearer ${emulator.entra.issueToken(emulator.users[visible])}`,
        'client-request-id': clientRequestId,
      },
      ...(request.body ? { body: JSON.stringify(request.body) } : {}),
    });

    expect(reply.status).toBe(response.status);
    expect(reply.headers['content-type']).toBe(response.headers['Content-Type']);
    expect(reply.headers['retry-after']).toBe(response.headers['Retry-After']);
    expect(reply.headers['client-request-id']).toBe(clientRequestId);
    expect(reply.headers['request-id']).toMatch(/^[\da-f-]{36}$/);
    const location = response.headers.Location;
    if (response.status === 201) {
      const id = idInLocation(reply);
      expect(id).toMatch(/^j![\w-]{43}$/);
      expect(reply.headers.location).toBe(location?.replace(/j![\w-]+/, id));
      const body = reply.json();
      if (form === 'captured') expect(body.id).toBe(id);
      else expect(body.id).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
      // The clock goes on while the request is on its way.
      expect(parse(body.createdDateTime) - emulator.graph.now()).toBeLessThan(1);
      const { id: _id, createdDateTime: _time, ...rest } = response.body as Json;
      expect(body).toMatchObject(rest);
      return;
    }
    expect(reply.headers.location).toBe(location);
    if (!response.body) return expect(reply.text).toMatch(/^\uFEFFId,Title,Team,/);
    expect(comparable(reply.json(), reply)).toEqual(comparable(response.body, reply));
  });
});

describe('forms', () => {
  test.each([
    ['absolute', /^https:\/\/graph\.microsoft\.com\/beta\/employeeexperience\/goals\/exportJobs\/j!/],
    ['quoted', /^"https:\/\/.*"$/],
    ['relative', /^\/beta\/employeeexperience\/goals\/exportJobs\/j!/],
    ['absent', /^undefined$/],
  ] as const)('Location %s', async (style, pattern) => {
    emulator.graph.locationStyle = style;
    const token = emulator.entra.issueToken(emulator.users.alice);
    const reply = await agent.ask('https://graph.microsoft.com/BETA/EmployeeExperience/Goals/ExportJobs', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: '{"goalsOrganizationId":"94A356AB-53D5-40E7-8A85-053D6D3B9EB3","explorerViewId":"48213"}',
    });
    expect(reply.status).toBe(201);
    expect(String(reply.headers.location)).toMatch(pattern);
  });
});
