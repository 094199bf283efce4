// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hintOf, labelOf, settingKeys, settingOf } from '../../lib/settings/catalogue.ts';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { abouts } from '../../scripts/settings/abouts.ts';
import { schemaFile, schemaText, tableFile, withTable } from '../../scripts/settings/main.ts';

/* `npm run settings` writes what follows from the catalogue. */

test('the policy’s schema is the catalogue’s', () => {
  expect(readFileSync(schemaFile, 'utf8')).toBe(schemaText());
  expect(Object.keys(JSON.parse(schemaText()).properties)).toEqual([...settingKeys, 'views']);
});

test('the administrators’ table is the catalogue’s', () => {
  const page = readFileSync(tableFile, 'utf8');
  expect(page).toBe(withTable(page));
  for (const key of settingKeys) expect(page).toContain(`\n| \`${key}\` |`);
});

test.each(settingKeys)('%s: its texts are there, its description fits a table', (key) => {
  const { default: usual, range, maxLength } = settingOf(key);
  expect([messages[labelOf(key)].message, messages[hintOf(key)].message]).not.toContain('');
  expect(abouts[key]).toMatch(/^[A-Z][^|\n]+\.$/);
  expect(range !== undefined).toBe(typeof usual === 'number');
  if (maxLength !== undefined) expect(typeof usual).toBe('string');
});
