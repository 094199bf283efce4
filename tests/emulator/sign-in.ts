import { createHash, randomBytes } from 'node:crypto';
import { permission } from './entra/state.ts';
import type { Emulator } from './index.ts';
import type { User } from './tenant.ts';
import type { Reply, UserAgent } from './user-agent.ts';

/** One authorization request of a single-page application, with what is needed to redeem its answer. */
export interface Flow {
  url: string;
  verifier: string;
  redirectUri: string;
}

const origin = 'https://login.microsoftonline.com';
export const scope = `${permission.scope} openid profile offline_access`;

/**
 * Begins a flow as MSAL does.
 * @param changes query parameters; `undefined` leaves one out
 */
export function beginFlow(
  { clientId, entra }: Emulator,
  changes: Record<string, string | undefined> = {},
  tenant = 'organizations',
): Flow {
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = entra.redirectUris[0] ?? '';
  const query = new URLSearchParams();
  const fields: Record<string, string | undefined> = {
    client_id: clientId,
    scope,
    redirect_uri: redirectUri,
    response_mode: 'fragment',
    response_type: 'code',
    client_info: '1',
    state: randomBytes(8).toString('hex'),
    nonce: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, value);
  return { url: `${origin}/${tenant}/oauth2/v2.0/authorize?${query}`, verifier, redirectUri };
}

/** The fields of an answer that was sent to the application. */
export const answerOf = (leftTo: string | undefined): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(new URL(leftTo ?? 'about:blank').hash.slice(1)));

/** Asks the token endpoint, from the application's origin. */
export const askForToken = (
  agent: UserAgent,
  fields: Record<string, string>,
  headers: Record<string, string> = { Origin: 'chrome-extension://emulated' },
): Promise<Reply> =>
  agent.post(
    `${origin}/organizations/oauth2/v2.0/token?client-request-id=${crypto.randomUUID()}`,
    { client_info: '1', ...fields },
    { 'Content-Type': 'application/x-www-form-urlencoded;charset=utf-8', ...headers },
  );

export const redeem = (
  agent: UserAgent,
  { clientId }: Emulator,
  { verifier, redirectUri }: Flow,
  code: string,
  more: Record<string, string> = {},
): Promise<Reply> =>
  askForToken(agent, {
    client_id: clientId,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope,
    ...more,
  });

export const refresh = (
  agent: UserAgent,
  { clientId }: Emulator,
  refreshToken: string,
  more: Record<string, string> = {},
): Promise<Reply> =>
  askForToken(agent, {
    client_id: clientId,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    scope,
    ...more,
  });

/** Fills in the sign-in page that a reply is. */
export const fillIn = (
  agent: UserAgent,
  page: Reply,
  { upn, password }: User,
  more: Record<string, string> = {},
): ReturnType<UserAgent['post']> =>
  agent.post(page.url, { action: 'sign-in', username: upn, password, ...more });

export interface Tokens {
  access_token: string;
  refresh_token: string;
  id_token: string;
  scope: string;
  expires_in: number;
  client_info: string;
}

/** Signs a user in by the pages and redeems the code. */
export async function signInAs(
  agent: UserAgent,
  emulator: Emulator,
  user: User,
  more: Record<string, string> = {},
): Promise<Tokens> {
  const flow = beginFlow(emulator, { prompt: 'login' });
  const { leftTo } = await fillIn(agent, await agent.follow(flow.url), user, more);
  const { code = '' } = answerOf(leftTo);
  return (await redeem(agent, emulator, flow, code)).json<Tokens & Record<string, unknown>>();
}

/** What a JWT says. */
export const payloadOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
