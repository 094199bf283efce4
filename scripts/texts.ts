import { existsSync, readdirSync, readFileSync } from 'node:fs';

/* What is left to translate: `npm run texts` for every language, `npm run texts -- <code>` for one, as JSON to be filled in. */

export interface Text {
  message: string;
  /** For translators; `As in English.` where a text is rightly the same. */
  description?: string;
  placeholders?: Record<string, { content: string }>;
}
export type Texts = Record<string, Text>;

const folder = 'public/_locales';
const fileOf = (code: string): string => `${folder}/${code}/messages.json`;

export const languages: readonly string[] = readdirSync(folder);
export const textsOf = (code: string): Texts =>
  existsSync(fileOf(code)) ? JSON.parse(readFileSync(fileOf(code), 'utf8')) : {};

/** Texts that a language lacks, in English, and the keys of those that English has no more. */
export function left(code: string): { missing: Texts; spare: string[] } {
  const [english, translated] = [textsOf('en'), textsOf(code)];
  const missing = Object.entries(english).filter(([key]) => !translated[key]?.message);
  const spare = Object.keys(translated).filter((key) => !Object.hasOwn(english, key));
  return { missing: Object.fromEntries(missing), spare };
}

if (import.meta.main) {
  const [code] = process.argv.slice(2);
  for (const one of code ? [code] : languages) {
    const { missing, spare } = left(one);
    console.log(
      `${fileOf(one)}: ${Object.keys(missing).length} missing, ${spare.length} spare ${spare.join(' ')}`,
    );
    if (code) console.log(JSON.stringify(missing, null, 2));
  }
}
