import { cleanup } from '@testing-library/preact';
import { afterAll, afterEach, beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

/** What the page sent to the background, as `[name, input]`. */
export let sent: [string, unknown][] = [];
/** What the background answers to all of it. */
export const background = vi.fn();
/** What is on the clipboard; undefined refuses. */
export const clipboard = vi.fn();

/** The surroundings of one of the extension's pages. */
export function aroundPages(): void {
  beforeEach(() => {
    sent = [];
    background.mockReset().mockResolvedValue({});
    clipboard.mockReset().mockResolvedValue(undefined);
    Object.assign(fakeBrowser.runtime, {
      sendMessage: (message: { name: string; input: unknown }) => {
        sent.push([message.name, message.input]);
        return background(message);
      },
    });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: clipboard }, configurable: true });
  });
  afterEach(cleanup);
  // Parts that a page loads later have come, or the test's own end would find them on their way.
  afterAll(() => vi.dynamicImportSettled());
}
