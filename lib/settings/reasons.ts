import { type MessageKey, t } from '../texts/i18n.ts';
import { isSettingKey, settingOf } from './catalogue.ts';

/** The text of a reason why a setting's value can't be kept. */
export function reasonText(reason: MessageKey, key: string): string {
  const { maxLength, range = [] } = isSettingKey(key) ? settingOf(key) : {};
  if (reason === 'setting_tooLong') return t('setting_tooLong', String(maxLength));
  if (reason === 'setting_outOfRange') return t('setting_outOfRange', ...range.map(String));
  return t(reason);
}
