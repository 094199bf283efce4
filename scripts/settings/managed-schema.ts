import { settingKeys, settingOf } from '../../lib/settings/catalogue.ts';
import { abouts } from './abouts.ts';

const types = { string: 'string', number: 'integer', boolean: 'boolean' } as const;

/**
 * What administrators can set by policy, as Chromium wants it described (manifest key `storage.managed_schema`). Only
 * types: what does not fit the schema Chromium never hands over, so nobody could be told what is wrong with it. (Other
 * names can't be let through: it knows no `additionalProperties` here.)
 */
export function managedSchema(): object {
  const properties = settingKeys.map((key) => {
    const { default: usual } = settingOf(key);
    return [key, { description: abouts[key], type: types[typeof usual as keyof typeof types] }];
  });
  return { type: 'object', properties: Object.fromEntries(properties) };
}
