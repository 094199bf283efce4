// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hintOf, labelOf, settingKeys, settingOf } from '../../lib/settings/catalogue.ts';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { abouts } from '../../scripts/settings/abouts.ts';
import { deployFile, schemaFile, schemaText, withSettings } from '../../scripts/settings/main.ts';

const mend = 'npm run settings writes it anew';

test('the policy’s schema is the catalogue’s', () => {
  expect(readFileSync(schemaFile, 'utf8'), mend).toBe(schemaText());
  expect(Object.keys(JSON.parse(schemaText()).properties)).toEqual([...settingKeys, 'views']);
});

test('the administrators’ table and policies are the catalogue’s', () => {
  const page = readFileSync(deployFile, 'utf8');
  expect(page, mend).toBe(withSettings(page));
  // In the table, in two policies as JSON, and in the registry.
  for (const key of settingKeys) {
    expect(page).toContain(`\n| \`${key}\` |`);
    expect(page.split(`"${key}": `).length - 1).toBe(2);
    expect(page).toContain(`\n"${key}"=`);
  }
});

test.each(settingKeys)('%s: its texts are there, its description fits a table', (key) => {
  const { default: usual, range, maxLength } = settingOf(key);
  const texts: Record<string, { message: string } | undefined> = messages;
  for (const name of [labelOf(key), hintOf(key)])
    expect(texts[name]?.message, `npm run texts names what is missing: ${name}`).toBeTruthy();
  expect(abouts[key], `scripts/settings/abouts.ts: a sentence for ${key}`).toMatch(/^[A-Z][^|\n]+\.$/);
  expect(range !== undefined).toBe(typeof usual === 'number');
  if (maxLength !== undefined) expect(typeof usual).toBe('string');
});
