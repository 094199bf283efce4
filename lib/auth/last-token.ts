import type { Token } from '../offscreen/operations.ts';
import { loadLastToken, loadSettings, saveLastToken } from '../storage/storage.ts';
import type { Account } from './account.ts';

/** As early as MSAL itself renews a token (ms). */
const renewBefore = 5 * 60_000;

/** The last token, where it still serves: MSAL is not loaded for each request. */
export async function tokenAtHand(
  account: Account | undefined,
  { claims, renew }: { claims?: string | undefined; renew?: boolean },
): Promise<Pick<Token, 'accessToken' | 'account'> | undefined> {
  if (!account || claims || renew) return;
  const [last, { clientId, tenant }] = await Promise.all([loadLastToken(), loadSettings()]);
  const serves =
    last?.account.homeAccountId === account.homeAccountId &&
    last.clientId === clientId &&
    last.tenant === tenant &&
    last.expiresAt - renewBefore > Date.now();
  return serves ? { accessToken: last.accessToken, account: last.account } : undefined;
}

/** Keeps a token, with the account and the application that it is for. */
export async function keepToken({ accessToken, expiresAt, account }: Token): Promise<void> {
  const { clientId, tenant } = await loadSettings();
  await saveLastToken({ accessToken, expiresAt, account, clientId, tenant });
}
