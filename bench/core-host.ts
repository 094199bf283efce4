import type { CallOffscreen } from '../lib/offscreen/operations.ts';

/*
 * In the place of lib/offscreen where the core runs without a browser: a sign-in that lasts, and a content of nine bytes.
 */

let token = '';
const account = { homeAccountId: 'alice.t', username: 'alice@contoso.com', tenantId: 't' };

/** What Graph is to be asked with. */
export const signedInWith = (accessToken: string): void => {
  token = accessToken;
};

const operations: Record<string, () => unknown> = {
  silent: () => ({ accessToken: token, expiresAt: Date.now() + 3_600_000, fromCache: true, account }),
  fetchContent: () => ({ type: 'content', blobUrl: 'blob:content', bytes: 9 }),
  holdsContent: () => true,
};

export const callOffscreen = (async (name: string) => operations[name]?.()) as CallOffscreen;
export const closeOffscreen = async (): Promise<void> => {};
