import { readFileSync, writeFileSync } from 'node:fs';
import { managedSchema } from './managed-schema.ts';
import { withPolicies } from './policies.ts';
import { settingsTable } from './table.ts';

/* Writes what follows from the catalogue of settings: the policy's schema, the administrators' table and example policies. */

export const schemaFile = 'public/managed-schema.json';
export const deployFile = 'docs/deploy.md';

export const schemaText = (): string => `${JSON.stringify(managedSchema(), null, 2)}\n`;

const between = /(<!-- settings -->\n)[\s\S]*?(\n<!-- \/settings -->)/;

/** The administrators' page with the settings of now. */
export const withSettings = (page: string): string =>
  withPolicies(page).replace(
    between,
    (_whole, begin: string, end: string) => `${begin}\n${settingsTable()}\n${end}`,
  );

if (import.meta.main) {
  writeFileSync(schemaFile, schemaText());
  writeFileSync(deployFile, withSettings(readFileSync(deployFile, 'utf8')));
}
