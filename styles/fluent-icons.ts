import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const prefix = 'fluent-icon:';
const file = createRequire(import.meta.url).resolve('@iconify-json/fluent/icons.json');
let icons: Record<string, { body: string }> | undefined;

/**
 * Gives the outline of an icon of Microsoft's own set, `import path from 'fluent-icon:history-20-regular'`: the `d` of an
 * SVG path, in a square of as many units as the name says. Only the imported ones end up in a bundle.
 */
export function fluentIcons(): Plugin {
  return {
    name: 'fluent-icons',
    enforce: 'pre',
    // The id is of the package, so that its licence is listed with those of all bundled packages.
    resolveId: (id) => (id.startsWith(prefix) ? `${file}?icon=${id.slice(prefix.length)}.js` : undefined),
    load: (id) => {
      const name = id.startsWith(file) && /\?icon=([\w-]+)\.js$/.exec(id)?.[1];
      return name ? `export default ${JSON.stringify(outlineOf(name))};` : undefined;
    },
  };
}

/** The `d` of an icon. @throws when there is no such icon */
export function outlineOf(name: string): string {
  icons ??= JSON.parse(readFileSync(file, 'utf8')).icons as Record<string, { body: string }>;
  const paths = [...(icons[name]?.body ?? '').matchAll(/ d="([^"]+)"/g)].map((match) => match[1]);
  if (paths.length === 0) throw new Error(`not an icon of Fluent: ${name}`);
  return paths.join('');
}
