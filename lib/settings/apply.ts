import { loadLayers } from '../storage.ts';
import { isSettingKey, type Settings, validateSetting, validSettings } from './catalogue.ts';
import { sendSettings } from './courier.ts';
import { goOn, inTurn, keepSettings } from './follow.ts';
import { notManaged } from './layers.ts';

/**
 * Keeps what the user has set, all or none; only what the organization has set meanwhile is left out.
 * @param settings those that were set; the others stay as they are
 * @throws when one of them is invalid
 */
export async function applySettings(settings: Partial<Settings>): Promise<void> {
  const invalid = Object.entries(settings).filter(
    ([key, value]) => isSettingKey(key) && validateSetting(key, value),
  );
  if (invalid.length > 0) throw new Error(`invalid: ${invalid.map(([key]) => key).join(', ')}`);
  await inTurn(async () => {
    const own = notManaged(validSettings(settings), (await loadLayers()).managed);
    await keepSettings(own);
    await sendSettings(own);
  });
  await goOn();
}
