import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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

/**
 * Short names for the texts whose names stand whole in the scripts. Those that are put together when they are asked for
 * (`report_status_${…}`, `${…}_hint`), that the manifest or a page asks for, or that could be another word, keep theirs.
 */
export function shortNames(names: readonly string[], scripts: string, asked: string): Map<string, string> {
  const found = (pattern: RegExp) => [...scripts.matchAll(pattern)].map(([, part = '']) => part);
  const starts = found(/[`"'](\w+)(?:\$\{|["']\s*\+)/g);
  const ends = found(/(?:\}|\+\s*["'])(\w+)[`"']/g);
  const isComposed = (name: string) =>
    starts.some((start) => name.startsWith(start)) ||
    ends.some((end) => name.endsWith(end) || names.includes(name + end));
  const may = [...names]
    .sort()
    .filter((name) => name.includes('_') && !asked.includes(`__MSG_${name}__`) && !isComposed(name));
  return new Map(may.map((name, at) => [name, `_${at.toString(36)}`]));
}

/** Texts are four tenths of the package: what is for translators and readers of the source stays at home. */
export default defineWxtModule((wxt) => {
  wxt.hook('build:done', ({ config }) => {
    if (config.command !== 'build') return;
    const files = readdirSync(config.outDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(config.outDir, name))
      .filter((file) => statSync(file).isFile());
    const read = (file: string) => readFileSync(file, 'utf8');
    const scripts = files.filter((file) => file.endsWith('.js'));
    const texts = files.filter((file) => file.endsWith('messages.json'));
    const pages = files.filter((file) => /\.html$|manifest\.json$/.test(file));
    const names = Object.keys(JSON.parse(read(texts[0] as string)) as Texts);
    const short = shortNames(names, scripts.map(read).join('\n'), pages.map(read).join('\n'));
    for (const file of scripts) {
      const code = read(file);
      const shorter = code.replace(/([`"'])(\w+)\1/g, (whole, quote, name) =>
        short.has(name) ? `${quote}${short.get(name)}${quote}` : whole,
      );
      if (shorter !== code) writeFileSync(file, shorter);
    }
    for (const file of texts) {
      const all = Object.entries(JSON.parse(read(file)) as Texts).sort(([a], [b]) => (a < b ? -1 : 1));
      const smaller = all.map(([name, text]) => [short.get(name) ?? name, small(text)]);
      writeFileSync(file, JSON.stringify(Object.fromEntries(smaller)));
    }
  });
});
