import { readFileSync, writeFileSync } from 'node:fs';
import { managedSchema } from './managed-schema.ts';
import { settingsTable } from './table.ts';

/* Writes what follows from the catalogue of settings: the policy's schema, and the administrators' table. */

export const schemaFile = 'public/managed-schema.json';
export const tableFile = 'docs/deploy.md';

export const schemaText = (): string => `${JSON.stringify(managedSchema(), null, 2)}\n`;

const between = /(<!-- settings -->\n)[\s\S]*?(\n<!-- \/settings -->)/;

/** The page with the table of now. */
export const withTable = (page: string): string =>
  page.replace(between, (_whole, begin: string, end: string) => `${begin}\n${settingsTable()}\n${end}`);

if (import.meta.main) {
  writeFileSync(schemaFile, schemaText());
  writeFileSync(tableFile, withTable(readFileSync(tableFile, 'utf8')));
}
