import { webDarkTheme, webLightTheme } from '@fluentui/tokens';
import type { Plugin } from 'vite';

type Tokens = Record<string, string | number>;
const light = webLightTheme as unknown as Tokens;
const dark = webDarkTheme as unknown as Tokens;

/**
 * Gives each of our style sheets the Fluent 2 tokens that it uses, `var(--colorNeutralForeground1)` say, in light and
 * dark, as custom properties of the document or of the shadow root that it stands in. Dark is what the user's system is,
 * or, in a shadow root, what its host says.
 */
export function fluentTokens(): Plugin {
  return {
    name: 'fluent-tokens',
    enforce: 'pre',
    transform(css, id) {
      if (!/\.css(\?.*)?$/.test(id) || id.includes('/node_modules/')) return;
      return definitions(css) + css;
    },
  };
}

/** The definitions of the tokens that a style sheet uses. */
export function definitions(css: string): string {
  const used = [...new Set([...css.matchAll(/var\(--([a-z]\w*)/g)].map((match) => match[1] as string))];
  const names = used.filter((name) => !css.includes(`--${name}:`));
  const unknown = names.filter((name) => light[name] === undefined);
  if (unknown.length > 0) throw new Error(`not a Fluent token: ${unknown.join(', ')}`);
  const block = (theme: Tokens, of: string[], where = ':root, :host') =>
    `${where} { ${of.map((name) => `--${name}: ${theme[name]};`).join(' ')} }`;
  const differing = names.filter((name) => light[name] !== dark[name]);
  if (names.length === 0) return '';
  if (css.includes(':host'))
    return `${block(light, names)}\n${block(dark, differing, ':host([data-theme="dark"])')}\n`;
  return `${block(light, names)}\n@media (prefers-color-scheme: dark) { ${block(dark, differing)} }\n`;
}
