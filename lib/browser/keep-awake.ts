import { browser } from 'wxt/browser';

/** Less than any time after which an event page is ended that asks the browser for nothing: 30 s, unless set otherwise (ms). */
const sign = 1000;

/**
 * Keeps Firefox' event page while something is worked on. Firefox goes by calls of its own interfaces alone: neither a `fetch` nor
 * a call that is still open counts (but for a sign-in window). Chromium's worker is kept by the port to the offscreen document.
 */
export function keepAwake<T>(work: Promise<T>): Promise<T> {
  if (import.meta.env.BROWSER !== 'firefox') return work;
  const timer = setInterval(() => void browser.runtime.getPlatformInfo().catch(() => undefined), sign);
  return work.finally(() => clearInterval(timer));
}
