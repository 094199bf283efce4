import { browser as endless } from 'wxt/browser';
import { inTime } from './in-time.ts';

/** What a browser takes for a call, even on a slow machine (ms). */
const usual = 15_000;
const minute = 60_000;

/** Calls that take longer (ms). */
const limits: Record<string, number> = {
  'offscreen.createDocument': minute / 2,
  // A person reads, types, looks for the telephone. Microsoft's own sign-in page forgets them earlier.
  'identity.launchWebAuthFlow': 15 * minute,
  'permissions.request': Number.POSITIVE_INFINITY,
  // What comes late has to be undone: `files/save` sees to it.
  'downloads.download': Number.POSITIVE_INFINITY,
};

const isEvent = /^on[A-Z]/;
const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as Promise<unknown> | undefined)?.then === 'function';
const limited = new WeakMap<object, object>();

/** The same interface, but that each promise of its functions ends by time. Members are looked up at each use, since browsers make them lazily. */
function withLimits<T extends object>(source: T, path: string): T {
  const known = limited.get(source) as T | undefined;
  if (known) return known;
  const get = (_target: object, key: string | symbol): unknown => {
    const value: unknown = Reflect.get(source, key);
    if (typeof key === 'symbol' || isEvent.test(key)) return value;
    const name = path ? `${path}.${key}` : key;
    if (typeof value === 'object' && value !== null) return withLimits(value, name);
    if (typeof value !== 'function') return value;
    return (...args: unknown[]) => {
      const answer: unknown = Reflect.apply(value, source, args);
      return isPromise(answer) ? inTime(name, limits[name] ?? usual, answer) : answer;
    };
  };
  // Of an empty object: browsers' own have fields that a proxy of them would have to give as they are.
  const proxy = new Proxy({}, { get }) as T;
  limited.set(source, proxy);
  return proxy;
}

/**
 * The browser's interfaces, each of whose calls is answered, or rejects with NotInTime: browsers leave some open for ever, and
 * nothing may wait behind them.
 */
export const browser = withLimits(endless, '');
