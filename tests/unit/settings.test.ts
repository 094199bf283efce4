import { describe, expect, test } from 'vitest';
import { catalogue, readSettings, settingKeys, validateSetting } from '../../lib/settings/catalogue.ts';

const guid = '00001111-aaaa-2222-bbbb-3333cccc4444';

test('every default can be kept', () => {
  for (const key of settingKeys) expect(validateSetting(key, catalogue[key].default)).toBeUndefined();
});

test.each([
  ['clientId', guid],
  ['clientId', guid.toUpperCase()],
  ['tenant', 'organizations'],
  ['tenant', guid],
  ['tenant', 'contoso.com'],
  ['tenant', 'sub.contoso.onmicrosoft.com'],
  ['fileName', 'OKR {view} {organization} {date} {time}'],
  ['fileName', 'fixed name'],
  ['folder', 'Reports/OKR 2026'],
  ['folder', 'Reports\\OKR'],
  ['askWhere', true],
] as const)('%s takes %s', (key, value) => {
  expect(validateSetting(key, value)).toBeUndefined();
});

test.each([
  ['clientId', 'abc', 'setting_clientId_invalid'],
  ['clientId', `${guid} `, 'setting_clientId_invalid'],
  ['tenant', '', 'setting_tenant_invalid'],
  ['tenant', 'contoso', 'setting_tenant_invalid'],
  ['tenant', 'contoso.com/evil', 'setting_tenant_invalid'],
  ['tenant', 'evil.example@contoso.com', 'setting_tenant_invalid'],
  ['tenant', 'common', 'setting_tenant_personal'],
  ['fileName', '', 'setting_fileName_empty'],
  ['fileName', '{name}', 'setting_fileName_unknownField'],
  ['fileName', '{view', 'setting_fileName_brace'],
  ['fileName', 'a/b', 'setting_fileName_slash'],
  ['fileName', 'a:b', 'setting_name_characters'],
  ['fileName', 'a\u202Eb', 'setting_name_characters'],
  ['folder', '/tmp', 'setting_folder_absolute'],
  ['folder', 'C:\\x', 'setting_folder_absolute'],
  ['folder', '~/x', 'setting_folder_absolute'],
  ['folder', 'a/../b', 'setting_folder_dots'],
  ['folder', 'a//b', 'setting_folder_empty'],
  ['folder', 'a?', 'setting_name_characters'],
  ['askWhere', 'yes', 'setting_wrongType'],
] as const)('%s does not take %j: %s', (key, value, reason) => {
  expect(validateSetting(key, value)).toBe(reason);
});

describe('stored settings', () => {
  test('what is missing, invalid or unknown takes the default', () => {
    expect(readSettings({ clientId: guid, tenant: 7, folder: '../x', more: 1 })).toEqual({
      clientId: guid,
      tenant: 'organizations',
      fileName: '{view} {date}',
      folder: '',
      askWhere: false,
    });
  });

  test.each([undefined, null, 'x', 3, []])('nothing readable (%j): all defaults', (stored) => {
    expect(readSettings(stored)).toEqual(readSettings({}));
  });
});
