import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  filesOf,
  filesOfPart,
  holdsMsal,
  mostOfPackage,
  packageSize,
  parts,
  scriptFiles,
  sizeOf,
} from '../../scripts/bundle-sizes.ts';
import { languages } from '../../scripts/texts.ts';

describe.each(['chrome', 'firefox'] as const)('%s', (browser) => {
  const folder = `.output/${browser}-mv3`;

  test.each(parts)('$name stays small, with MSAL in it only where it belongs', (part) => {
    const files = filesOfPart(folder, part);
    expect(files.length).toBeGreaterThan(0);
    expect(sizeOf(folder, files).gzip / 1000).toBeLessThanOrEqual(part.most);
    expect(holdsMsal(folder, files)).toBe(part.holdsMsal === true);
  });

  test('so does the package', () => {
    expect(packageSize(folder) / 1000).toBeLessThanOrEqual(mostOfPackage);
  });

  test('every style sheet stands in a page: nothing loads one with a part that is loaded later', () => {
    const files = filesOf(folder);
    const pages = files.filter((file) => file.endsWith('.html'));
    const html = pages.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
    const sheets = files.filter((file) => file.startsWith('assets/') && file.endsWith('.css'));
    expect(sheets.length).toBeGreaterThan(5);
    expect(sheets.filter((file) => !html.includes(file))).toEqual([]);
  });

  test('the reader knows every language that there is', () => {
    const worker = scriptFiles(folder).find((file) => /^assets.worker-/.test(file)) ?? '';
    const list = languages.map((code) => `["'\`]${code}["'\`]`).join(',');
    expect(readFileSync(join(folder, worker), 'utf8')).toMatch(new RegExp(`\\[${list}\\]`));
  });

  test('MSAL is in one file', () => {
    expect(scriptFiles(folder).filter((file) => holdsMsal(folder, [file]))).toHaveLength(1);
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
