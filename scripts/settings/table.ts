import { settingKeys, settingOf } from '../../lib/settings/catalogue.ts';
import { abouts } from './abouts.ts';

const types: Record<string, string> = { string: 'text', number: 'whole number', boolean: 'true or false' };

/** The settings for administrators, as a table in Markdown. */
export function settingsTable(): string {
  const rows = settingKeys.map((key) => {
    const { default: usual, syncs } = settingOf(key);
    const cells = [
      `\`${key}\``,
      types[typeof usual],
      `\`${JSON.stringify(usual)}\``,
      abouts[key],
      syncs ? 'yes' : 'no',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| key | value | default | what it does | synced |', '|---|---|---|---|---|', ...rows].join('\n');
}
