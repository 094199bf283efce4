// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { signInConfig } from '../../lib/auth/sign-in-config.ts';
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
  ['folder', 'x'.repeat(200)],
  ['folder', 'a.links/locals/a.lnk b'],
  ['askWhere', true],
  ['historyDays', 1],
  ['historyDays', 365],
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
  ['folder', 'a.lnk', 'setting_folder_refused'],
  ['folder', 'a/b.URL. /c', 'setting_folder_refused'],
  ['folder', 'a.local\\b', 'setting_folder_refused'],
  ['folder', 'x.scf', 'setting_folder_refused'],
  ['folder', 'Recycle.{645FF040-5081-101B-9F08-00AA002F954E}', 'setting_folder_refused'],
  ['folder', 'Reports~', 'setting_folder_refused'],
  ['folder', 'a/Desktop.ini', 'setting_folder_refused'],
  ['folder', 'x'.repeat(201), 'setting_tooLong'],
  ['fileName', 'x'.repeat(201), 'setting_tooLong'],
  ['askWhere', 'yes', 'setting_wrongType'],
  ['historyDays', '90', 'setting_wrongType'],
  ['historyDays', null, 'setting_wrongType'],
  ['historyDays', 0, 'setting_outOfRange'],
  ['historyDays', 366, 'setting_outOfRange'],
  ['historyDays', 1.5, 'setting_outOfRange'],
  ['historyDays', Number.NaN, 'setting_outOfRange'],
  ['historyDays', Number.POSITIVE_INFINITY, 'setting_outOfRange'],
] as const)('%s does not take %j: %s', (key, value, reason) => {
  expect(validateSetting(key, value)).toBe(reason);
});

describe('stored settings', () => {
  test('what is missing, invalid or unknown takes the default', () => {
    const defaults = Object.fromEntries(settingKeys.map((key) => [key, catalogue[key].default]));
    expect(readSettings({ clientId: guid, tenant: 7, folder: '../x', more: 1 })).toEqual({
      ...defaults,
      clientId: guid,
    });
  });

  test.each([undefined, null, 'x', 3, []])('nothing readable (%j): all defaults', (stored) => {
    expect(readSettings(stored)).toEqual(readSettings({}));
  });
});

describe('T6: the sign-in leads to no other authority', () => {
  const nasty = [
    'evil.example/x',
    'a.b?x=1',
    'a.b#c',
    '..',
    '%2e%2e',
    'a.b\\c',
    'user@a.bc',
    'a.b:8443',
    '//a.bc',
    'a.bc/../d',
    ' a.bc',
    'a.bc\n',
  ];
  test.each([...nasty, guid, 'contoso.com', 'organizations'])('%j', (tenant) => {
    const { authority } = signInConfig(readSettings({ clientId: guid, tenant }));
    const { origin, pathname, search, hash, username } = new URL(authority);
    expect({ origin, search, hash, username }).toEqual({
      origin: 'https://login.microsoftonline.com',
      search: '',
      hash: '',
      username: '',
    });
    expect(pathname).toBe(`/${nasty.includes(tenant) ? 'organizations' : tenant}`);
  });
});

test('F1: settings with unknown keys, __proto__, wrong types, markup or too much of all', () => {
  const hostile = JSON.parse(
    `{"__proto__":{"clientId":"${guid}"},"constructor":1,"clientId":"<img src=x>","tenant":{"length":3},"folder":"${'x/'.repeat(100_000)}","more":"y"}`,
  ) as object;
  const read = readSettings(hostile);
  expect(Object.keys(read).sort()).toEqual([...settingKeys].sort());
  expect(read).toEqual(readSettings({}));
  expect(({} as { clientId?: string }).clientId).toBeUndefined();
});
