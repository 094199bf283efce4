import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import {
  chooseFrom,
  exportSignedIn,
  press,
  problemText,
  shoot,
  signInAs,
  startWorld,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.fresh());

const failed = () => world.job('failed', ({ phase }) => phase === 'failed');

/** As when the browser has been closed: nothing is left in memory. */
async function loseTokens(): Promise<void> {
  await world.chromium.evaluate(async () => {
    await chrome.storage.session.clear();
    await chrome.offscreen.closeDocument().catch(() => undefined);
  });
}

async function problem(page: Page, name: string): Promise<{ popup: Page; text: string }> {
  const popup = await world.chromium.popup(page);
  const text = await problemText(popup);
  await shoot(popup, `sign-in-${name}`);
  return { popup, text };
}

test('the window is closed: said, and the next try works', async () => {
  const page = await world.openExplorer();
  await pressPageButton(page);
  const window = await world.chromium.signInWindow();
  await shoot(window, 'sign-in-window');
  await window.close();
  await failed();
  const { popup, text } = await problem(page, 'cancelled');
  expect(text).toContain('The sign-in was not finished');
  expect(text).toContain('Copy admin consent link');
  await press(popup, 'Sign in');
  await signInAs(await world.chromium.signInWindow(), world.emulator.users.alice);
  await pageButton(page, /Saved/);
});

test('the worker dies while the window is open: nothing of that stands in the way of the next sign-in', async () => {
  const page = await world.openExplorer();
  await pressPageButton(page);
  const cutOff = await world.chromium.signInWindow();
  await world.chromium.killWorker();
  await cutOff.close();
  await chooseFrom(await world.chromium.popup(page), 'Account', 'Sign in');
  await signInAs(await world.chromium.signInWindow(), world.emulator.users.alice);
  await world.job('is done', ({ phase }) => phase === 'done');
  await until('the account', () =>
    world.chromium.evaluate(() => chrome.storage.local.get('account')).then(({ account }) => account),
  );
});

test('the worker dies while the window is open, which stays: what is finished there counts', async () => {
  const page = await world.openExplorer();
  await pressPageButton(page);
  const window = await world.chromium.signInWindow();
  await world.chromium.killWorker();
  // Chromium opens no second window.
  await chooseFrom(await world.chromium.popup(page), 'Account', 'Sign in');
  await until('it is asked for', () => world.chromium.evaluate(() => chrome.offscreen.hasDocument()));
  await signInAs(window, world.emulator.users.alice);
  await world.job('is done', ({ phase }) => phase === 'done');
  expect(world.emulator.graph.jobs).toHaveLength(1);
});

test('a part of the sign-in page never comes, so that Chromium shows no window: told; when it comes, one signs in there', async () => {
  const { emulator, chromium } = world;
  emulator.entra.partStalls = true;
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('waits for its user', ({ wait }) => wait?.for === 'signIn');
  expect(await chromium.signInWindows()).toEqual([]);
  const { popup, text } = await problem(page, 'never-shown');
  expect(text).toContain('Microsoft’s sign-in page did not load');
  await press(popup, 'Sign in');
  emulator.entra.partStalls = false;
  await signInAs(await chromium.signInWindow(), emulator.users.alice);
  await world.job('is done', ({ phase }) => phase === 'done');
  expect(emulator.graph.jobs).toHaveLength(1);
});

test('the permission is declined', async () => {
  Object.assign(world.emulator.entra, { adminConsented: false, consent: 'user' });
  const page = await world.openExplorer();
  await pressPageButton(page);
  const window = await world.chromium.signInWindow();
  await signInAs(window, world.emulator.users.alice);
  await window.waitForSelector('#cancel');
  await window.click('#cancel');
  await failed();
  const { text } = await problem(page, 'declined');
  expect(text).toContain('Permission declined');
  expect(text).toContain('Goals-Export.ReadWrite.All');
});

test('the user consents', async () => {
  Object.assign(world.emulator.entra, { adminConsented: false, consent: 'user' });
  const page = await world.openExplorer();
  await pressPageButton(page);
  const window = await world.chromium.signInWindow();
  await signInAs(window, world.emulator.users.alice);
  await window.waitForSelector('#accept');
  await window.click('#accept');
  await pageButton(page, /Saved/);
});

test('an administrator has to approve: told even when the window is merely closed; after the approval Retry works', async () => {
  await exportSignedIn(world);
  await world.freshExports();
  Object.assign(world.emulator.entra, { adminConsented: false, consent: 'admin' });
  world.emulator.entra.revokeRefreshTokens();
  await loseTokens();
  const page = await world.openExplorer();
  await pressPageButton(page);
  const window = await world.chromium.signInWindow();
  await window.waitForFunction(() => document.body.innerText.includes('Need admin approval'));
  await window.close();
  await failed();
  const { popup, text } = await problem(page, 'admin-consent');
  expect(text).toContain('An administrator has to approve first');
  expect(text).toContain('alice@contoso.com');
  expect(await popup.$eval('details', (details) => details.textContent)).toContain('AADSTS');
  await press(popup, 'Copy admin consent link');

  const admin = await world.chromium.open(
    `https://login.microsoftonline.com/organizations/v2.0/adminconsent?${new URLSearchParams({
      client_id: world.emulator.clientId,
      scope: 'https://graph.microsoft.com/Goals-Export.ReadWrite.All',
      redirect_uri: `https://${world.chromium.extensionId}.chromiumapp.org/`,
    })}`,
  );
  await admin.close();
  world.emulator.entra.grantAdminConsent();
  await press(await world.chromium.popup(page), 'Try again');
  await pageButton(page, /Saved/);
});

test('T5: another account than the one that the export belongs to: its token does not stay', async () => {
  const page = await exportSignedIn(world);
  await world.freshExports();
  world.emulator.graph.timing = { notStartedMs: 0, runningMs: 60_000 };
  const again = await world.openExplorer();
  await pressPageButton(again);
  await world.job('is followed', ({ phase }) => phase === 'following');
  world.emulator.graph.failNext(
    'get',
    { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'x' } } },
    2,
  );
  await world.job('is paused', ({ wait }) => wait?.problem?.code === 'signInRequired');
  world.emulator.entra.revokeRefreshTokens();
  world.emulator.entra.endSessions();
  await loseTokens();
  const { popup } = await problem(again, 'paused');
  await press(popup, 'Sign in');
  await signInAs(await world.chromium.signInWindow(), world.emulator.users.bob);
  await world.job('knows the wrong account', ({ wait }) => wait?.problem?.code === 'wrongAccount');
  const wrong = await problem(again, 'wrong-account');
  expect(wrong.text).toContain('bob@contoso.com');
  const cache = await world.chromium.evaluate(async () =>
    JSON.stringify(await chrome.storage.session.get('tokenCache')),
  );
  expect(cache).not.toContain(world.emulator.users.bob.oid);
  expect(page).toBeTruthy();
});

test('the sign-in service can not be reached: waits, and goes on by itself', async () => {
  await exportSignedIn(world);
  await world.freshExports();
  await loseTokens();
  world.emulator.entra.down = true;
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('waits', ({ wait }) => wait?.problem?.code === 'signInPageUnavailable');
  const { text } = await problem(page, 'offline');
  expect(text).toContain('The sign-in page could not be opened');
  expect(text).toContain('Continues by itself at');
  world.emulator.entra.down = false;
  await pageButton(page, /Saved/);
});

test('the application is not registered', async () => {
  await world.chromium.evaluate(async () => {
    await chrome.storage.local.set({ settings: { clientId: '00000000-0000-4000-8000-000000000000' } });
  });
  const page = await world.openExplorer();
  await pressPageButton(page);
  // Entra shows an error page, which the browser reports as one that could not be loaded: the page itself is read.
  await failed();
  const { popup, text } = await problem(page, 'unknown-application');
  expect(text).toContain('The app registration does not match');
  expect(await popup.$eval('details', (details) => details.textContent)).toContain('AADSTS700016');
});

test('signed out: no token is left in the extension', async () => {
  const page = await exportSignedIn(world);
  const popup = await world.chromium.popup(page);
  await chooseFrom(popup, 'Account: alice@contoso.com', 'Sign out');
  await popup.waitForSelector('::-p-aria([name="Account"][role="button"])');
  await shoot(popup, 'popup-signed-out');
  const left = await world.chromium.evaluate(async () =>
    JSON.stringify(await chrome.storage.session.get(null)),
  );
  expect(left).not.toMatch(/secret|eyJ/);
});

test('T4: an answer to a sign-in that we did not begin is not redeemed', async () => {
  const { entra } = world.emulator;
  await world.fresh();
  const page = await world.openExplorer();
  const redirect = `${entra.redirectUris[0]}#code=stolen&client_info=eyJ1aWQiOiJ4In0&state=forged`;
  entra.failNext('authorize', { status: 302, headers: { Location: redirect } }, 2);
  await pressPageButton(page);
  await world.job('has ended', ({ phase }) => phase === 'failed');
  expect(world.emulator.requests.filter(({ body = '' }) => body.includes('stolen'))).toEqual([]);
  expect(
    await world.chromium.evaluate(async () => (await chrome.storage.local.get('account')).account),
  ).toBeUndefined();
});

test('the offscreen document is closed behind the open sign-in window: it goes on with who signed in there', async () => {
  await world.fresh();
  const page = await world.openExplorer();
  await pressPageButton(page);
  const window = await world.chromium.signInWindow();
  await world.chromium.evaluate(() => chrome.offscreen.closeDocument());
  await signInAs(window, world.emulator.users.alice);
  await world.job('is done', ({ phase }) => phase === 'done');
  expect(await world.chromium.signInWindows()).toEqual([]);
  expect(world.emulator.graph.jobs).toHaveLength(1);
});
