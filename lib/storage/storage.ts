import type { Account } from '../auth/account.ts';
import { browser } from '../browser/browser.ts';
import { NotInTime } from '../browser/in-time.ts';
import { type Fields, fieldsOf } from '../data/data.ts';
import type { Problem } from '../problems/problems.ts';
import type { Settings } from '../settings/catalogue.ts';
import { type Layers, layersOf } from '../settings/layers.ts';

/*
 * Where what is kept. On disk (`storage.local`): `settings`, `account`, `application` (which these sign-ins are for),
 * `signedOut`, `names` of views, `throttling` (how long the service throttles), each export under `job:<id>`,
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
export function ownSettingsIn({ settings, notify }: Fields): object {
  const before = notify === undefined ? {} : { notify: notify === 'on' };
  return { ...before, ...fieldsOf(settings) };
}

/** The settings that hold. */
export const loadSettings = async (): Promise<Settings> => (await loadLayers()).settings;

/** What the organization has set; undefined where the browser does not say. Firefox refuses the question where there is nothing. */
export async function loadPolicy(): Promise<unknown> {
  try {
    return await browser.storage.managed.get(null);
  } catch (error) {
    return error instanceof NotInTime ? undefined : {};
  }
}

/** Keeps settings of the user's own, and beside them those of a newer version, which nobody here knows. */
export async function saveSettings(own: Partial<Settings>): Promise<void> {
  const local = await browser.storage.local.get(settingsKeys);
  await browser.storage.local.set({ settings: { ...ownSettingsIn(local), ...own } });
  if ('notify' in local) await browser.storage.local.remove('notify');
}

/** One value of a storage area: read as it was written; undefined removes it. */
function kept<T>(area: 'local' | 'session', key: string) {
  return {
    load: async () => (await browser.storage[area].get(key))[key] as T | undefined,
    save: (value: T | undefined): Promise<void> =>
      value === undefined ? browser.storage[area].remove(key) : browser.storage[area].set({ [key]: value }),
  };
}

/** The application and directory that account and tokens are of. */
export type Application = Pick<Settings, 'clientId' | 'tenant'>;

const application = kept<Application>('local', 'application');
export const loadApplication = application.load;
export const saveApplication = ({ clientId, tenant }: Application): Promise<void> =>
  application.save({ clientId, tenant });

const account = kept<Account>('local', 'account');
const signedOut = kept<true>('local', 'signedOut');

/** Who signed in last; never a token. */
export const loadAccount = account.load;

export async function saveAccount(whose: Account | undefined): Promise<void> {
  await account.save(whose);
  if (whose) await signedOut.save(undefined);
}

/** The user signed out, and has not signed in since. */
export const loadSignedOut = async (): Promise<boolean> => (await signedOut.load()) === true;
export const saveSignedOut = (): Promise<void> => signedOut.save(true);

/** MSAL's own, by its keys. */
export const { load: loadTokenCache, save: saveTokenCache } = kept<Record<string, string>>(
  'session',
  'tokenCache',
);

/** The last access token, and what it is of. */
interface LastToken extends Application {
  accessToken: string;
  /** Epoch ms; 0 when unknown. */
  expiresAt: number;
  account: Account;
}

export const { load: loadLastToken, save: saveLastToken } = kept<LastToken>('session', 'lastToken');

/** Why the last sign-in that the user asked for failed. */
export const { save: saveSignInProblem } = kept<Problem>('session', 'signInProblem');

/**
 * Tells the background that somebody has signed in: what waited for that goes on. By way of the storage, not by a call: should the
 * background end before it has woken them all, the browser starts it again for the change.
 */
export const announceSignIn = async (): Promise<void> => {
  await browser.storage.session.set({ signedInAt: Date.now() });
  await saveSignInProblem(undefined);
};

const storageProblem = kept<Problem>('session', 'storageProblem');

let storageFailed: boolean | undefined;
/** Why an export could not be written down. */
export async function saveStorageProblem(problem: Problem | undefined): Promise<void> {
  storageFailed ??= (await storageProblem.load()) !== undefined;
  if (problem || storageFailed) await storageProblem.save(problem);
  storageFailed = problem !== undefined;
}

/** Until when (epoch ms) the service takes no request at all; `since`: when it said so. */
export interface Throttling {
  since: number;
  until: number;
}

export async function loadThrottling(): Promise<Throttling | undefined> {
  // As earlier versions called it.
  const { throttling, quiet } = await browser.storage.local.get(['throttling', 'quiet']);
  return (throttling ?? quiet) as Throttling | undefined;
}
export const { save: saveThrottling } = kept<Throttling>('local', 'throttling');

const offscreenHolds = kept<boolean>('session', 'offscreenHolds');

/** The offscreen document has a content of which no export knows, and stays open for it. Gone with the browser, as the content is. */
export const loadOffscreenHolds = async (): Promise<boolean> => (await offscreenHolds.load()) === true;
export const saveOffscreenHolds = offscreenHolds.save;
