import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ManagedChromium, managedChromium, managedRefusal } from '../browser/managed.ts';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { shoot, signInAs, startWorld, type World } from './world.ts';

if (managedRefusal) console.warn(`Not tried here: settings by policy (${managedRefusal})`);

/** Chromium gathers changes of a policy's files for some seconds. */
const patience = 40_000;

describe.skipIf(managedRefusal)('settings that the organization has set', () => {
  let world: World;
  let organization: ManagedChromium;
  beforeAll(async () => {
    organization = managedChromium({});
    world = await startWorld({ executable: organization.executable });
  });
  afterAll(async () => {
    await world?.close();
    organization?.close();
  });
  beforeEach(() => world.fresh({ setUp: false }));

  const hold = (values: Record<string, unknown>) => {
    organization.set(values);
    return until(
      'the policy holds',
      async () => {
        const now = await world.chromium.evaluate(() => chrome.storage.managed.get(null));
        if (JSON.stringify(now) !== JSON.stringify(values)) throw new Error(JSON.stringify(now));
        return true;
      },
      patience,
    );
  };
  const field = (page: Page, id: string) =>
    page.$eval(`#${id}`, (input) => {
      const { value, readOnly } = input as HTMLInputElement;
      return { value, readOnly };
    });

  test('client ID and directory: the options page shows them locked, and an export begins without set-up', async () => {
    await hold({ clientId: world.emulator.clientId, tenant: 'contoso.com' });
    const options = await world.chromium.openOwn('options.html');
    await options.waitForSelector('#clientId-managed');
    expect(await field(options, 'clientId')).toEqual({ value: world.emulator.clientId, readOnly: true });
    expect(await field(options, 'tenant')).toEqual({ value: 'contoso.com', readOnly: true });
    expect(await field(options, 'fileName')).toEqual({ value: '{view} {date}', readOnly: false });
    await shoot(options, 'options-managed');
    const page = await world.openExplorer();
    await pageButton(page, /^Export view$/);
    await pressPageButton(page);
    await signInAs(await world.chromium.signInWindow(), world.emulator.users.alice);
    await pageButton(page, /Done/, 20_000);
  }, 90_000);
});
