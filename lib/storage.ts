import type { Account } from './auth/account.ts';
import { browser } from './browser.ts';
import type { Problem } from './problems.ts';
import type { Settings } from './settings/catalogue.ts';
import { type Layers, layersOf } from './settings/layers.ts';

/*
 * Where what is kept. On disk (`storage.local`): `settings`, `account`, `application` (which these sign-ins are for),
 * `signedOut`, `names` of views, `quiet` (how long the service wants to be left alone), each export under `job:<id>`,
 * `jobIndex` and `last:<organization>[/<view>]` (`jobs/job-index`).
 * In memory until the browser closes (`storage.session`): MSAL's token cache, `lastToken`, `signedInAt`, and what went wrong with the
 * last sign-in that the user asked for, or with the disk.
 * Only the background writes; pages read and listen.
 */

/** The settings that hold, and how they come about. */
export async function loadLayers(): Promise<Layers> {
  const [local, policy] = await Promise.all([browser.storage.local.get(settingsKeys), loadPolicy()]);
  return layersOf(ownSettingsIn(local), policy);
}

/** Where settings of the user's own stand. */
export const settingsKeys = ['settings', 'notify'];

/** Settings of the user's own, unread. `notify` stood beside the others once, as `on` or `off`. */
export function ownSettingsIn({ settings, notify }: Record<string, unknown>): object {
  const before = notify === undefined ? {} : { notify: notify === 'on' };
  return { ...before, ...(typeof settings === 'object' ? settings : {}) };
}

/** The settings that hold. */
export const loadSettings = async (): Promise<Settings> => (await loadLayers()).settings;

/** What the organization has set. Firefox refuses the question where there is nothing. */
export async function loadPolicy(): Promise<unknown> {
  try {
    return await browser.storage.managed.get(null);
  } catch {
    return {};
  }
}

/** Keeps settings of the user's own, and beside them those of a newer version, which nobody here knows. */
export async function saveSettings(own: Partial<Settings>): Promise<void> {
  const local = await browser.storage.local.get(settingsKeys);
  await browser.storage.local.set({ settings: { ...ownSettingsIn(local), ...own } });
  if ('notify' in local) await browser.storage.local.remove('notify');
}

/** The application and directory that account and tokens are of. */
export type Application = Pick<Settings, 'clientId' | 'tenant'>;

export async function loadApplication(): Promise<Application | undefined> {
  const { application } = await browser.storage.local.get('application');
  return application as Application | undefined;
}

export const saveApplication = ({ clientId, tenant }: Application): Promise<void> =>
  browser.storage.local.set({ application: { clientId, tenant } });

/** Who signed in last; never a token. */
export async function loadAccount(): Promise<Account | undefined> {
  const { account } = await browser.storage.local.get('account');
  return account as Account | undefined;
}

export async function saveAccount(account: Account | undefined): Promise<void> {
  if (!account) return browser.storage.local.remove('account');
  await browser.storage.local.set({ account });
  await browser.storage.local.remove('signedOut');
}

/** The user signed out, and has not signed in since. */
export async function loadSignedOut(): Promise<boolean> {
  const { signedOut } = await browser.storage.local.get('signedOut');
  return signedOut === true;
}

export const saveSignedOut = (): Promise<void> => browser.storage.local.set({ signedOut: true });

export async function loadTokenCache(): Promise<Record<string, string>> {
  const { tokenCache } = await browser.storage.session.get('tokenCache');
  return (tokenCache ?? {}) as Record<string, string>;
}

export const saveTokenCache = (tokenCache: Record<string, string>): Promise<void> =>
  browser.storage.session.set({ tokenCache });

/** The last access token, and what it is of. */
export interface LastToken extends Application {
  accessToken: string;
  /** Epoch ms; 0 where nobody said. */
  expiresAt: number;
  account: Account;
}

export async function loadLastToken(): Promise<LastToken | undefined> {
  const { lastToken } = await browser.storage.session.get('lastToken');
  return lastToken as LastToken | undefined;
}

export const saveLastToken = (lastToken: LastToken | undefined): Promise<void> =>
  lastToken ? browser.storage.session.set({ lastToken }) : browser.storage.session.remove('lastToken');

/** Tells the background that somebody has signed in: what waited for that goes on. */
export const announceSignIn = async (): Promise<void> => {
  await browser.storage.session.set({ signedInAt: Date.now() });
  await saveSignInProblem(undefined);
};

/** Why the last sign-in that the user asked for failed. */
export async function loadSignInProblem(): Promise<Problem | undefined> {
  const { signInProblem } = await browser.storage.session.get('signInProblem');
  return signInProblem as Problem | undefined;
}

export const saveSignInProblem = (signInProblem: Problem | undefined): Promise<void> =>
  signInProblem
    ? browser.storage.session.set({ signInProblem })
    : browser.storage.session.remove('signInProblem');

/** Why an export could not be written down. */
export async function loadStorageProblem(): Promise<Problem | undefined> {
  const { storageProblem } = await browser.storage.session.get('storageProblem');
  return storageProblem as Problem | undefined;
}

let storageFailed: boolean | undefined;
export async function saveStorageProblem(storageProblem: Problem | undefined): Promise<void> {
  storageFailed ??= (await loadStorageProblem()) !== undefined;
  if (storageProblem) await browser.storage.session.set({ storageProblem });
  else if (storageFailed) await browser.storage.session.remove('storageProblem');
  storageFailed = storageProblem !== undefined;
}

/** Until when (epoch ms) the service wants no request at all; `since`: when it said so. */
export interface Quiet {
  since: number;
  until: number;
}

export async function loadQuiet(): Promise<Quiet | undefined> {
  const { quiet } = await browser.storage.local.get('quiet');
  return quiet as Quiet | undefined;
}

export const saveQuiet = (quiet: Quiet): Promise<void> => browser.storage.local.set({ quiet });

/** The host has a content of which no export knows, and stays open for it. Gone with the browser, as the content is. */
export const loadHostHolds = async (): Promise<boolean> =>
  (await browser.storage.session.get('hostHolds')).hostHolds === true;

export const saveHostHolds = (hostHolds: boolean): Promise<void> =>
  browser.storage.session.set({ hostHolds });
