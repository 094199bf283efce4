import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personalTenant } from './graph/gate.ts';
import { createGraphClient, view } from './graph-client.ts';
import { type Emulator, startEmulator } from './index.ts';
import { createUserAgent, type UserAgent } from './user-agent.ts';

let emulator: Emulator;
let agent: UserAgent;
beforeAll(async () => {
  emulator = await startEmulator();
  agent = createUserAgent(emulator);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const list = 'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs';
const as = (token: string) => createGraphClient(agent, emulator, emulator.users.alice, token);
const token = (changes = {}) => emulator.entra.issueToken(emulator.users.alice, changes);

describe('401', () => {
  const seconds = (): number => Math.floor(Date.now() / 1000);
  const foreign = (): string => {
    const [header, , signature] = token().split('.');
    const claims = Buffer.from(JSON.stringify({ aud: 'https://graph.microsoft.com', exp: seconds() + 99 }));
    return `${header}.${claims.toString('base64url')}.${signature}`;
  };

  test.each([
    ['no token', () => '', 'Access token is empty.'],
    ['another scheme', () => 'Basic YTpi', 'Access token is empty.'],
    ['no JWT', () => 'Bearer abc', 'IDX14100: JWT is not well formed, there are no dots (.).'],
    ['a foreign signature', () => `Bearer ${foreign()}`, 'Signing key is invalid.'],
    [
      'another audience',
      () => `Bearer ${token({ aud: 'https://management.azure.com' })}`,
      'Access token validation failure. Invalid audience.',
    ],
    [
      'expired',
      () => `Bearer ${token({ exp: seconds() - 1 })}`,
      'Lifetime validation failed, the token is expired.',
    ],
  ])('%s', async (_, authorization, message) => {
    const value = authorization();
    const reply = await agent.ask(list, { headers: value ? { Authorization: value } : {} });
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toMatch(/^Bearer realm="", authorization_uri="https:\/\/login/);
    expect(reply.json()).toMatchObject({
      error: {
        code: 'InvalidAuthenticationToken',
        message,
        innerError: {
          'request-id': reply.headers['request-id'],
          'client-request-id': reply.headers['client-request-id'],
        },
      },
    });
  });
});

describe('403', () => {
  test('without the permission', async () => {
    const reply = await as(token({ scp: 'openid profile' })).create();
    expect(reply.status).toBe(403);
    expect(reply.json()).toHaveProperty(
      'error.message',
      "Missing scope permissions on the request. API requires one of 'Goals-Export.ReadWrite.All'. Scopes on the request 'openid, profile'",
    );
  });

  test('reading needs less', async () => {
    const reader = as(token({ scp: 'Goals-Export.Read.All' }));
    expect((await reader.create()).status).toBe(403);
    expect((await reader.list()).status).toBe(200);
  });

  test('application permissions and personal accounts do not count', async () => {
    expect((await as(token({ idtyp: 'app' })).list()).status).toBe(403);
    expect((await as(token({ tid: personalTenant })).list()).status).toBe(403);
  });

  test('without a licence', async () => {
    emulator.graph.unlicensed.add(emulator.users.alice.oid);
    const reply = await as(token()).create();
    expect(reply.status).toBe(403);
    expect(reply.json()).toHaveProperty('error.innerError.code', 'licenseRequired');
  });
});

describe('requests that are none of the four calls', () => {
  const ask = (path: string, method = 'GET') =>
    agent.ask(`https://graph.microsoft.com${path}`, {
      method,
      headers: { Authorization: `Bearer ${token()}` },
    });

  test.each([
    ['/v1.0/employeeExperience/goals/exportJobs', 400, "Resource not found for the segment 'goals'."],
    ['/beta/employeeExperience/goal/exportJobs', 400, "Resource not found for the segment 'goal'."],
    ['/beta/employeeExperience/goals', 400, "Resource not found for the segment 'goals'."],
    ['/beta/employeeExperience/goals/exportJobs/x/data', 400, "Resource not found for the segment 'data'."],
    ['/v2/me', 400, 'Invalid version: v2'],
  ])('%s', async (path, status, message) => {
    const reply = await ask(path);
    expect(reply.status).toBe(status);
    expect(reply.json()).toHaveProperty('error.message', message);
  });

  test('other methods', async () => {
    for (const method of ['PATCH', 'DELETE', 'PUT'])
      expect((await ask('/beta/employeeExperience/goals/exportJobs/x', method)).status).toBe(405);
    const reply = await ask('/beta/employeeExperience/goals/exportJobs', 'DELETE');
    expect(reply.headers.allow).toBe('GET, POST');
  });

  test('answers that the client does not take', async () => {
    expect((await as(token()).list('', { Accept: 'text/html' })).status).toBe(406);
    expect((await as(token()).list('', { Accept: 'text/html, application/json;q=0.5' })).status).toBe(200);
    emulator.graph.timing = { notStartedMs: 0, runningMs: 0 };
    const id = await as(token()).newJob();
    for (const accept of ['text/csv', 'application/json', '*/*'])
      expect((await as(token()).content(id, { Accept: accept })).status).toBe(200);
    expect((await as(token()).content(id, { Accept: 'image/png' })).status).toBe(406);
  });
});

test('a preflight needs no token', async () => {
  const reply = await agent.ask(list, {
    method: 'OPTIONS',
    headers: { Origin: 'https://app.test', 'Access-Control-Request-Headers': 'authorization' },
  });
  expect(reply.status).toBe(200);
  expect(reply.headers['access-control-allow-headers']).toBe('authorization');
});

test('every answer carries the ids and the service’s time', async () => {
  emulator.graph.setNow(Date.parse('2023-11-03T07:17:25Z'));
  const mine = crypto.randomUUID();
  const reply = await as(token()).create(view, { 'client-request-id': mine });
  expect(reply.headers).toMatchObject({
    'client-request-id': mine,
    date: 'Fri, 03 Nov 2023 07:17:25 GMT',
    'request-id': expect.stringMatching(/^[\da-f-]{36}$/),
    'access-control-allow-origin': '*',
  });
});
