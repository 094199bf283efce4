import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The part of a token that is a secret and that no other text holds. */
const core = (token: string): string => token.split('.').at(-1) as string;

/** Whether a text holds one of these tokens, whole or its signature alone. */
export const holdsToken = (text: string, tokens: readonly string[]): boolean =>
  tokens.some((token) => text.includes(core(token)));

/** Files below a folder that hold one of these tokens, as bytes or in UTF-16. */
export function filesWithTokens(folder: string, tokens: readonly string[]): string[] {
  const needles = tokens.flatMap((token) => [Buffer.from(core(token)), Buffer.from(core(token), 'utf16le')]);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile();
    if (!isFile) return false;
    const bytes = readFileSync(path);
    return needles.some((needle) => bytes.includes(needle));
  });
}
