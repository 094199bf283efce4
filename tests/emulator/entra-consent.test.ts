import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from './index.ts';
import { answerOf, beginFlow, fillIn, payloadOf, redeem, refresh, signInAs, type Tokens } from './sign-in.ts';
import { createUserAgent, type UserAgent } from './user-agent.ts';

const redirectUri = 'https://extension.chromiumapp.org/';
let emulator: Emulator;
let agent: UserAgent;
beforeAll(async () => {
  emulator = await startEmulator({ redirectUris: [redirectUri] });
});
beforeEach(() => {
  emulator.reset();
  emulator.entra.revokeConsent();
  agent = createUserAgent(emulator);
});
afterAll(() => emulator.close());

/** Signs in and stops at whatever comes then. */
const upTo = async (user: 'alice' | 'bob' | 'carol', more: Record<string, string> = {}) => {
  const flow = beginFlow(emulator, more);
  const page = await fillIn(agent, await agent.follow(flow.url), emulator.users[user]);
  return { flow, page };
};
const silently = async () =>
  answerOf((await agent.follow(beginFlow(emulator, { prompt: 'none' }).url)).leftTo);

describe('users may consent', () => {
  beforeEach(() => {
    emulator.entra.consent = 'user';
  });

  test('they are asked once, and told what for', async () => {
    const { flow, page } = await upTo('alice');
    expect(page.text).toContain('<title>Permissions requested</title>');
    expect(page.text).toContain('Have full access to all goals and export jobs a user can access');
    expect(page.text).toContain('2edeb9fd-4228-480c-a26d-2ed52011cf3d');
    expect(page.text).not.toContain('on behalf of your organization');
    const { leftTo } = await agent.post(page.url, { action: 'accept' });
    expect((await redeem(agent, emulator, flow, answerOf(leftTo).code ?? '')).status).toBe(200);
    expect(await silently()).toHaveProperty('code');
    expect((await upTo('bob', { prompt: 'login' })).page.text).toContain('Permissions requested');
  });

  test('declined', async () => {
    const { page } = await upTo('alice');
    const { leftTo } = await agent.post(page.url, { action: 'cancel' });
    expect(answerOf(leftTo)).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('AADSTS65004'),
    });
  });

  test('not silently', async () => {
    await upTo('alice');
    expect(await silently()).toMatchObject({
      error: 'interaction_required',
      suberror: 'consent_required',
      error_description: expect.stringContaining('AADSTS65001'),
    });
  });

  test('prompt=consent asks again', async () => {
    const { page } = await upTo('alice');
    await agent.post(page.url, { action: 'accept' });
    expect((await agent.follow(beginFlow(emulator, { prompt: 'consent' }).url)).text).toContain(
      'Permissions requested',
    );
  });
});

describe('only an admin may consent', () => {
  test('the user is left on a page, and comes back only without consent', async () => {
    const { page } = await upTo('alice');
    expect(page.text).toContain('<title>Need admin approval</title>');
    expect(page.text).toContain('AADSTS90094');
    const forced = await agent.post(page.url, { action: 'accept' });
    expect(forced.text).toContain('Need admin approval');
    expect(await silently()).toMatchObject({
      error: 'interaction_required',
      suberror: 'consent_required',
      error_description: expect.stringContaining('AADSTS90094'),
    });
    const { leftTo } = await agent.post(page.url, { action: 'cancel' });
    expect(answerOf(leftTo)).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('AADSTS65004'),
    });
  });

  test('an admin can sign in on that page, and consents for everybody', async () => {
    const { flow, page } = await upTo('alice');
    const signIn = await agent.post(page.url, { action: 'other' });
    expect(signIn.text).toContain('id="password"');
    const consent = await fillIn(agent, { ...signIn, url: page.url }, emulator.users.carol);
    expect(consent.text).toContain('Consent on behalf of your organization');
    const { leftTo } = await agent.post(consent.url, { action: 'accept', forAll: '1' });
    const tokens = (await redeem(agent, emulator, flow, answerOf(leftTo).code ?? '')).json<
      Tokens & Record<string, unknown>
    >();
    expect(payloadOf(tokens.access_token).upn).toBe('carol@contoso.com');
    expect(emulator.entra.adminConsented).toBe(true);
    expect((await upTo('bob', { prompt: 'login' })).page.leftTo).toContain('code=');
  });

  test('an admin who consents for themselves alone changes nothing for others', async () => {
    const { page } = await upTo('carol');
    expect(answerOf((await agent.post(page.url, { action: 'accept' })).leftTo)).toHaveProperty('code');
    expect((await upTo('alice', { prompt: 'login' })).page.text).toContain('Need admin approval');
  });

  test('consent that is taken back ends the refresh tokens', async () => {
    emulator.entra.grantAdminConsent();
    const { refresh_token } = await signInAs(agent, emulator, emulator.users.alice);
    emulator.entra.revokeConsent();
    expect((await refresh(agent, emulator, refresh_token)).json()).toMatchObject({
      error: 'invalid_grant',
      suberror: 'consent_required',
      error_codes: [65001],
    });
    emulator.entra.grantAdminConsent();
    expect((await refresh(agent, emulator, refresh_token)).status).toBe(200);
  });
});

describe('the admin consent page', () => {
  const url = (more = '') =>
    `https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=${emulator.clientId}` +
    `&scope=${encodeURIComponent('https://graph.microsoft.com/Goals-Export.ReadWrite.All')}` +
    `&redirect_uri=${encodeURIComponent(redirectUri)}&state=s${more}`;

  test('grants for the whole organization', async () => {
    const page = await fillIn(agent, await agent.follow(url()), emulator.users.carol);
    expect(page.text).toContain('for all users in Contoso');
    const { leftTo } = await agent.post(page.url, { action: 'accept' });
    expect(Object.fromEntries(new URL(leftTo ?? '').searchParams)).toMatchObject({
      admin_consent: 'True',
      tenant: emulator.tenantId,
      state: 's',
    });
    const { leftTo: ordinary } = (await upTo('alice', { prompt: 'login' })).page;
    expect(ordinary).toContain('code=');
  });

  test('can be cancelled', async () => {
    const page = await fillIn(agent, await agent.follow(url()), emulator.users.carol);
    const { leftTo } = await agent.post(page.url, { action: 'cancel' });
    expect(new URL(leftTo ?? '').searchParams.get('error')).toBe('access_denied');
    expect(emulator.entra.adminConsented).toBe(false);
  });

  test('is for admins, this application and its redirect URIs', async () => {
    const page = await fillIn(agent, await agent.follow(url()), emulator.users.alice);
    expect(page.status).toBe(403);
    expect(page.text).toContain('AADSTS90093');
    const forced = await agent.post(url(), { action: 'accept' });
    expect(forced.status).toBe(403);
    expect(emulator.entra.adminConsented).toBe(false);
    expect((await agent.ask(url('&redirect_uri=https://evil.example/'))).text).toContain('AADSTS50011');
    expect((await agent.ask(url('&client_id=x'))).text).toContain('AADSTS700016');
  });
});
