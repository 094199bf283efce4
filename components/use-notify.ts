import { browser } from 'wxt/browser';
import { send } from '../lib/messages.ts';
import { toNotify } from '../lib/to-notify.ts';

/**
 * Switches notifications on or off. To be called by a click: the browser asks the user for the permission. The background
 * hears of the answer by itself, should this page be gone by then.
 * @returns whether they are on
 */
export async function setNotifications(on: boolean): Promise<boolean> {
  if (!on) {
    await browser.permissions.remove(toNotify);
    await send('setNotify', { notify: 'off' });
    return false;
  }
  const allowed = await browser.permissions.request(toNotify);
  await send('setNotify', { notify: allowed ? 'on' : 'off' });
  return allowed;
}
