import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const builds = ['.output/chrome-mv3', '.output/firefox-mv3'];

/** The script and everything that it loads at once: static imports, not `import()`. */
function staticImports(folder: string, file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(join(folder, file), 'utf8');
  for (const [, path = ''] of code.matchAll(
    /(?:^|[;}\s])(?:import|export)(?:[^"'()]*?from)?["']([^"']+\.js)["']/g,
  ))
    staticImports(folder, join(file, '..', path), seen);
  return seen;
}

const scriptsOf = (folder: string, page: string): string[] =>
  [
    ...readFileSync(join(folder, page), 'utf8').matchAll(/(?:src|modulepreload"[^>]*href)="\/?([^"]+\.js)"/g),
  ].map(([, path = '']) => path);

const gzipped = (folder: string, files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);

const load = (folder: string, entries: string[]) => {
  const files = new Set<string>();
  for (const entry of entries) staticImports(folder, entry, files);
  return files;
};

const holdsMsal = (folder: string, files: Iterable<string>): boolean =>
  [...files].some((file) => readFileSync(join(folder, file), 'utf8').includes('msal.js.browser'));

describe.each(builds)('%s', (folder) => {
  test.each([
    ['popup', () => scriptsOf(folder, 'popup.html'), 25],
    ['options', () => scriptsOf(folder, 'options.html'), 27],
    ['content script', () => ['content-scripts/explorer.js'], 6],
    ['background', () => ['background.js'], 25],
  ] as const)('%s stays small, without MSAL', (_name, entries, most) => {
    const files = load(folder, [...entries()]);
    expect(gzipped(folder, files) / 1000).toBeLessThanOrEqual(most);
    expect(holdsMsal(folder, files)).toBe(false);
  });

  test('MSAL is in one file', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    expect(files.filter((file) => holdsMsal(folder, [file]))).toHaveLength(1);
  });

  test('D2: nothing in it that a user does not need, and no code from elsewhere', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\.map$|test|emulator/i.test(file))).toEqual([]);
    for (const file of files.filter((name) => name.endsWith('.js') && statSync(join(folder, name)).isFile()))
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(
        /\beval\(|new Function\(|import\("https?:/,
      );
  });
});
