import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import type { LoggedRequest } from '../emulator/index.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { filesWithTokens, holdsToken } from './secrets.ts';
import { chooseFrom, exportSignedIn, startWorld, type World } from './world.ts';

/* Where a token could turn up: the lines T1 to T3 and T7 of docs/security.md. */

let home: string;
let world: World;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'export-view-'));
  world = await startWorld({ home });
  await world.fresh();
});
afterAll(async () => {
  await world?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const tokens = () => world.emulator.entra.issued;
const profile = () => join(home, 'profile');

/** Everything about a request but the one header, or body field, that has to hold a token. */
function elsewhere({ host, path, headers, body = '' }: LoggedRequest): string {
  const { authorization: _, ...others } = headers;
  const named = host === 'login.microsoftonline.com' ? body.replace(/refresh_token=[^&]*/, '') : body;
  return JSON.stringify({
    path,
    others,
    named,
    authorization: host === 'graph.microsoft.com' ? '' : headers.authorization,
  });
}

/** Whatever the worker, the offscreen document and every page wrote to their consoles: browsers keep it for whoever looks. */
async function consoles(): Promise<string[]> {
  const seen: string[] = [];
  for (const target of world.chromium.browser.targets()) {
    if (!['page', 'background_page', 'service_worker'].includes(target.type())) continue;
    const session = await target.createCDPSession();
    session.on('Runtime.consoleAPICalled', (call) => seen.push(JSON.stringify(call)));
    session.on('Runtime.exceptionThrown', (thrown) => seen.push(JSON.stringify(thrown)));
    await session.send('Runtime.enable');
    await session.send('Runtime.evaluate', { expression: '1' });
    await session.detach();
  }
  return seen;
}

test('the hunt finds what it looks for', () => {
  const folder = join(home, 'decoy');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a'), 'x'.repeat(5000) + Buffer.from('head.body.signature').toString('utf16le'));
  writeFileSync(join(folder, 'b'), Buffer.from('…signature…', 'utf16le'));
  writeFileSync(join(folder, 'c'), 'signatur');
  expect(filesWithTokens(folder, ['head.body.signature'])).toEqual(['b']);
  expect(holdsToken('xsignaturex', ['a.b.signature'])).toBe(true);
});

test('T2, T3: no token in a page, a message, a record, a list of downloads, a log, or sent elsewhere', async () => {
  const { emulator, chromium } = world;
  // An error, too, whose details are kept and shown; and a token that has to be renewed.
  emulator.graph.failNext('create', {
    status: 401,
    body: { error: { code: 'InvalidAuthenticationToken', message: 'x' } },
  });
  emulator.graph.failNext('get', {
    status: 500,
    body: { error: { code: 'generalException', message: 'y' } },
  });
  const page = await exportSignedIn(world);
  expect(tokens().length).toBeGreaterThanOrEqual(5);

  const kept = await chromium.evaluate(async () =>
    JSON.stringify([
      await chrome.storage.local.get(null),
      await chrome.downloads.search({}),
      { ...localStorage },
      { ...sessionStorage },
    ]),
  );
  expect(holdsToken(kept, tokens())).toBe(false);
  expect(holdsToken(await page.content(), tokens())).toBe(false);
  const popup = await chromium.popup(page);
  expect(holdsToken(await popup.content(), tokens())).toBe(false);
  await chromium.evaluate(() => console.log('a mark'));
  const logs = await consoles();
  expect(logs.join('\n')).toContain('a mark');
  expect(holdsToken(logs.join('\n'), tokens())).toBe(false);
  for (const request of emulator.requests)
    expect(holdsToken(elsewhere(request), tokens()), `${request.method} ${request.host}`).toBe(false);
  const carriers = emulator.requests.filter(({ headers }) => headers.authorization).map(({ host }) => host);
  expect([...new Set(carriers)]).toEqual(['graph.microsoft.com']);
  expect(emulator.stray).toEqual([]);
});

test('T7: after signing out no token works from here, and none is left in memory', async () => {
  const { chromium, emulator } = world;
  const page = await world.openExplorer();
  await chooseFrom(await chromium.popup(page), 'Account: alice@contoso.com', 'Sign out');
  const account = () => chromium.evaluate(() => chrome.storage.local.get('account'));
  await until('nobody is signed in', async () => !('account' in (await account())));
  const memory = await chromium.evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)));
  expect(holdsToken(memory, tokens())).toBe(false);
  emulator.entra.endSessions();
  emulator.requests.length = 0;
  await pressPageButton(page);
  await chromium.signInWindow();
  expect(emulator.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
  await pageButton(page);
});

test('T1: no token in any file of the profile', async () => {
  await world.chromium.close();
  expect(filesWithTokens(profile(), tokens())).toEqual([]);
});
