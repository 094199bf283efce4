import { forgetSignIn } from '../auth/auth.ts';
import { resumePaused } from '../jobs/runner.ts';
import { loadSettings, saveSettings } from '../storage.ts';
import { type Settings, settingKeys, validateSetting } from './catalogue.ts';

/**
 * Keeps new settings, all or none.
 * @throws when one of them is invalid
 */
export async function applySettings(settings: Settings): Promise<void> {
  const invalid = settingKeys.filter((key) => validateSetting(key, settings[key]));
  if (invalid.length > 0) throw new Error(`invalid: ${invalid.join(', ')}`);
  const before = await loadSettings();
  await saveSettings(
    Object.fromEntries(settingKeys.map((key) => [key, settings[key]])) as unknown as Settings,
  );
  // Tokens belong to one application in one directory.
  if (before.clientId && (before.clientId !== settings.clientId || before.tenant !== settings.tenant))
    await forgetSignIn();
  await resumePaused();
}
