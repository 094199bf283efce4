import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ManagedChromium, managedChromium, managedRefusal } from '../browser/managed.ts';
import { startWorld, type World } from './world.ts';

/* The organization keeps all extensions off a site: `runtime_blocked_hosts` of Chrome's policy `ExtensionSettings`. */

const blocked = { ExtensionSettings: { '*': { runtime_blocked_hosts: ['*://goals.microsoft.com'] } } };

describe.skipIf(managedRefusal)('Viva Goals is blocked', () => {
  let world: World;
  let organization: ManagedChromium;
  beforeAll(async () => {
    organization = managedChromium();
    organization.set({}, blocked);
    world = await startWorld({ executable: organization.executable });
    await world.fresh();
  });
  afterAll(async () => {
    await world?.close();
    organization?.close();
  });

  test('the popup on a view says so', async () => {
    const page = await world.openExplorer();
    const popup = await world.chromium.popup(page);
    const text = await popup.evaluate(() => document.body.innerText);
    expect(text).toContain('your organization keeps extensions off goals.microsoft.com');
    expect(text).toContain('ask your administrator');
  });
});
