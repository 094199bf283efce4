import { type Settings, settingKeys, settingOf } from '../../lib/settings/catalogue.ts';

/* The three policies of docs/deploy.md, each of which sets every setting. */

/** What differs from the defaults; the IDs stand for the reader's own. */
const examples: Partial<Settings> = {
  clientId: '00001111-aaaa-2222-bbbb-3333cccc4444',
  tenant: 'contoso.com',
  folder: 'Viva Goals',
  notify: true,
};

const values = settingKeys.map((key) => [key, examples[key] ?? settingOf(key).default] as const);

/** A block of code after its marker, `<!-- chrome -->` say, made anew. */
const withBlock = (page: string, marker: string, remade: (code: string) => string): string =>
  page.replace(
    new RegExp(`(<!-- ${marker} -->\\s*\`\`\`\\w+\\n)([\\s\\S]*?)(\\n\`\`\`)`),
    (_whole, begin: string, code: string, end: string) => begin + remade(code) + end,
  );

/** The values of the one extension, wherever they stand in the JSON. */
const inJson = (code: string): string => {
  const policy = JSON.parse(code, (key, value) => {
    if (key.toLowerCase() !== 'extensions') return value;
    return Object.fromEntries(Object.keys(value).map((id) => [id, Object.fromEntries(values)]));
  });
  return JSON.stringify(policy, null, 2);
};

const inRegistry = (code: string): string => {
  const lines = values.map(([key, value]) => {
    const number = Number(value).toString(16).padStart(8, '0');
    return `"${key}"=${typeof value === 'string' ? JSON.stringify(value) : `dword:${number}`}`;
  });
  return code.replace(/(\\policy\]\n)[\s\S]*/, (_whole, begin: string) => begin + lines.join('\n'));
};

/** The page with the policies of now. */
export const withPolicies = (page: string): string =>
  withBlock(withBlock(withBlock(page, 'chrome', inJson), 'firefox', inJson), 'registry', inRegistry);
