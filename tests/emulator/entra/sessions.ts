import { randomBytes } from 'node:crypto';
import { cookiesOf, type Incoming } from '../http.ts';
import type { User } from '../tenant.ts';
import type { EntraState } from './state.ts';

/** One account that is signed in to Entra in one browser. */
export interface SignedIn {
  user: User;
  /** Epoch s. */
  at: number;
  /** "Stay signed in": outlives the browser's end. */
  keep: boolean;
}

/** What Entra knows of one browser by its cookies. */
export interface BrowserSession {
  id: string;
  accounts: SignedIn[];
}

const sessionCookie = 'ESTSAUTH';
const persistentCookie = 'ESTSAUTHPERSISTENT';
const attributes = 'Path=/; Secure; HttpOnly; SameSite=None';

/** The accounts that this browser is signed in with. */
export function signedIn({ browsers }: EntraState, headers: Incoming['headers']): SignedIn[] {
  const cookies = cookiesOf(headers);
  const session = browsers.get(cookies.get(sessionCookie) ?? '');
  if (session) return session.accounts;
  return browsers.get(cookies.get(persistentCookie) ?? '')?.accounts.filter(({ keep }) => keep) ?? [];
}

/**
 * Signs a user in, beside those who are signed in already.
 * @returns the cookies to set
 */
export function signIn(
  { browsers }: EntraState,
  headers: Incoming['headers'],
  user: User,
  keep: boolean,
): string[] {
  const cookies = cookiesOf(headers);
  const before = [sessionCookie, persistentCookie]
    .map((name) => browsers.get(cookies.get(name) ?? ''))
    .find((session) => session !== undefined);
  const session = before ?? { id: randomBytes(24).toString('base64url'), accounts: [] };
  session.accounts = session.accounts.filter((account) => account.user !== user);
  session.accounts.push({ user, at: Math.floor(Date.now() / 1000), keep });
  browsers.set(session.id, session);
  return [
    `${sessionCookie}=${session.id}; ${attributes}`,
    ...(keep ? [`${persistentCookie}=${session.id}; Max-Age=${90 * 86_400}; ${attributes}`] : []),
  ];
}

/**
 * Signs one user out of this browser, or everybody.
 * @returns the cookies to set
 */
export function signOut({ browsers }: EntraState, headers: Incoming['headers'], user?: User): string[] {
  const cookies = cookiesOf(headers);
  const names = [sessionCookie, persistentCookie];
  let left = 0;
  for (const name of names) {
    const session = browsers.get(cookies.get(name) ?? '');
    if (!session) continue;
    session.accounts = user ? session.accounts.filter((account) => account.user !== user) : [];
    left += session.accounts.length;
    if (!session.accounts.length) browsers.delete(session.id);
  }
  return left ? [] : names.map((name) => `${name}=; Max-Age=0; ${attributes}`);
}
