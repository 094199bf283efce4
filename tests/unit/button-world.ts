import { afterEach, beforeEach, expect, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { showButton } from '../../entrypoints/explorer.content/button.ts';
import type { ExplorerPage } from '../../lib/goals/explorer-view.ts';
import type { ViewStatus } from '../../lib/messages/messages.ts';
import { view } from './samples.ts';

/* An Explorer page with an "Actions" menu, whose button asks a played background. */

const attachShadow = Element.prototype.attachShadow;
export const sendMessage = vi.fn();
let root: ShadowRoot;
let leave: AbortController;
/** What the background tells of the view. */
let told: ViewStatus;

export function aroundButton(): void {
  beforeEach(() => {
    fakeBrowser.reset();
    const getMessage = (key: string, values: string[]) => {
      if (key === 'textLanguage') return fakeBrowser.i18n.getUILanguage();
      return key === 'named' ? values.join(': ') : key === 'sentences' ? values.join('. ') : key;
    };
    Object.assign(fakeBrowser.i18n, { getMessage, getUILanguage: () => 'en' });
    told = { needsSetUp: false };
    sendMessage
      .mockReset()
      .mockImplementation(async ({ name }) =>
        name === 'viewStatus' ? { value: told } : { value: undefined },
      );
    Object.assign(fakeBrowser.runtime, { sendMessage });
    // The button's root is closed, to the page as to a test: it is kept when it is made.
    vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
      root = attachShadow.call(this, init);
      return root;
    });
    document.body.innerHTML = '<div id="bar"><button aria-haspopup="menu">Actions</button></div>';
    leave = new AbortController();
  });
  afterEach(() => leave.abort());
}

/** @param status what the background tells then */
export const show = async (page: ExplorerPage = { view }, status?: ViewStatus) => {
  if (status) told = status;
  showButton(page, leave.signal);
  await vi.waitFor(() => expect(sendMessage).toHaveBeenCalledTimes('view' in page ? 1 : 0));
  await Promise.resolve();
};
export const hosts = () => document.querySelectorAll<HTMLElement>('export-view');
export const part = (selector: string) => root.querySelector(selector) as HTMLElement;
export const press = (selector: string, isTrusted: boolean) => {
  const event = new MouseEvent('click', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  part(selector).dispatchEvent(event);
};
export const tell = (message: unknown) =>
  fakeBrowser.runtime.onMessage.trigger(message, {} as never, () => {});
export const sent = () =>
  sendMessage.mock.calls.map(([message]) => message).filter(({ name }) => name !== 'viewStatus');

/** The extension is updated or switched off: its page is left behind. */
export const goAway = () => leave.abort();
