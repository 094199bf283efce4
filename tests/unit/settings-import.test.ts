// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../lib/settings/catalogue.ts';
import { exportSettings } from '../../lib/settings/export.ts';
import { importSettings } from '../../lib/settings/import.ts';
import { layersOf } from '../../lib/settings/layers.ts';
import { settings } from './samples.ts';

const layers = layersOf(settings, {});
const other = { ...settings, tenant: 'contoso.com', folder: 'Reports', historyDays: 7, askWhere: true };

test('what was exported is imported elsewhere, whole', () => {
  expect(importSettings(exportSettings(layersOf(other, {})), layersOf({}, {}))).toMatchObject({
    settings: other,
    own: other,
    skipped: [],
  });
});

test('what changes is told; what the file does not name stays', () => {
  expect(importSettings('{ "folder": "x", "askWhere": false }', layers)).toEqual({
    settings: { ...settings, folder: 'x' },
    own: { folder: 'x', askWhere: false },
    changed: ['folder'],
    skipped: [],
  });
});

test('what the organization has set stays out of the file, and a file can’t set it', () => {
  const managed = layersOf({ folder: 'Mine' }, { folder: 'Theirs', tenant: 'contoso.com' });
  // Of notifications nobody has said anything yet.
  const { folder: _theirs, tenant: _too, notify: _open, ...own } = readSettings({});
  expect(JSON.parse(exportSettings(managed))).toEqual(own);
  expect(importSettings('{"folder":"x","historyDays":7}', managed)).toMatchObject({
    settings: { folder: 'Theirs', historyDays: 7 },
    own: { historyDays: 7 },
    changed: ['historyDays'],
    skipped: ['folder'],
  });
});

test('a byte order mark and Windows’ line ends are no mistake', () => {
  expect(importSettings('\uFEFF{\r\n  "folder": "x"\r\n}\r\n', layers)).toMatchObject({
    changed: ['folder'],
  });
});

describe('a file is refused with the lines and reasons', () => {
  test.each([
    ['nothing', '', [[1, undefined, 'import_notJson']]],
    ['no JSON', 'clientId = 1', [[1, undefined, 'import_notJson']]],
    ['a comma too many', '{\n  "folder": "x",\n}', [[3, undefined, 'import_notJson']]],
    ['a comma too few', '{\n  "folder": "x"\n  "askWhere": true\n}', [[3, undefined, 'import_notJson']]],
    ['a comment', '{\n  "folder": "x" // mine\n}', [[2, undefined, 'import_notJson']]],
    ['an open quote', '{\r\n  "folder": "x\r\n}', [[2, undefined, 'import_notJson']]],
    ['something behind it', '{}\n{}', [[2, undefined, 'import_notJson']]],
    ['a list', '\n[{"folder":"x"}]', [[2, undefined, 'import_notObject']]],
    ['a text', '"folder"', [[1, undefined, 'import_notObject']]],
    ['null', 'null', [[1, undefined, 'import_notObject']]],
    ['an unknown key', '{\n"colour": 1\n}', [[2, 'colour', 'setting_unknown']]],
    ['__proto__', '{\n\n"__proto__": {"folder": "x"}}', [[3, '__proto__', 'setting_unknown']]],
    ['a wrong type', '{\n"historyDays": "7"}', [[2, 'historyDays', 'setting_wrongType']]],
    ['an object for a text', '{"folder": {"x": "y"}}', [[1, 'folder', 'setting_wrongType']]],
    ['null for a text', '{"folder": null}', [[1, 'folder', 'setting_wrongType']]],
    ['an invalid value', '{\n"folder": "../x"}', [[2, 'folder', 'setting_folder_dots']]],
    ['a number out of range', '{"historyDays": 1e400}', [[1, 'historyDays', 'setting_outOfRange']]],
    ['a duplicate', '{"folder": "x",\n"folder": "x"}', [[2, 'folder', 'setting_duplicate']]],
    ['a hidden duplicate', '{"folder": "x",\n"f\\u006flder": "y"}', [[2, 'folder', 'setting_duplicate']]],
    [
      'all of it wrong',
      '{\n"colour": 1,\n"folder": "../x",\n"askWhere": true,\n"tenant": 7\n}',
      [
        [2, 'colour', 'setting_unknown'],
        [3, 'folder', 'setting_folder_dots'],
        [5, 'tenant', 'setting_wrongType'],
      ],
    ],
  ])('%s', (_what, text, reasons) => {
    const refused = reasons.map(([line, key, reason]) => ({ line, ...(key ? { key } : {}), reason }));
    expect(importSettings(text, layers)).toEqual({ refused });
  });

  test('deeper than anybody could mean it', () => {
    const deep = '['.repeat(50_000);
    expect(importSettings(deep, layers)).toMatchObject({ refused: [{ reason: 'import_notJson' }] });
    expect(importSettings(deep + ']'.repeat(50_000), layers)).toHaveProperty('refused');
  });

  test('as many mistakes as fit into a file, in good time', () => {
    const text = `{${Array.from({ length: 12_000 }, (_, index) => `\n"${index}":1`).join(',')}}`;
    const { refused } = importSettings(text, layers) as { refused: { line: number }[] };
    expect(refused).toHaveLength(12_000);
    expect(refused.at(-1)?.line).toBe(12_001);
  });
});
