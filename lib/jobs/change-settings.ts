import { forgetSignIn } from '../auth/auth.ts';
import { browser } from '../browser/browser.ts';
import {
  isSettingKey,
  type SettingKey,
  type Settings,
  settingOf,
  validateSetting,
  validSettings,
} from '../settings/catalogue.ts';
import { notManaged } from '../settings/layers.ts';
import { onAllowedChanged } from '../settings/needs.ts';
import { createQueue } from '../storage/queue.ts';
import {
  loadApplication,
  loadLayers,
  loadSettings,
  saveApplication,
  saveSettings,
} from '../storage/storage.ts';
import { resumePaused } from './runner.ts';
import { dropOldJobs, dropOldJobsDaily } from './write.ts';

/*
 * Everything by which other settings come to hold: a save, the organization's policy, another machine of the user's. What holds
 * on this machine stands in `storage.local`; `storage.sync`, each setting under its own key, only carries: no tokens, no account,
 * no exports go that way. Only the background may call this.
 */

/** One change after the other. */
const inTurn = createQueue();

/**
 * Keeps what the user has set, all or none, and sends it to their other machines; only what the organization has set meanwhile is
 * left out.
 * @param settings those that were set; the others stay as they are
 * @throws when one of them is invalid
 */
export async function changeSettings(settings: Partial<Settings>): Promise<void> {
  const invalid = Object.entries(settings).filter(
    ([key, value]) => isSettingKey(key) && validateSetting(key, value),
  );
  if (invalid.length > 0) throw new Error(`invalid: ${invalid.map(([key]) => key).join(', ')}`);
  await inTurn(async () => {
    const own = notManaged(validSettings(settings), (await loadLayers()).managed);
    await keep(own);
    // Where its quota is used up, or the browser does not sync, it stays here.
    const sent = travelling(own);
    if (Object.keys(sent).length > 0) await browser.storage.sync.set(sent).catch(() => undefined);
  });
  await goOn();
}

async function keep(own: Partial<Settings>): Promise<void> {
  const before = await loadSettings();
  await saveSettings(own);
  await followApplication(before);
}

const travels = (key: string): boolean => isSettingKey(key) && settingOf(key).syncs;

const travelling = (values: Partial<Settings>): Partial<Settings> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => travels(key)));

/** Settings that the user made on another machine hold here too. They are not sent on: they come from there. */
async function takeOver(keys: string[] | null): Promise<boolean> {
  const { own } = await loadLayers();
  const carried = await browser.storage.sync.get(keys).catch(() => ({}));
  const received = Object.entries(travelling(validSettings(carried)));
  const other = received.filter(([key, value]) => own[key as SettingKey] !== value);
  if (other.length > 0) await keep(Object.fromEntries(other));
  return other.length > 0;
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
async function goOn(): Promise<void> {
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

/** Follows the organization's policy, what the user sets on other machines, and what they allow or forbid in the browser. */
export function listenToSettings(run: (work: Promise<unknown>) => void): void {
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'managed') run(inTurn(async () => followApplication(await loadSettings())).then(goOn));
    const keys = Object.keys(changes).filter(travels);
    if (area === 'sync' && keys.length > 0)
      run(inTurn(() => takeOver(keys)).then((taken) => (taken ? goOn() : undefined)));
  });
  // The page that asked for it may be gone by the time the user has answered. What is forbidden here, other machines may still allow.
  onAllowedChanged((key, allowed) =>
    run(allowed ? changeSettings({ [key]: true }) : inTurn(() => keep({ [key]: false }))),
  );
}
