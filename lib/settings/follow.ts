import { forgetSignIn } from '../auth/auth.ts';
import { browser } from '../browser.ts';
import { resumePaused } from '../jobs/runner.ts';
import { dropOldJobs, dropOldJobsDaily } from '../jobs/store.ts';
import { createQueue } from '../queue.ts';
import { loadApplication, loadLayers, loadSettings, saveApplication, saveSettings } from '../storage.ts';
import type { SettingKey, Settings } from './catalogue.ts';
import { receivedSettings, travels } from './courier.ts';

/* What follows when other settings hold: by a save, by the organization's policy, by another machine of the user's. */

/** One change of the settings after the other. Only the background may call this. */
export const inTurn = createQueue();

/** Keeps settings of the user's own. */
export async function keepSettings(own: Partial<Settings>): Promise<void> {
  const before = await loadSettings();
  await saveSettings(own);
  await followApplication(before);
}

/**
 * Tokens belong to one application in one directory: where another one holds, account and tokens are forgotten. Which
 * they are of is written down, so that nothing is missed while the background is away.
 * @param before which they are of where that was never written down
 */
async function followApplication(before: Settings): Promise<void> {
  const now = await loadSettings();
  const known = await loadApplication();
  const { clientId, tenant } = known ?? before;
  const same = sameName(clientId, now.clientId) && sameName(tenant, now.tenant);
  if (clientId && !same) await forgetSignIn();
  if (!known || !same) await saveApplication(now);
}

/** IDs and domains are the same in capitals. */
const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** With other settings, exports that waited may go on, and others be too old. */
export async function goOn(): Promise<void> {
  await dropOldJobs();
  await resumePaused('signIn');
}

/** At every start of the background: what has changed while it was away. */
export async function checkSettings(): Promise<void> {
  await inTurn(async () => {
    const { own, settings } = await loadLayers();
    if (Object.keys(own).length === 0) await takeOver(null);
    await followApplication(settings);
  });
  await dropOldJobsDaily();
}

/** Settings that the user made on another machine hold here too. They are not sent on: they come from there. */
async function takeOver(keys: string[] | null): Promise<boolean> {
  const { own } = await loadLayers();
  const received = Object.entries(await receivedSettings(keys));
  const other = received.filter(([key, value]) => own[key as SettingKey] !== value);
  if (other.length > 0) await keepSettings(Object.fromEntries(other));
  return other.length > 0;
}

/** Follows the organization's policy, and what the user sets on other machines. */
export function listenToSettings(run: (work: Promise<unknown>) => void): void {
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'managed') run(inTurn(async () => followApplication(await loadSettings())).then(goOn));
    const keys = Object.keys(changes).filter(travels);
    if (area === 'sync' && keys.length > 0)
      run(inTurn(() => takeOver(keys)).then((taken) => (taken ? goOn() : undefined)));
  });
}
