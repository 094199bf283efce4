import { browser } from 'wxt/browser';
import { portName, type Request } from '../../lib/offscreen/failure.ts';
import { limitOf } from '../../lib/offscreen/limits.ts';
import type { OperationName } from '../../lib/offscreen/operations.ts';
import { serve } from '../../lib/offscreen/serve.ts';

/** Well below the 30 s after which the browser ends a worker that hears nothing. */
const sign = 10_000;

// Another extension can open this page in a tab, which would then take the orders, too: it does not listen. An offscreen
// document has none of the browser's interfaces but `runtime`.
const inTab = browser.tabs !== undefined;

browser.runtime.onConnect.addListener((port) => {
  if (inTab) return;
  const { sender } = port;
  const fromBackground =
    sender?.id === browser.runtime.id &&
    !sender.tab &&
    sender.url === browser.runtime.getURL('/background.js' as never);
  if (port.name !== portName || !fromBackground) return port.disconnect();

  port.onMessage.addListener(async (request: unknown) => {
    const alive = setInterval(() => post({ alive: true }), sign);
    // Nobody waits any longer than this: no reason to keep the worker awake.
    const end = setTimeout(() => clearInterval(alive), limitOf((request as Request).name as OperationName));
    const reply = await serve(request as Request);
    clearInterval(alive);
    clearTimeout(end);
    post(reply);
  });

  // The worker may be gone by now; whoever starts it next asks again.
  const post = (message: unknown) => {
    try {
      port.postMessage(message);
    } catch {
      port.disconnect();
    }
  };
});
