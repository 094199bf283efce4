import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/* What is handed to the stores' forms under docs/store: complete, and within their limits. */

const page = (name: string) => readFileSync(`docs/store/${name}.md`, 'utf8');
const manifestOf = (browser: string) =>
  JSON.parse(readFileSync(`.output/${browser}-mv3/manifest.json`, 'utf8')) as Record<string, string[]>;
const english = JSON.parse(readFileSync('public/_locales/en/messages.json', 'utf8'));

/** Rows of a table whose first cell is code: that cell, and the second. */
const rows = (text: string) =>
  [...text.matchAll(/^\| `([^`]+)` \| (.+?) \|$/gm)].map(([, name = '', cell = '']) => [name, cell] as const);

test('a justification for each permission and for nothing else, no longer than Chrome’s form takes', () => {
  const asked = ['chrome', 'firefox'].flatMap((browser) => {
    const { permissions = [], optional_permissions = [], host_permissions = [] } = manifestOf(browser);
    return [...permissions, ...optional_permissions, ...host_permissions];
  });
  const justified = rows(page('privacy-answers'));
  expect(justified.map(([name]) => name).sort()).toEqual([...new Set(asked)].sort());
  for (const [, why] of justified) {
    expect(why.length).toBeGreaterThan(60);
    expect(why.length).toBeLessThan(1000);
  }
});

test('name and summary are those of the package; the description has the length that stores take', () => {
  expect(page('listing')).toContain(`| Name | ${english.extensionName.message} |`);
  expect(page('listing')).toContain(`| ${english.extensionDescription.message} |`);
  const [, description = ''] = page('listing').split('## Description\n\n');
  expect(description.length).toBeGreaterThan(250);
  expect(description.length).toBeLessThan(10_000);
  const terms = /^\| Search terms.*? \| (.+) \|$/m.exec(page('listing'))?.[1]?.split(', ') ?? [];
  expect(terms.length).toBeGreaterThan(0);
  expect(terms.length).toBeLessThanOrEqual(7);
  for (const term of terms) expect(term.length).toBeLessThanOrEqual(30);
});

test('the pictures have the sizes that the stores ask for', () => {
  const pictures = rows(page('README').replaceAll(/!\[\]\(\S+\) /g, '')).filter(([name]) =>
    name.endsWith('.png'),
  );
  expect(pictures.filter(([, cell]) => cell.startsWith('1280 × 800'))).toHaveLength(5);
  for (const [name, cell] of pictures) {
    const png = readFileSync(`docs/store/${name}`);
    expect(`${name}: ${png.readUInt32BE(16)} × ${png.readUInt32BE(20)}`).toBe(
      `${name}: ${cell.split(' | ')[0]}`,
    );
  }
});

test('the linter’s rule that the notes to reviewers speak of is on', () => {
  const { linter } = JSON.parse(readFileSync('biome.json', 'utf8'));
  expect(linter.rules.security.noDangerouslySetInnerHtml).toBe('error');
});
