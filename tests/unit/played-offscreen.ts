import { explainSignIn } from '../../lib/auth/sign-in-errors.ts';
import { type OffscreenOperations, SignInFailed } from '../../lib/offscreen/operations.ts';
import { account } from './samples.ts';

/* Instead of the offscreen document, which holds MSAL and the contents. It outlives a worker. */

type Operation = (input: never) => unknown;

/** Whether MSAL has somebody’s tokens. */
export const msal = { signedIn: true };
/** The Blob URLs that are held. */
export const contents = new Set<string>();
/** What was asked of it, as `[operation, input]`. */
export const askedOfHost: [string, unknown][] = [];
/** The operations; a test may put in its own, for itself alone. */
export let host: Record<string, Operation> = {};
let blobs = 0;

const operations: {
  [Name in keyof OffscreenOperations]?: (...args: Parameters<OffscreenOperations[Name]>) => unknown;
} = {
  start: () => undefined,
  silent: () => {
    if (msal.signedIn) return { accessToken: 'secret', fromCache: true, account };
    throw new SignInFailed({ code: 'no_account_found', message: '', interactionRequired: true });
  },
  begin: () => ({ url: 'https://login/', state: 's' }),
  finish: () => ({ accessToken: 'secret', fromCache: false, account }),
  explain: ({ info, byWindow }) => explainSignIn(info, byWindow),
  fetchContent: () => {
    const blobUrl = `blob:${++blobs}`;
    contents.add(blobUrl);
    return { type: 'content', blobUrl, bytes: 9 };
  },
  holdsContent: ({ blobUrl }) => contents.has(blobUrl),
  releaseContent: ({ blobUrl }) => contents.delete(blobUrl),
};

export function newOffscreen(): void {
  host = { ...operations };
  msal.signedIn = true;
  contents.clear();
  askedOfHost.length = 0;
}
