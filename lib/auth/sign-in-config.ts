import { browser } from '../browser/browser.ts';
import { loginOrigin, scope } from '../goals/hosts.ts';
import type { SignInConfig } from '../offscreen/operations.ts';
import type { Settings } from '../settings/catalogue.ts';

/** The redirect URI to register: exact, with its trailing slash; differs per browser and store. */
export const redirectUri = (): string => browser.identity.getRedirectURL();

export const signInConfig = ({ clientId, tenant }: Settings): SignInConfig => ({
  clientId,
  authority: `${loginOrigin}/${tenant}`,
  redirectUri: redirectUri(),
});

/**
 * The page on which an administrator grants the permission for the whole tenant.
 * Source: "Grant tenant-wide admin consent", https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
 */
export function adminConsentUrl({ clientId, tenant }: Settings): string {
  const query = new URLSearchParams({
    client_id: clientId,
    scope,
    redirect_uri: redirectUri(),
  });
  return `${loginOrigin}/${tenant}/v2.0/adminconsent?${query}`;
}
