import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { extensionIdOf } from '../../scripts/extension-ids.ts';
import { type ChromiumSession, chromeBuild, launchChromium } from '../browser/chromium.ts';
import { managedRefusal, noticedWithin } from '../browser/managed.ts';
import { type PackedExtension, packExtension } from '../browser/packed.ts';
import { until } from '../browser/until.ts';
import { filledIn, placeholders } from '../deploy-examples.ts';
import { defaultClientId, type Emulator, startEmulator } from '../emulator/index.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { explorerUrl, press, signInAs } from './world.ts';

describe.skipIf(managedRefusal)('the browser or the extension starts anew', () => {
  let emulator: Emulator;
  let packed: PackedExtension;
  let chromium: ChromiumSession;
  let folder: string;
  afterAll(async () => {
    await chromium?.close();
    await emulator?.close();
    packed?.close();
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  // Nobody is welcomed where everything is settled.
  const launch = () => launchChromium({ emulator, home: join(folder, 'home'), packed, welcomed: true });
  const read = () =>
    chromium.evaluate(async () => ({
      managed: await chrome.storage.managed.get(null),
      ...(await chrome.storage.local.get(['account', 'application'])),
    }));
  /** Whatever the background does at its start is done once it has answered a save. */
  const save = async () => {
    const page = await chromium.openOwn('options.html');
    await page.waitForSelector('main');
    await press(page, 'Save');
    await page.waitForFunction(() => document.querySelector('.save [role=status]')?.textContent === 'Saved');
    await page.close();
  };

  test('the example of docs/deploy.md installs it, and the first export needs no set-up; nobody is signed out', async () => {
    folder = mkdtempSync(join(tmpdir(), 'export-view-'));
    mkdirSync(join(folder, 'packed'));
    // The example of docs/deploy.md, filled in.
    packed = await packExtension(join(folder, 'packed'), (extensionId, updateUrl) =>
      filledIn('chrome', {
        [extensionIdOf(chromeBuild)]: extensionId,
        [placeholders.chromeUpdates]: updateUrl,
        [placeholders.clientId]: defaultClientId,
      }),
    );
    emulator = await startEmulator({ redirectUris: [packed.redirectUri] });
    const policy = { clientId: emulator.clientId, tenant: 'contoso.com' };
    chromium = await launch();
    await until('the policy holds', async () => (await read()).managed.clientId, noticedWithin);
    const page = await chromium.open(explorerUrl());
    await pressPageButton(page);
    await signInAs(await chromium.signInWindow(), emulator.users.alice);
    await pageButton(page, /Saved/);
    const shown = (await chromium.browser.pages(true)).map((one) => one.url());
    expect(shown.filter((url) => url.includes('welcome.html'))).toEqual([]);
    const before = await read();
    expect(before).toMatchObject({ managed: policy, application: policy, account: {} });
    expect(existsSync(join(chromium.downloads, 'Viva Goals'))).toBe(true);

    await chromium.browser.close();
    chromium = await launch();
    expect((await read()).managed).toMatchObject(policy);
    await save();
    expect(await read()).toEqual(before);

    await chromium.evaluate(() => chrome.runtime.reload()).catch(() => undefined);
    await until('the extension is back', () => save().then(() => true), 30_000);
    expect(await read()).toEqual(before);
  });
});
