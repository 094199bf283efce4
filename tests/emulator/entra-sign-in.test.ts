import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from './index.ts';
import { answerOf, beginFlow, fillIn, payloadOf, redeem, scope, signInAs, type Tokens } from './sign-in.ts';
import { createUserAgent, type UserAgent } from './user-agent.ts';

const redirectUri = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/';
let emulator: Emulator;
let agent: UserAgent;
beforeAll(async () => {
  emulator = await startEmulator({ redirectUris: [redirectUri] });
});
beforeEach(() => {
  emulator.reset();
  agent = createUserAgent(emulator);
});
afterAll(() => emulator.close());

const silently = async (more: Record<string, string | undefined> = {}) =>
  answerOf((await agent.follow(beginFlow(emulator, { prompt: 'none', ...more }).url)).leftTo);

describe('an ordinary sign-in', () => {
  test('from the page to the tokens', async () => {
    const { alice } = emulator.users;
    const flow = beginFlow(emulator, { state: 'a state', nonce: 'n1' });
    const page = await agent.follow(flow.url);
    expect(page.text).toContain('<title>Sign in to your account</title>');
    expect(page.headers['x-frame-options']).toBe('DENY');
    expect(page.headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");

    const wrong = await fillIn(agent, page, { ...alice, password: 'wrong' });
    expect(wrong.text).toContain('Your account or password is incorrect.');
    expect(wrong.text).toContain(`value="${alice.upn}"`);

    const { leftTo } = await fillIn(agent, page, alice);
    expect(leftTo).toMatch(new RegExp(`^${redirectUri}#`));
    const answer = answerOf(leftTo);
    expect(answer).toMatchObject({ state: 'a state', code: expect.stringMatching(/^.{20,}$/) });
    expect(Object.keys(answer).sort()).toEqual(['client_info', 'code', 'session_state', 'state']);

    const reply = await redeem(agent, emulator, flow, answer.code ?? '');
    expect(reply.status).toBe(200);
    expect(reply.headers['access-control-allow-origin']).toBe('*');
    const tokens = reply.json<Tokens & Record<string, unknown>>();
    expect(tokens).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      ext_expires_in: 3600,
      refresh_token_expires_in: 86_400,
    });
    expect(tokens.scope.split(' ')).toEqual(
      expect.arrayContaining([scope.split(' ')[0], 'openid', 'profile']),
    );
    expect(JSON.parse(Buffer.from(tokens.client_info, 'base64url').toString())).toEqual({
      uid: alice.oid,
      utid: emulator.tenantId,
    });
    expect(payloadOf(tokens.id_token)).toMatchObject({
      iss: `https://login.microsoftonline.com/${emulator.tenantId}/v2.0`,
      aud: emulator.clientId,
      tid: emulator.tenantId,
      oid: alice.oid,
      preferred_username: alice.upn,
      name: alice.name,
      nonce: 'n1',
      ver: '2.0',
    });
    expect(payloadOf(tokens.access_token)).toMatchObject({
      aud: 'https://graph.microsoft.com',
      scp: expect.stringContaining('Goals-Export.ReadWrite.All'),
      tid: emulator.tenantId,
      oid: alice.oid,
      upn: alice.upn,
      appid: emulator.clientId,
    });
    expect(emulator.entra.checkToken(tokens.access_token)).toHaveProperty('claims.upn', alice.upn);
  });

  test.each(['common', 'contoso.com', '72f988bf-86f1-41af-91ab-2d7cd011db47'])(
    'by the authority %s',
    async (tenant) => {
      const page = await agent.follow(beginFlow(emulator, {}, tenant).url);
      const { leftTo } = await fillIn(agent, page, emulator.users.bob);
      expect(answerOf(leftTo)).toHaveProperty('code');
    },
  );

  test('answers in the query where that was asked for, and without client_info where it was not', async () => {
    const flow = beginFlow(emulator, { response_mode: 'query', client_info: undefined });
    const { leftTo } = await fillIn(agent, await agent.follow(flow.url), emulator.users.alice);
    const fields = new URL(leftTo ?? '').searchParams;
    expect(fields.has('code')).toBe(true);
    expect(fields.has('client_info')).toBe(false);
    expect(fields.has('iss')).toBe(false);
  });

  test('names nobody outside the directory', async () => {
    const page = await agent.follow(beginFlow(emulator).url);
    const stranger = { ...emulator.users.alice, upn: 'mallory@contoso.com' };
    expect((await fillIn(agent, page, stranger)).text).toContain('This username may be incorrect.');
    const personal = { ...emulator.users.alice, upn: 'alice@outlook.com' };
    expect((await fillIn(agent, page, personal)).text).toContain('personal account');
  });
});

describe('sessions', () => {
  test('nobody is signed in: login_required', async () => {
    expect(await silently()).toMatchObject({
      error: 'login_required',
      error_description: expect.stringMatching(/^AADSTS50058: .* Trace ID: .* Timestamp: .*Z$/),
    });
  });

  test('somebody is: nothing is asked', async () => {
    await signInAs(agent, emulator, emulator.users.alice);
    expect(await silently()).toHaveProperty('code');
    expect(await silently({ login_hint: 'ALICE@contoso.com' })).toHaveProperty('code');
    expect((await agent.follow(beginFlow(emulator).url)).leftTo).toContain('code=');
  });

  test('another account is meant: interaction is needed, and the page knows the name', async () => {
    await signInAs(agent, emulator, emulator.users.alice);
    expect(await silently({ login_hint: 'bob@contoso.com' })).toHaveProperty('error', 'login_required');
    const page = await agent.follow(beginFlow(emulator, { login_hint: 'bob@contoso.com' }).url);
    expect(page.text).toContain('value="bob@contoso.com"');
    const { leftTo } = await fillIn(agent, page, emulator.users.bob);
    expect(answerOf(leftTo)).toHaveProperty('code');
  });

  test('two accounts: the hint decides, without one nothing can be said', async () => {
    const { alice, bob } = emulator.users;
    await signInAs(agent, emulator, alice);
    await signInAs(agent, emulator, bob);
    expect(await silently()).toMatchObject({
      error: 'interaction_required',
      error_description: expect.stringContaining('AADSTS16000'),
    });
    for (const { upn, oid } of [alice, bob]) {
      const flow = beginFlow(emulator, { prompt: 'none', login_hint: upn });
      const { code = '' } = answerOf((await agent.follow(flow.url)).leftTo);
      const tokens = (await redeem(agent, emulator, flow, code)).json<Tokens & Record<string, unknown>>();
      expect(payloadOf(tokens.access_token).oid).toBe(oid);
    }
  });

  test('the account picker: a signed-in one needs no password, another one does', async () => {
    const { alice, bob } = emulator.users;
    await signInAs(agent, emulator, alice);
    const flow = beginFlow(emulator, { prompt: 'select_account' });
    const picker = await agent.follow(flow.url);
    expect(picker.text).toContain('Pick an account');
    const chosen = await agent.post(picker.url, { action: 'pick', account: alice.oid });
    expect(answerOf(chosen.leftTo)).toHaveProperty('code');

    const again = beginFlow(emulator, { prompt: 'select_account' });
    const second = await agent.follow(again.url);
    const stolen = await agent.post(second.url, { action: 'pick', account: bob.oid });
    expect(stolen.text).toContain('id="password"');
    const page = await agent.post(second.url, { action: 'pick', account: 'other' });
    const { leftTo } = await fillIn(agent, { ...page, url: second.url }, bob);
    const tokens = (await redeem(agent, emulator, again, answerOf(leftTo).code ?? '')).json<
      Tokens & Record<string, unknown>
    >();
    expect(payloadOf(tokens.access_token).upn).toBe(bob.upn);
  });

  test('prompt=login asks for the password again', async () => {
    await signInAs(agent, emulator, emulator.users.alice);
    const page = await agent.follow(beginFlow(emulator, { prompt: 'login' }).url);
    expect(page.text).toContain('id="password"');
  });

  test('"Stay signed in" outlives the browser, otherwise the session ends with it', async () => {
    const tokens = await signInAs(agent, emulator, emulator.users.alice, { kmsi: '1' });
    expect(payloadOf(tokens.id_token).signin_state).toEqual(['kmsi']);
    const endBrowser = (): void => {
      for (const key of agent.cookies.keys())
        if (!key.endsWith('ESTSAUTHPERSISTENT')) agent.cookies.delete(key);
    };
    endBrowser();
    expect(await silently()).toHaveProperty('code');

    agent = createUserAgent(emulator);
    expect(payloadOf((await signInAs(agent, emulator, emulator.users.alice)).id_token).signin_state).toBe(
      undefined,
    );
    endBrowser();
    expect(await silently()).toHaveProperty('error', 'login_required');
  });

  test('sessions can be ended, by a sign-out or by the tests', async () => {
    await signInAs(agent, emulator, emulator.users.alice);
    emulator.entra.endSessions();
    expect(await silently()).toHaveProperty('error', 'login_required');

    await signInAs(agent, emulator, emulator.users.alice);
    const logout = 'https://login.microsoftonline.com/organizations/oauth2/v2.0/logout';
    const away = await agent.ask(
      `${logout}?post_logout_redirect_uri=${encodeURIComponent(redirectUri)}&state=x`,
    );
    expect(away.headers.location).toBe(`${redirectUri}?state=x`);
    expect(await silently()).toHaveProperty('error', 'login_required');
    const elsewhere = await agent.ask(`${logout}?post_logout_redirect_uri=https://evil.example/`);
    expect(elsewhere.headers.location).toBe(undefined);
  });
});

describe('what is refused before anybody signs in', () => {
  test.each([
    ['an unknown client', { client_id: crypto.randomUUID() }, 'AADSTS700016'],
    ['an unknown redirect URI', { redirect_uri: `${redirectUri}x` }, 'AADSTS50011'],
    ['a redirect URI without its slash', { redirect_uri: redirectUri.slice(0, -1) }, 'AADSTS50011'],
    ['no redirect URI', { redirect_uri: undefined }, 'AADSTS900144'],
    ['no scope', { scope: undefined }, 'AADSTS900144'],
  ])('%s: on a page, never redirected', async (_, changes, code) => {
    const reply = await agent.ask(beginFlow(emulator, changes).url);
    expect(reply.status).toBe(400);
    expect(reply.headers.location).toBe(undefined);
    expect(reply.text).toContain(code);
  });

  test.each([
    [
      'an unknown scope',
      { scope: 'https://graph.microsoft.com/Mail.Read openid' },
      'invalid_scope',
      'AADSTS70011',
    ],
    [
      'no PKCE',
      { code_challenge: undefined, code_challenge_method: undefined },
      'invalid_request',
      'AADSTS9002325',
    ],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request', 'AADSTS9002313'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type', 'AADSTS700005'],
    ['claims that are no JSON', { claims: '{' }, 'invalid_request', 'AADSTS90023'],
  ])('%s: the application is told', async (_, changes, error, code) => {
    const reply = await agent.ask(beginFlow(emulator, { ...changes, state: 's' }).url);
    expect(reply.headers.location).toMatch(new RegExp(`^${redirectUri}#`));
    const answer = answerOf(reply.headers.location);
    expect(answer).toMatchObject({ error, state: 's' });
    expect(answer.error_description).toContain(code);
  });

  test('an unknown tenant', async () => {
    expect((await agent.ask(beginFlow(emulator, {}, 'fabrikam.com').url)).text).toContain('AADSTS90002');
    const url = 'https://login.microsoftonline.com/fabrikam.com/v2.0/.well-known/openid-configuration';
    expect((await agent.ask(url)).json()).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  });

  test('a page of a flow that is over', async () => {
    const page = await agent.follow(beginFlow(emulator).url);
    await fillIn(agent, page, emulator.users.alice);
    const reply = await createUserAgent(emulator).ask(page.url);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('The sign-in has expired');
  });
});

test('a redirect URI can be registered later', async () => {
  const later = 'https://later.chromiumapp.org/';
  const { url } = beginFlow(emulator, { redirect_uri: later, prompt: 'none' });
  expect((await agent.ask(url)).text).toContain('AADSTS50011');
  emulator.entra.redirectUris.push(later);
  expect((await agent.ask(url)).headers.location).toContain(`${later}#error=login_required`);
  emulator.entra.redirectUris.pop();
});

test('the metadata names the tenant only where the authority does', async () => {
  const discover = async (segment: string) =>
    (
      await agent.ask(`https://login.microsoftonline.com/${segment}/v2.0/.well-known/openid-configuration`)
    ).json();
  expect(await discover('organizations')).toMatchObject({
    issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
    authorization_endpoint: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
  });
  const own = await discover('contoso.com');
  expect(own.issuer).toBe(`https://login.microsoftonline.com/${emulator.tenantId}/v2.0`);
  const { keys } = (await agent.ask(String(own.jwks_uri))).json<{ keys: Record<string, unknown>[] }>();
  expect(keys).toHaveLength(1);
  expect(keys[0]).not.toHaveProperty('d');
});

test('a registration for its own directory alone is refused through “organizations”, and nowhere else', async () => {
  emulator.entra.singleTenant = true;
  expect(await silently()).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringMatching(/^AADSTS50194: .*not configured as a multi-tenant application/),
  });
  const { url } = beginFlow(emulator, { prompt: 'none' });
  const own = url.replace('/organizations/', `/${emulator.tenantId}/`);
  expect(answerOf((await agent.follow(own)).leftTo).error).toBe('login_required');
});
