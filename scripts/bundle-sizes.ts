import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { languages } from './texts.ts';

/*
 * What the parts of a build weigh, and how much they may: held by tests/repo/bundle.test.ts, shown by npm run bench.
 */

/** Bytes, as they are and compressed. */
export interface Size {
  raw: number;
  gzip: number;
}

interface Part {
  name: string;
  /** The scripts that begin it; what they import at once is part of it. */
  entries(folder: string): string[];
  /** kB, compressed. */
  most: number;
  holdsMsal?: true;
}

const scriptsOf = (folder: string, page: string): string[] =>
  [
    ...readFileSync(join(folder, page), 'utf8').matchAll(/(?:src|modulepreload"[^>]*href)="\/?([^"]+\.js)"/g),
  ].map(([, path = '']) => path);

const page =
  (name: string) =>
  (folder: string): string[] =>
    scriptsOf(folder, `${name}.html`);

/** Every part and its budget. */
export const parts: Part[] = [
  { name: 'content script', entries: () => ['content-scripts/explorer.js'], most: 6 },
  { name: 'background', entries: () => ['background.js'], most: 28 },
  { name: 'popup', entries: page('popup'), most: 28 },
  { name: 'options', entries: page('options'), most: 33 },
  { name: 'history', entries: page('export-history'), most: 28 },
  { name: 'welcome', entries: page('welcome'), most: 28 },
  { name: 'views', entries: page('views'), most: 29 },
  { name: 'report', entries: page('report'), most: 50 },
  {
    name: 'MSAL host',
    entries: (folder) => scriptFiles(folder).filter((file) => holdsMsal(folder, [file])),
    most: 90,
    holdsMsal: true,
  },
];

/** Of the whole package: kB, as a zip file; each language's texts have a share of their own. */
export const mostOfPackage = 274 + 16 * languages.length;

export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );

export const scriptFiles = (folder: string): string[] =>
  filesOf(folder).filter((file) => file.endsWith('.js'));

export const holdsMsal = (folder: string, files: Iterable<string>): boolean =>
  [...files].some((file) => readFileSync(join(folder, file), 'utf8').includes('msal.js.browser'));

/** The scripts and everything that they load at once: static imports, not `import()`. */
function loadedBy(folder: string, entries: string[]): Set<string> {
  const seen = new Set<string>();
  const follow = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(join(folder, file), 'utf8');
    for (const [, path = ''] of code.matchAll(
      /(?:^|[;}\s])(?:import|export)(?:[^"'()]*?from)?["']([^"']+\.js)["']/g,
    ))
      follow(join(file, '..', path));
  };
  for (const entry of entries) follow(entry);
  return seen;
}

/** What a part loads at once. In Firefox MSAL's host is the event page: what that has loaded already is counted there. */
export function filesOfPart(folder: string, { entries, holdsMsal }: Part): string[] {
  const already = holdsMsal ? loadedBy(folder, ['background.js']) : new Set<string>();
  return [...loadedBy(folder, entries(folder))].filter((file) => !already.has(file));
}

export function sizeOf(folder: string, files: Iterable<string>): Size {
  const contents = [...files].map((file) => readFileSync(join(folder, file)));
  return {
    raw: contents.reduce((sum, { length }) => sum + length, 0),
    gzip: contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0),
  };
}

/** Of a file in a zip, beside its content and twice its name: its head and its place in the directory (bytes). */
const zipEntry = 30 + 46;
const zipEnd = 22;

/** Bytes of the package as `npm run zip` makes it for the stores: a zip at the highest level. */
export const packageSize = (folder: string): number =>
  filesOf(folder).reduce((sum, name) => {
    const content = readFileSync(join(folder, name));
    const packed = deflateRawSync(content, { level: 9 }).length;
    return sum + zipEntry + 2 * Buffer.byteLength(name) + Math.min(packed, content.length);
  }, zipEnd);
