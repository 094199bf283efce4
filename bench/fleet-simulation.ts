import { createRandom } from '../tests/chaos/random.ts';
import type { Browser, Exported } from './fleet-browser.ts';
import { type Limits, type Outage, startFleetService } from './fleet-service.ts';
import { summarize } from './stats.ts';
import { startVirtualTime } from './virtual-time.ts';

const second = 1000;
const minute = 60 * second;
/** When the first exports begin. */
export const start = Date.UTC(2026, 10, 23, 9);

/** Times in ms. */
export interface Plan {
  browsers: number;
  /** Exports begin at any moment of so long. */
  within: number;
  limits: Limits;
  /** How long the service works on a job. */
  jobLasts: { least: number; most: number };
  /** `Retry-After` of a job that runs. */
  pollAfter: number;
  outage?: Outage;
  seed: number;
}

export interface Result {
  exports: number;
  /** Minutes from the click to the file. */
  took: { median: number; p95: number; last: number };
  /** Exports that ended without a file. */
  failed: number;
  /** Per export. */
  requests: number;
  /** Share of requests that were answered 429. */
  throttled: number;
  /** Requests in each second since the start. */
  rates: readonly number[];
}

/** Lets a fleet export on virtual time; the same seed gives the same result. One browser in five exports two views at once. */
export function simulate(browser: Browser, plan: Plan): Result {
  const { browsers, within, limits, jobLasts, pollAfter, outage, seed } = plan;
  const random = createRandom(seed);
  const time = startVirtualTime(start);
  const service = startFleetService(start, limits, outage);
  const exported: Exported[] = [];
  const scene = {
    time,
    random,
    service,
    pollAfter,
    jobLasts: () => random.between(jobLasts.least, jobLasts.most),
    ended: (one: Exported) => void exported.push(one),
  };
  for (let at = 0; at < browsers; at++)
    time.at(start + random.between(0, within - 1), () => browser(scene, at % 5 === 0 ? 2 : 1));
  while (time.next());
  const times = exported.flatMap(({ took }) => took ?? []).sort((a, b) => a - b);
  const share = (of: number) => (times[Math.ceil(of * (times.length - 1))] ?? Number.NaN) / minute;
  return {
    exports: exported.length,
    took: { median: summarize(times).median / minute, p95: share(0.95), last: share(1) },
    failed: exported.length - times.length,
    requests: service.asked / exported.length,
    throttled: service.throttled / service.asked,
    rates: service.rates,
  };
}

/** The highest of the rates between two times (ms since the start), requests per second. */
export const peak = ({ rates }: Result, from = 0, to = Number.POSITIVE_INFINITY): number =>
  Math.max(...rates.slice(from / second, to / second));
