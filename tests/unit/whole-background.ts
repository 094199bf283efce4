import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as operations from '../../lib/offscreen/operations.ts';
import script from './background-entry.ts?as-script';
import { askedOfHost, host } from './played-offscreen.ts';
import { untilQuiet } from './quiet.ts';

/**
 * The whole background, and every call by which it leaves our code: to the browser, to the offscreen document, to the service.
 * A test may let such a call hang (hang.test.ts), or let the worker die of it (dying-worker.ts).
 */

type Call = (name: string, happen: () => unknown) => unknown;
export const outside = {
  call: ((_name, happen) => happen()) as Call,
  /** How many calls there have been. */
  calls: 0,
};

function leave(name: string, happen: () => unknown): unknown {
  outside.calls++;
  return outside.call(name, happen);
}

/** As `host.fetchContent`. */
const callOffscreen = (name: string, input: never) => {
  askedOfHost.push([name, input]);
  return leave(`host.${name}`, async () => host[name]?.(input));
};

/** As `fetch POST`. */
export const fetchOf =
  (answer: (url: string, init: RequestInit) => Response) =>
  (url: string, init: RequestInit = {}) =>
    leave(`fetch ${init.method ?? 'GET'}`, async () => answer(url, init));

/** As `storage.local.set`. Events, and what is answered at once from what is at hand, are no calls. */
const namespaces = new WeakMap<object, object>();
function watched(source: object, path: string): object {
  const known = namespaces.get(source);
  if (known) return known;
  const proxy = new Proxy(source, {
    get(_target, key) {
      const value: unknown = Reflect.get(source, key);
      if (typeof key === 'symbol' || /^on[A-Z]/.test(key)) return value;
      const name = path ? `${path}.${key}` : key;
      if (typeof value === 'object' && value !== null) return watched(value, name);
      if (typeof value !== 'function' || /^(i18n|runtime\.getURL|identity\.getRedirectURL)/.test(name))
        return value;
      return (...args: unknown[]) => leave(name, () => Reflect.apply(value, source, args));
    },
  });
  namespaces.set(source, proxy);
  return proxy;
}

// In the order of `outsideOfBackground` in vitest.config.ts.
const modules = [
  { browser: watched(fakeBrowser, '') },
  { callOffscreen, closeOffscreen: async () => {} },
  operations,
];
const evaluate = new Function('outside', script) as (
  from: object[],
) => typeof import('./background-entry.ts');

/** Starts it with module variables of its own, as a browser starts a worker. */
export function startBackground() {
  const started = evaluate(modules);
  started.background.main();
  return started;
}

/** Until it does nothing any more by itself. */
export const settle = () => untilQuiet(() => outside.calls);
