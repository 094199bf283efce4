import { readFileSync } from 'node:fs';

/* The examples of docs/deploy.md, as tests use them. */

export const deployPage = readFileSync('docs/deploy.md', 'utf8');

/** The IDs that stand for the reader's own. */
export const placeholders = {
  clientId: '00001111-aaaa-2222-bbbb-3333cccc4444',
  tenant: 'contoso.com',
  chromeUpdates: 'https://intranet.contoso.com/export-view/updates.xml',
  firefoxPackage: 'https://intranet.contoso.com/export-view/export-view.xpi',
};

/** Every block of code in some language. */
export const blocks = (language: string): string[] =>
  [...deployPage.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  );

/** The block after a marker, `<!-- chrome -->` say. */
export function example(marker: string): string {
  const [, code] = new RegExp(`<!-- ${marker} -->\\s*\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(deployPage) ?? [];
  if (code === undefined) throw new Error(`docs/deploy.md has no example ${marker}`);
  return code;
}

/** An example with other values in the places of these. */
export const filledIn = (marker: string, values: Record<string, string>): object =>
  JSON.parse(
    Object.entries(values).reduce((text, [from, to]) => text.replaceAll(from, to), example(marker)),
  ) as object;
