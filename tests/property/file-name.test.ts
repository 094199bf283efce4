import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportFileName, safeSegment } from '../../lib/files/file-name.ts';
import { readSettings, settingKeys, validateSetting } from '../../lib/settings/catalogue.ts';

const nasty = fc.constantFrom(
  '..',
  '/',
  '\\',
  ':',
  '\u202e',
  '\u0000',
  '\u200b',
  'CON',
  'nul.txt',
  'LPT1',
  '~',
  ' ',
  '.',
  '%',
  'é',
  'e\u0301',
  '👩‍👩‍👧‍👦',
  '\ud800',
  'あ',
  '{view}',
  '{',
  '\n',
  '"',
  '*',
  '?',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(nasty, { maxLength: 80 }).map((parts) => parts.join('')),
);
const bytes = (name: string) => new TextEncoder().encode(name).length;

function expectSafe(segment: string): void {
  expect(bytes(segment)).toBeLessThanOrEqual(255 - bytes(' (1).crdownload'));
  expect(segment).not.toMatch(/[<>:"/\\|?*%\p{Cc}\p{Cf}\u2028\u2029]/u);
  expect(segment.isWellFormed()).toBe(true);
  expect(segment).not.toMatch(/^[\s.~]|[\s.]$/);
  expect(segment).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
  expect(segment).not.toBe('');
}

test('any view, template and folder: a relative path whose parts every file system takes, ending in .csv', () => {
  const view = { goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3', explorerViewId: '48213' };
  fc.assert(
    fc.property(text, text, text, fc.integer({ min: 0, max: 4e12 }), (template, folder, title, at) => {
      const path = exportFileName(template, folder, { view, title, at });
      expect(path).toMatch(/\.csv$/);
      for (const segment of path.split('/')) expectSafe(segment);
    }),
  );
});

test('a name that is safe stays as it is', () => {
  fc.assert(
    fc.property(text, (name) => {
      const safe = safeSegment(name);
      expectSafe(safe);
      expect(safeSegment(safe)).toBe(safe);
    }),
  );
});

test('settings: whatever is stored, what is read is complete and valid; what is valid reads back', () => {
  const stored = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...settingKeys, '__proto__', 'more'), fc.oneof(fc.jsonValue(), text)),
  );
  fc.assert(
    fc.property(stored, (values) => {
      const settings = readSettings(values);
      expect(Object.keys(settings)).toEqual(settingKeys);
      for (const key of settingKeys) expect(validateSetting(key, settings[key])).toBeUndefined();
      expect(readSettings(settings)).toEqual(settings);
    }),
  );
});
