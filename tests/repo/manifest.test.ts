import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explorerPattern } from '../../lib/goals/explorer-view.ts';

const readme = readFileSync('README.md', 'utf8');
const manifestOf = (browser: string) =>
  JSON.parse(readFileSync(`.output/${browser}-mv3/manifest.json`, 'utf8')) as Record<string, unknown>;

/** More is never asked for: users are shown every one of these, and an added one disables the extension until they agree. */
const permissions = ['alarms', 'contextMenus', 'downloads', 'identity', 'storage'];
const optional = ['downloads.open', 'notifications'];
const hosts = [
  'https://goals.microsoft.com/*',
  'https://graph.microsoft.com/*',
  'https://login.microsoftonline.com/*',
];

const known = [
  ...['manifest_version', 'name', 'short_name', 'description', 'version', 'icons', 'default_locale'],
  ...['permissions', 'optional_permissions', 'host_permissions', 'content_security_policy'],
  ...['action', 'background', 'commands', 'content_scripts', 'options_ui', 'incognito'],
  ...['browser_specific_settings', 'minimum_chrome_version', 'key', 'storage'],
];

describe.each([
  ['chrome', [...permissions, 'offscreen']],
  ['firefox', permissions],
])('%s', (browser, allowed) => {
  const manifest = manifestOf(browser);

  test('D3: asks for no more permissions than these', () => {
    expect([...(manifest.permissions as string[])].sort()).toEqual([...allowed].sort());
    expect([...(manifest.host_permissions as string[])].sort()).toEqual(hosts);
    expect([...(manifest.optional_permissions as string[])].sort()).toEqual(optional);
    expect(manifest.optional_host_permissions).toBeUndefined();
  });

  test('takes nothing else of the browser: no page of its, no search, no other protocol', () => {
    expect(Object.keys(manifest).filter((key) => !known.includes(key))).toEqual([]);
  });

  test('does nothing in private windows', () => {
    expect(manifest.incognito).toBe('not_allowed');
    expect(readme).toMatch(/private windows/i);
    expect(readFileSync('docs/privacy.md', 'utf8')).toMatch(/private windows/i);
  });

  test('on macOS the key types no character', () => {
    const { 'export-view': command } = manifest.commands as Record<
      string,
      { suggested_key: { mac: string } }
    >;
    expect(command?.suggested_key.mac).toMatch(/^(MacCtrl|Command)\+/);
  });

  test('the README gives a reason for each', () => {
    for (const name of [...allowed, ...hosts, ...optional])
      expect(readme).toMatch(new RegExp(`^\\| \`${name.replace(/[*./]/g, '\\$&')}\``, 'm'));
  });

  test('strict content security policy, nothing for web pages, no other messages', () => {
    const { extension_pages } = manifest.content_security_policy as { extension_pages: string };
    expect(extension_pages).toContain("default-src 'none'");
    expect(extension_pages).toContain("script-src 'self';");
    expect(extension_pages).not.toMatch(/unsafe|http:|\*/);
    expect(extension_pages.match(/https:[^\s;]+/g)).toEqual([
      'https://graph.microsoft.com',
      'https://login.microsoftonline.com',
    ]);
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.externally_connectable).toBeUndefined();
  });

  test('the content script runs on Viva Goals alone', () => {
    const scripts = manifest.content_scripts as { matches: string[]; all_frames?: boolean }[];
    expect(scripts.map(({ matches }) => matches)).toEqual([['https://goals.microsoft.com/*']]);
    expect(scripts[0]?.all_frames).toBeUndefined();
    expect(explorerPattern.startsWith('https://goals.microsoft.com/')).toBe(true);
  });
});

/** Chrome 121 to 136; Firefox' oldest, 142, has them all. */
const tooNew =
  /\bURL\.parse\(|\bPromise\.try\(|\bArray\.fromAsync\(|\bRegExp\.escape\(|\bIterator\.from\(|\.(?:union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(|\.(?:keys|values|entries)\(\)\.(?:map|filter|some|every|find|take|drop|flatMap|reduce|toArray)\(/;

test('our code asks for nothing that the oldest Chrome, 120, has not', () => {
  expect(manifestOf('chrome').minimum_chrome_version).toBe('120');
  const files = ['lib', 'entrypoints', 'components'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => tooNew.test(readFileSync(file, 'utf8')))).toEqual([]);
});
