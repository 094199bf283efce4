import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSettingKey, settingKeys, validateSetting } from '../../lib/settings/catalogue.ts';
import { chromiumRedirectUri, extensionIdOf } from '../../scripts/extension-ids.ts';
import { chromeBuild } from '../browser/chromium.ts';
import { firefoxBuild, firefoxRedirectUri } from '../browser/firefox.ts';
import { blocks, deployPage, example, placeholders } from '../deploy-examples.ts';

const chromeId = extensionIdOf(chromeBuild);
const firefoxManifest = JSON.parse(readFileSync(`${firefoxBuild}/manifest.json`, 'utf8'));
const firefoxId: string = firefoxManifest.browser_specific_settings.gecko.id;

const chrome = JSON.parse(example('chrome'));
const firefox = JSON.parse(example('firefox'));
const ofChrome = chrome['3rdparty'].extensions[chromeId];
const ofFirefox = firefox.policies['3rdparty'].Extensions[firefoxId];

test('ids and redirect URIs are those of the builds', () => {
  expect(Object.keys(chrome.ExtensionSettings)).toEqual([chromeId]);
  expect(Object.keys(firefox.policies.ExtensionSettings)).toEqual([firefoxId]);
  for (const uri of [chromiumRedirectUri(chromeBuild), firefoxRedirectUri()])
    expect(deployPage.split(uri).length - 1).toBeGreaterThanOrEqual(3);
  const others = [...deployPage.matchAll(/\b[a-p]{32}\b/g)].filter(([id]) => id !== chromeId);
  expect(others).toEqual([]);
});

test('npm run redirect-uris says the same, and those of a store', () => {
  const printed = (...ids: string[]) =>
    execFileSync('node', ['scripts/redirect-uris.ts', ...ids], { encoding: 'utf8' });
  expect(printed()).toBe(
    `${chromeId}  ${chromiumRedirectUri(chromeBuild)}\n${firefoxId}  ${firefoxRedirectUri()}\n`,
  );
  const ofStore = 'ponmlkjihgfedcbaponmlkjihgfedcba';
  expect(printed(ofStore)).toBe(`${ofStore}  https://${ofStore}.chromiumapp.org/\n`);
});

test.each([
  ['Chrome', ofChrome],
  ['Firefox', ofFirefox],
])('%s: the example sets every setting, each to what it may be', (_browser, values) => {
  expect(Object.keys(values).sort()).toEqual([...settingKeys].sort());
  for (const [key, value] of Object.entries(values))
    expect([key, isSettingKey(key) && validateSetting(key, value)]).toEqual([key, undefined]);
  expect(values).toMatchObject({ clientId: placeholders.clientId, tenant: placeholders.tenant });
});

test('the registry says the same', () => {
  const lines = example('registry').trim().split('\n');
  expect(lines[0]).toBe('Windows Registry Editor Version 5.00');
  const keys = lines.flatMap(
    (line) => /^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\(.+)\]$/.exec(line)?.[1] ?? [],
  );
  expect(keys).toEqual(['ExtensionInstallForcelist', `3rdparty\\extensions\\${chromeId}\\policy`]);
  const values = lines.slice(lines.findIndex((line) => line.endsWith('policy]')) + 1).map((line) => {
    const [, key = '', text, number] = /^"(\w+)"=(?:"(.*)"|dword:([0-9a-f]{8}))$/.exec(line) ?? [];
    const value = number === undefined ? text : Number.parseInt(number, 16);
    return [key, typeof ofChrome[key] === 'boolean' ? value === 1 : value];
  });
  expect(Object.fromEntries(values)).toEqual(ofChrome);
  expect(lines).toContain(`"1"="${chromeId};${placeholders.chromeUpdates}"`);
});

test('the permission is the one that the extension asks for, by every way to register it', () => {
  const id = '2edeb9fd-4228-480c-a26d-2ed52011cf3d';
  expect(readFileSync('README.md', 'utf8')).toContain(id);
  const [bash = ''] = blocks('bash');
  const [powershell = ''] = blocks('powershell');
  const [link = ''] = blocks('text');
  for (const code of [bash, powershell]) {
    // Beside it who signed in (openid, profile) and staying so (offline_access).
    const ids = code.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
    expect([...new Set(ids)].sort()).toEqual(
      [
        '00000003-0000-0000-c000-000000000000',
        '14dad69e-099b-42c9-810b-d002981feec1',
        id,
        '37f7f235-527c-4136-accd-4a02d197296e',
        '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
      ].sort(),
    );
  }
  expect(powershell).toContain("'Goals-Export.ReadWrite.All openid profile offline_access'");
  const consent = new URL(link.trim());
  expect(Object.fromEntries(consent.searchParams)).toEqual({
    client_id: placeholders.clientId,
    scope: 'https://graph.microsoft.com/Goals-Export.ReadWrite.All',
    redirect_uri: chromiumRedirectUri(chromeBuild),
  });
});

test('shell and PowerShell can be parsed, as far as that can be told here', () => {
  for (const code of blocks('bash')) execFileSync('bash', ['-n'], { input: code });
  const bodies = [...(blocks('bash')[0] ?? '').matchAll(/--body '(.*)'/g)].map(([, body = '']) =>
    JSON.parse(body),
  );
  expect(bodies).toEqual([
    { spa: { redirectUris: [chromiumRedirectUri(chromeBuild), firefoxRedirectUri()] } },
  ]);
  for (const code of blocks('powershell')) {
    const open: string[] = [];
    const pairs: Record<string, string> = { ')': '(', '}': '{', ']': '[' };
    for (const sign of code.replace(/'[^']*'|#.*/g, '')) {
      if ('({['.includes(sign)) open.push(sign);
      else if (pairs[sign]) expect(open.pop()).toBe(pairs[sign]);
    }
    expect(open).toEqual([]);
    // A line goes on only behind a backtick at its very end.
    expect(code).not.toMatch(/`[ \t]+$/m);
  }
});

test('a package of one’s own: the update file names the example’s id and server', () => {
  const [xml = ''] = blocks('xml');
  expect(/appid="(\w+)"/.exec(xml)?.[1]).toBe(chromeId);
  expect(/codebase="(\S+)\/[^/]+\.crx"/.exec(xml)?.[1]).toBe(
    placeholders.chromeUpdates.replace('/updates.xml', ''),
  );
  expect(blocks('bash')[1]).toContain(placeholders.chromeUpdates);
});

test('links lead somewhere', () => {
  for (const [, target = ''] of deployPage.matchAll(/\]\((?!https)([^)#]+)(?:#[^)]*)?\)/g))
    expect(readFileSync(`docs/${target}`, 'utf8').length).toBeGreaterThan(0);
});
