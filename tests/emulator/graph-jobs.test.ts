import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGraphClient, type GraphClient, idInLocation, view } from './graph-client.ts';
import { contoso, type Emulator, fabrikam, startEmulator } from './index.ts';
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
  alice = createGraphClient(agent, emulator, emulator.users.alice);
});
afterAll(() => emulator.close());

const code = (reply: { json(): unknown }): unknown =>
  (reply.json() as { error: { innerError?: { code: string } } }).error.innerError?.code;

describe('a job', () => {
  test('waits, runs, succeeds, and is gone after its time', async () => {
    const { graph } = emulator;
    graph.timing = { notStartedMs: 60_000, runningMs: 120_000 };
    const id = await alice.newJob();
    const status = async () => (await alice.get(id)).json().status;
    expect(await status()).toBe('notStarted');
    graph.advance(60_000);
    expect(await status()).toBe('running');
    expect((await alice.content(id)).status).toBe(409);
    graph.advance(120_000);
    const done = await alice.get(id);
    expect(done.json()).toMatchObject({
      status: 'succeeded',
      resourceLocation: `https://graph.microsoft.com/beta/employeeexperience/goals/exportJobs/${id}/content`,
      ...view,
    });
    expect(done.headers).not.toHaveProperty('retry-after');
    expect((await alice.content(id)).body.equals(graph.contentOf(id))).toBe(true);
    graph.advance(24 * 3600 * 1000);
    expect(code(await alice.get(id))).toBe('exportJobNotFound');
    expect((await alice.content(id)).status).toBe(404);
    expect((await alice.list()).json().value).toEqual([]);
  });

  test.each(['failed', 'skipped', 'unknownFutureValue', 'somethingNew'])('ends %s', async (outcome) => {
    const { graph } = emulator;
    Object.assign(graph, { outcome, statusDetail: 'why', timing: { notStartedMs: 0, runningMs: 0 } });
    const id = await alice.newJob();
    const job = (await alice.get(id)).json();
    expect(job).toMatchObject({ status: outcome, statusDetail: 'why' });
    expect(job).not.toHaveProperty('resourceLocation');
    expect(code(await alice.content(id))).toBe('exportJobNotSucceeded');
  });

  test('of a view that does not exist fails', async () => {
    emulator.graph.timing = { notStartedMs: 0, runningMs: 0 };
    const id = await alice.newJob({ ...view, explorerViewId: crypto.randomUUID() });
    expect((await alice.get(id)).json()).toMatchObject({
      status: 'failed',
      statusDetail: 'The explorer view was not found.',
    });
  });

  test('is asked for with or without j!, and in either spelling of the path', async () => {
    const id = await alice.newJob();
    for (const form of [id, id.slice(2), encodeURIComponent(id), id.replace('!', '%21')])
      expect((await alice.get(form)).json()).toHaveProperty('id', id);
    expect(code(await alice.get('garbage'))).toBe('unknown');
    expect((await alice.get('%E0%A4%A')).status).toBe(400);
    expect(code(await alice.get(`j!${'A'.repeat(43)}`))).toBe('exportJobNotFound');
  });

  test('shows what $select names', async () => {
    const id = await alice.newJob();
    const { '@odata.context': _, ...job } = (await alice.get(`${id}?$select=id,status`)).json();
    expect(job).toEqual({ id, status: 'notStarted' });
  });
});

describe('a conflict', () => {
  test('names the running job, until that has ended', async () => {
    const { graph } = emulator;
    const id = await alice.newJob();
    const conflict = await alice.create();
    expect(conflict.status).toBe(409);
    expect(idInLocation(conflict)).toBe(id);
    expect(conflict.json()).toMatchObject({ error: { code: 'notAllowed', target: id } });
    expect(code(conflict)).toBe('exportJobAlreadyExists');
    graph.advance(10_000);
    expect(await alice.newJob()).not.toBe(id);
    expect(graph.jobs).toHaveLength(2);
  });

  test('is about one view and one user', async () => {
    await alice.newJob();
    await alice.newJob({ ...view, explorerViewId: '48213' });
    const bob = createGraphClient(agent, emulator, emulator.users.bob);
    const id = await bob.newJob();
    expect((await alice.get(id)).status).toBe(404);
  });

  test('with a job that was started elsewhere', async () => {
    const { graph, users } = emulator;
    graph.addJob({ ...view, oid: users.alice.oid, id: 'j!uJJZyGd87hGFgvZV8bl-GlCBmj39kL1Cl3clung9SgU' });
    expect(idInLocation(await alice.create())).toBe('j!uJJZyGd87hGFgvZV8bl-GlCBmj39kL1Cl3clung9SgU');
  });
});

describe('organizations', () => {
  test('exist for their members only', async () => {
    const inFabrikam = { goalsOrganizationId: fabrikam, explorerViewId: view.explorerViewId };
    expect(code(await alice.create(inFabrikam))).toBe('goalsOrganizationIdNotFound');
    expect((await createGraphClient(agent, emulator, emulator.users.bob).create(inFabrikam)).status).toBe(
      201,
    );
    const unknown = { ...view, goalsOrganizationId: crypto.randomUUID() };
    expect((await alice.create(unknown)).status).toBe(404);
  });

  test.each([
    [{ explorerViewId: 'x' }, 'invalidGoalsOrganizationId'],
    [{ goalsOrganizationId: 'String', explorerViewId: 'x' }, 'invalidGoalsOrganizationId'],
    [{ goalsOrganizationId: 7, explorerViewId: 'x' }, 'invalidGoalsOrganizationId'],
    [{ goalsOrganizationId: contoso }, 'invalidExplorerViewId'],
    [{ goalsOrganizationId: contoso, explorerViewId: ' ' }, 'invalidExplorerViewId'],
  ])('a body like %o is refused', async (body, inner) => {
    const reply = await alice.create(body);
    expect(reply.status).toBe(400);
    expect(code(reply)).toBe(inner);
  });

  test('the body must be JSON and hold nothing else', async () => {
    expect((await alice.create({ ...view, status: 'succeeded' })).text).toContain("'status'");
    expect((await alice.create([] as unknown as object)).status).toBe(400);
    expect((await alice.create(view, { 'Content-Type': 'text/plain' })).status).toBe(415);
    const headers = { Authorization: `Bearer ${alice.token}` };
    const url = 'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs';
    expect((await agent.ask(url, { method: 'POST', headers, body: '{}' })).text).toContain(
      'Content-Type header',
    );
    const broken = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{' };
    expect((await agent.ask(url, broken)).text).toContain('valid JSON');
  });
});

describe('the list', () => {
  test('holds this user’s jobs of one organization', async () => {
    const bob = createGraphClient(agent, emulator, emulator.users.bob);
    await alice.newJob();
    const own = await bob.newJob();
    await bob.newJob({ goalsOrganizationId: fabrikam, explorerViewId: 'x' });
    const filter = encodeURIComponent(`goalsOrganizationId eq '${contoso.toUpperCase()}'`);
    const { value } = (await bob.list(`?$filter=${filter}`)).json<{ value: { id: string }[] }>();
    expect(value.map(({ id }) => id)).toEqual([own]);
    expect((await bob.list()).json<{ value: object[] }>().value).toHaveLength(2);
  });

  test('comes in pages', async () => {
    emulator.graph.pageSize = 2;
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.push(await alice.newJob({ ...view, explorerViewId: `${i}` }));
    const seen: string[] = [];
    let query: string | undefined = `?$filter=${encodeURIComponent(`goalsOrganizationId eq '${contoso}'`)}`;
    let pages = 0;
    for (; query !== undefined; pages++) {
      const reply = await alice.list(query);
      const page = reply.json<{ value: { id: string }[]; '@odata.nextLink'?: string }>();
      seen.push(...page.value.map(({ id }) => id));
      query = page['@odata.nextLink'] && new URL(page['@odata.nextLink']).search;
    }
    expect(pages).toBe(3);
    expect(seen).toEqual(made);
  });

  test.each([
    ["explorerViewId eq 'x'", 'Invalid filter keys found: explorerViewId'],
    [`goalsOrganizationId eq '${contoso}' and status eq 'running'`, 'Invalid filter keys found: status'],
    ['goalsOrganizationId', 'Invalid filter clause'],
  ])('refuses the filter %s', async (filter, message) => {
    const reply = await alice.list(`?$filter=${encodeURIComponent(filter)}`);
    expect(reply.status).toBe(400);
    expect(reply.json()).toHaveProperty('error.message', message);
  });
});

describe('Retry-After', () => {
  test('stands in every answer until the job has ended; who asks earlier is noted', async () => {
    const { graph } = emulator;
    const begun = Date.now();
    graph.timing = { notStartedMs: 5000, runningMs: 100_000 };
    graph.retryAfterSeconds = 30;
    const id = await alice.newJob();
    expect((await alice.get(id)).headers['retry-after']).toBe('30');
    graph.advance(30_000);
    expect((await alice.get(id)).headers['retry-after']).toBe('30');
    expect(graph.earlyPolls).toEqual([]);
    graph.advance(20_000);
    await alice.get(id);
    expect(graph.earlyPolls).toEqual([
      { jobId: id, earlyByMs: expect.any(Number), toldAt: expect.any(Number) },
    ]);
    const { earlyByMs = 0 } = graph.earlyPolls[0] ?? {};
    expect(earlyByMs).toBeLessThanOrEqual(10_000);
    expect(earlyByMs).toBeGreaterThanOrEqual(10_000 - (Date.now() - begun));
    graph.retryAfterSeconds = undefined;
    graph.advance(40_000);
    expect((await alice.get(id)).headers).not.toHaveProperty('retry-after');
    expect(graph.earlyPolls).toHaveLength(1);
  });
});
