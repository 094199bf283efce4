import type { Random } from '../tests/chaos/random.ts';

/*
 * A service that throttles, as simulated browsers meet it. It keeps no connections and no jobs but how often it is asked.
 */

/** What the service answers; times in ms. */
export type Reply =
  /** As asked. */
  | { status: 200; retryAfter?: number }
  | { status: 429 | 503; retryAfter?: number }
  /** Connection refused. */
  | { status: 0 };

export interface Limits {
  /** Requests per second of the whole organization that it serves in the long run … */
  perSecond: number;
  /** … and how many at once, when it was left alone before. */
  burst: number;
  /** What a 429 asks to wait (ms): always the same; or until the end of the window of this length. */
  retryAfter: { fixed: number } | { window: number };
}

export interface Outage {
  /** Epoch ms. */
  from: number;
  to: number;
  /** A 503 without `Retry-After`; with one of so many ms; with one that ends when the outage does; no connection at all. */
  how: 'plain' | { retryAfter: number } | 'untilItEnds' | 'refused';
}

export interface FleetService {
  /** @param now epoch ms, never earlier than before */
  ask(now: number): Reply;
  /** Requests in each second since the start. */
  readonly rates: number[];
  readonly throttled: number;
  readonly asked: number;
}

export function startFleetService(start: number, limits: Limits, outage?: Outage): FleetService {
  const { perSecond, burst, retryAfter } = limits;
  let tokens = burst;
  let filledAt = start;
  const rates: number[] = [];
  const service = {
    rates,
    throttled: 0,
    asked: 0,
    ask(now: number): Reply {
      const second = Math.floor((now - start) / 1000);
      while (rates.length <= second) rates.push(0);
      rates[second] = (rates[second] as number) + 1;
      service.asked++;
      if (outage && now >= outage.from && now < outage.to) return during(outage, now);
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens >= 1) {
        tokens--;
        return { status: 200 };
      }
      service.throttled++;
      const wait =
        'fixed' in retryAfter ? retryAfter.fixed : retryAfter.window - ((now - start) % retryAfter.window);
      return { status: 429, retryAfter: Math.ceil(wait / 1000) * 1000 };
    },
  };
  return service;
}

function during({ how, to }: Outage, now: number): Reply {
  if (how === 'refused') return { status: 0 };
  if (how === 'plain') return { status: 503 };
  return {
    status: 503,
    retryAfter: how === 'untilItEnds' ? Math.ceil((to - now) / 1000) * 1000 : how.retryAfter,
  };
}

/** How long a request takes on its way, there and back (ms). */
export const latency = (random: Random): number => random.between(80, 400);
