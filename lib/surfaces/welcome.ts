import { browser } from '../browser/browser.ts';
import { loadSettings } from '../storage/storage.ts';

/** Opens the page that leads to the first export. */
export const openWelcome = (): Promise<unknown> =>
  browser.tabs.create({ url: browser.runtime.getURL('/welcome.html' as never) });

/** How long the browser may take to hand out the organization's policy (ms), which it does after the installation. */
const policyMayTake = { admin: 10_000, other: 1000 };

/** Welcomes a new user, unless their organization has settled everything. */
export async function welcome(): Promise<void> {
  const { installType } = await browser.management.getSelf();
  await settled(policyMayTake[installType === 'admin' ? 'admin' : 'other']);
  if (!(await loadSettings()).clientId) await openWelcome();
}

/** Resolves when a policy has come, or after `timeout` ms. */
async function settled(timeout: number): Promise<void> {
  if ((await loadSettings()).clientId) return;
  await new Promise<void>((resolve) => {
    const listen = (_changes: object, area: string) => {
      if (area === 'managed') done();
    };
    const done = () => {
      browser.storage.onChanged.removeListener(listen);
      resolve();
    };
    browser.storage.onChanged.addListener(listen);
    setTimeout(done, timeout);
  });
}
