import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineWxtModule } from 'wxt/modules';
import type { Text, Texts } from '../scripts/texts.ts';

/** A text as browsers take it as well: `$1` where a named placeholder stood. */
const small = ({ message, placeholders = {} }: Text): Text => ({
  message: Object.entries(placeholders).reduce(
    (text, [name, { content }]) => text.replace(new RegExp(`\\$${name}\\$`, 'gi'), () => content),
    message,
  ),
});

/** Texts are four tenths of the package: what is for translators and readers of the source stays at home. */
export default defineWxtModule((wxt) => {
  wxt.hook('build:done', ({ config }) => {
    if (config.command !== 'build') return;
    const folder = join(config.outDir, '_locales');
    for (const language of readdirSync(folder)) {
      const file = join(folder, language, 'messages.json');
      const texts = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Texts);
      const smaller = texts.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => [name, small(text)]);
      writeFileSync(file, JSON.stringify(Object.fromEntries(smaller)));
    }
  });
});
