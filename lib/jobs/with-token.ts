import type { Account } from '../auth/account.ts';
import { getToken } from '../auth/auth.ts';
import type { Unauthorized } from '../graph/setbacks.ts';
import type { Setback } from '../problems/problems.ts';
import type { Outcome } from './outcome.ts';
import { noteThrottling, type OtherAnswer, throttledNow } from './throttling.ts';

/** In whose name the service is asked: in this one's alone, or in this one's first. */
export type Whose = { account?: Account | undefined } | { preferred?: Account | undefined; goesOn?: boolean };

/**
 * Asks the service, unless it throttles us, and once more with a new token where it no longer takes the one at hand.
 * @param interactive a user's own click started this: a sign-in window may open
 */
export async function withToken<T extends Outcome | OtherAnswer>(
  whose: Whose,
  interactive: boolean,
  ask: (accessToken: string, account: Account) => Promise<T | Unauthorized>,
): Promise<T | Setback> {
  let unauthorized: Unauthorized | undefined;
  for (const renew of [false, true]) {
    const token = await getToken({ ...whose, interactive, renew, claims: unauthorized?.claims });
    if (token.type !== 'token') return token;
    const throttled = await throttledNow();
    if (throttled) return throttled;
    const answer = await ask(token.accessToken, token.account);
    if (answer.type !== 'unauthorized') return noteThrottling(answer);
    unauthorized = answer;
  }
  return { type: 'paused', cause: unauthorized?.cause ?? { code: 'signInRequired' } };
}
