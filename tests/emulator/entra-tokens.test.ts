import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createGraphClient } from './graph-client.ts';
import { type Emulator, startEmulator } from './index.ts';
import {
  answerOf,
  askForToken,
  beginFlow,
  fillIn,
  payloadOf,
  redeem,
  refresh,
  signInAs,
  type Tokens,
} from './sign-in.ts';
import { createUserAgent, type Reply, type UserAgent } from './user-agent.ts';

type TokenAnswer = Tokens & Record<string, unknown>;
let emulator: Emulator;
let agent: UserAgent;
beforeAll(async () => {
  emulator = await startEmulator({
    redirectUris: ['https://extension.chromiumapp.org/', 'https://other.test/'],
  });
});
beforeEach(() => {
  emulator.reset();
  agent = createUserAgent(emulator);
});
afterAll(() => emulator.close());

function refused(reply: Reply, error: string, code: number): void {
  expect(reply.status).toBe(400);
  expect(reply.headers['access-control-allow-origin']).toBe('*');
  expect(reply.json()).toMatchObject({
    error,
    error_codes: [code],
    error_description: expect.stringMatching(new RegExp(`^AADSTS${code}: `)),
    correlation_id: expect.stringMatching(/^[\da-f-]{36}$/),
  });
}

describe('redeeming a code', () => {
  const getCode = async () => {
    const flow = beginFlow(emulator);
    const { leftTo } = await fillIn(agent, await agent.follow(flow.url), emulator.users.alice);
    return { flow, code: answerOf(leftTo).code ?? '' };
  };

  test('only from another origin (the rule of single-page applications)', async () => {
    const { flow, code } = await getCode();
    const fields = {
      client_id: emulator.clientId,
      grant_type: 'authorization_code',
      code,
      redirect_uri: flow.redirectUri,
      code_verifier: flow.verifier,
    };
    refused(await askForToken(agent, fields, {}), 'invalid_request', 9002327);
    expect((await askForToken(agent, fields)).status).toBe(200);
  });

  test('only once', async () => {
    const { flow, code } = await getCode();
    expect((await redeem(agent, emulator, flow, code)).status).toBe(200);
    refused(await redeem(agent, emulator, flow, code), 'invalid_grant', 54005);
  });

  test('only with its verifier and its redirect URI', async () => {
    const { flow, code } = await getCode();
    const wrong = { ...flow, verifier: 'x'.repeat(43) };
    refused(await redeem(agent, emulator, wrong, code), 'invalid_grant', 501481);
    const elsewhere = { ...flow, redirectUri: 'https://other.test/' };
    refused(await redeem(agent, emulator, elsewhere, code), 'invalid_client', 500112);
    refused(await redeem(agent, emulator, flow, `${code}x`), 'invalid_grant', 70000);
  });

  test('what is missing or unknown is named', async () => {
    const client_id = emulator.clientId;
    refused(await askForToken(agent, { client_id }), 'invalid_request', 900144);
    refused(await askForToken(agent, { grant_type: 'refresh_token' }), 'invalid_request', 900144);
    refused(await askForToken(agent, { client_id, grant_type: 'password' }), 'unsupported_grant_type', 70003);
    refused(
      await askForToken(agent, { client_id: 'x', grant_type: 'refresh_token' }),
      'unauthorized_client',
      700016,
    );
    refused(
      await refresh(agent, emulator, 'x', { scope: 'https://graph.microsoft.com/Mail.Read' }),
      'invalid_scope',
      70011,
    );
  });

  test('a preflight is answered', async () => {
    const reply = await agent.ask('https://login.microsoftonline.com/organizations/oauth2/v2.0/token', {
      method: 'OPTIONS',
      headers: { Origin: 'https://app.test', 'Access-Control-Request-Method': 'POST' },
    });
    expect(reply.status).toBeLessThan(300);
    expect(reply.headers['access-control-allow-origin']).toBeTruthy();
  });
});

describe('refresh tokens', () => {
  test('give new tokens, and the old one still works when the answer got lost', async () => {
    const first = await signInAs(agent, emulator, emulator.users.alice);
    const second = (await refresh(agent, emulator, first.refresh_token)).json<TokenAnswer>();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second.access_token).not.toBe(first.access_token);
    expect(payloadOf(second.access_token).upn).toBe('alice@contoso.com');
    expect((await refresh(agent, emulator, first.refresh_token)).status).toBe(200);
    expect((await refresh(agent, emulator, second.refresh_token)).status).toBe(200);
  });

  test('live as long as the first one would have', async () => {
    emulator.entra.refreshTokenSeconds = 100;
    const first = await signInAs(agent, emulator, emulator.users.alice);
    emulator.entra.refreshTokenSeconds = 86_400;
    const second = (await refresh(agent, emulator, first.refresh_token)).json();
    expect(second.refresh_token_expires_in).toBeLessThanOrEqual(100);
  });

  test('expire', async () => {
    emulator.entra.refreshTokenSeconds = 1;
    const { refresh_token } = await signInAs(agent, emulator, emulator.users.alice);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    refused(await refresh(agent, emulator, refresh_token), 'invalid_grant', 700084);
  });

  test('can be revoked, of one user and for one reason', async () => {
    const { alice, bob } = emulator.users;
    const [a, b] = [await signInAs(agent, emulator, alice), await signInAs(agent, emulator, bob)];
    emulator.entra.revokeRefreshTokens(alice);
    refused(await refresh(agent, emulator, a.refresh_token), 'invalid_grant', 50173);
    expect((await refresh(agent, emulator, b.refresh_token)).status).toBe(200);
    emulator.entra.revokeRefreshTokens(undefined, 700084);
    refused(await refresh(agent, emulator, b.refresh_token), 'invalid_grant', 700084);
    // The session is another thing: it still gives new ones.
    const flow = beginFlow(emulator, { prompt: 'none', login_hint: alice.upn });
    expect(answerOf((await agent.follow(flow.url)).leftTo)).toHaveProperty('code');
  });

  test('outlive the session', async () => {
    const { refresh_token } = await signInAs(agent, emulator, emulator.users.alice);
    emulator.entra.endSessions();
    expect((await refresh(agent, emulator, refresh_token)).status).toBe(200);
  });
});

describe('access tokens', () => {
  test('live as long as was set', async () => {
    emulator.entra.accessTokenSeconds = 600;
    const { access_token, expires_in } = await signInAs(agent, emulator, emulator.users.alice);
    expect(expires_in).toBe(600);
    const graph = createGraphClient(agent, emulator, emulator.users.alice, access_token);
    expect((await graph.list()).status).toBe(200);
    vi.useFakeTimers({ now: Date.now() + 601_000, toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    expect((await graph.list()).json()).toHaveProperty(
      'error.message',
      'Lifetime validation failed, the token is expired.',
    );
  });

  test('a claims challenge is answered by a token that was asked for with these claims', async () => {
    const { alice } = emulator.users;
    const tokens = await signInAs(agent, emulator, alice);
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    emulator.entra.requireClaims(claims);
    const challenged = await createGraphClient(agent, emulator, alice, tokens.access_token).list();
    expect(challenged.status).toBe(401);
    const header = challenged.headers['www-authenticate'] ?? '';
    expect(header).toContain('error="insufficient_claims"');
    expect(Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString()).toBe(claims);

    const status = async (token: string) =>
      (await createGraphClient(agent, emulator, alice, token).list()).status;
    const without = (await refresh(agent, emulator, tokens.refresh_token)).json<TokenAnswer>();
    expect(await status(without.access_token)).toBe(401);

    const merged =
      '{"access_token":{"nbf":{"value":"1700000000","essential":true},"xms_cc":{"values":["CP1"]}}}';
    const refreshed = await refresh(agent, emulator, tokens.refresh_token, { claims: merged });
    expect(await status(refreshed.json<TokenAnswer>().access_token)).toBe(200);
    expect(payloadOf(refreshed.json<TokenAnswer>().access_token).xms_cc).toEqual(['CP1']);

    const flow = beginFlow(emulator, { prompt: 'none', claims: merged });
    const { code = '' } = answerOf((await agent.follow(flow.url)).leftTo);
    const redeemed = (await redeem(agent, emulator, flow, code)).json<TokenAnswer>();
    expect(await status(redeemed.access_token)).toBe(200);

    emulator.entra.requireClaims(undefined);
    expect(await status(without.access_token)).toBe(200);
  });
});

describe('faults', () => {
  test('an error of the authorize endpoint goes to the application', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    emulator.entra.failNext('authorize', {
      error: 'interaction_required',
      error_description: 'AADSTS50076: multi-factor authentication is needed.',
      suberror: 'basic_action',
      claims,
    });
    const { url } = beginFlow(emulator, { prompt: 'none', state: 's' });
    expect(answerOf((await agent.ask(url)).headers.location)).toMatchObject({
      error: 'interaction_required',
      suberror: 'basic_action',
      claims,
      state: 's',
    });
    expect(answerOf((await agent.ask(url)).headers.location)).toHaveProperty('error', 'login_required');
  });

  test('an error, any answer, or a broken connection of the token endpoint', async () => {
    const { refresh_token } = await signInAs(agent, emulator, emulator.users.alice);
    const { entra } = emulator;
    entra.failNext('token', { error: 'invalid_grant', error_description: 'AADSTS53003: blocked.' });
    refused(await refresh(agent, emulator, refresh_token), 'invalid_grant', 53003);
    entra.failNext('token', { status: 429, headers: { 'Retry-After': '7' }, body: { error: 'x' } }, 2);
    expect((await refresh(agent, emulator, refresh_token)).headers['retry-after']).toBe('7');
    expect((await refresh(agent, emulator, refresh_token)).status).toBe(429);
    entra.failNext('token', 'drop');
    await expect(refresh(agent, emulator, refresh_token)).rejects.toThrow();
    expect((await refresh(agent, emulator, refresh_token)).status).toBe(200);
    expect(emulator.requests.map(({ status }) => status).slice(-5)).toEqual([400, 429, 429, 0, 200]);
  });

  test('a request that a browser repeats by itself is cut off again', async () => {
    const { url } = beginFlow(emulator, { prompt: 'none' });
    emulator.entra.failNext('authorize', 'drop');
    await expect(agent.ask(url)).rejects.toThrow();
    await expect(agent.ask(url)).rejects.toThrow();
    expect((await agent.ask(beginFlow(emulator).url)).status).toBe(303);
  });

  test('down, and slow', async () => {
    emulator.entra.down = true;
    await expect(agent.ask(beginFlow(emulator).url)).rejects.toThrow();
    emulator.entra.down = false;
    emulator.entra.stallMs = 300;
    const before = Date.now();
    await agent.ask(beginFlow(emulator, { prompt: 'none' }).url);
    expect(Date.now() - before).toBeGreaterThanOrEqual(295);
  });
});
