import { settingKeys, settingOf } from '../../lib/settings/catalogue.ts';
import { abouts, aboutViews } from './abouts.ts';

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
  return { type: 'object', properties: { ...Object.fromEntries(properties), views: viewsSchema } };
}

/** The views that administrators hand out; `day` is text, since a value has one type here. */
const viewsSchema = {
  description: aboutViews.list,
  type: 'array',
  items: {
    type: 'object',
    properties: {
      address: { description: aboutViews.address, type: 'string' },
      name: { description: aboutViews.name, type: 'string' },
      every: { description: aboutViews.every, type: 'string' },
      at: { description: aboutViews.at, type: 'string' },
      weekdays: { description: aboutViews.weekdays, type: 'array', items: { type: 'integer' } },
      day: { description: aboutViews.day, type: 'string' },
      oneFile: { description: aboutViews.oneFile, type: 'boolean' },
    },
  },
};
