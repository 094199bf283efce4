import type { Thoroughness } from './context.ts';
import { extension, poller, scheduled } from './fleet-browser.ts';
import type { Limits, Outage } from './fleet-service.ts';
import { type Plan, peak, type Result, simulate, start } from './fleet-simulation.ts';
import type { Row } from './row.ts';

/*
 * 10,000 browsers whose exports start within the same minute, on virtual time: state machine, waits, throttling and reading of
 * refusals are the extension's own. What the service can take is assumed: Microsoft publishes no limits for these calls.
 */

const second = 1000;
const minute = 60 * second;

const common = { within: minute, seed: 20261124 };

/** More than the service can take: some 5 requests per export are needed, at 150 a second that is 7 minutes' worth. */
const crowded: Omit<Plan, 'limits' | 'browsers'> = {
  ...common,
  jobLasts: { least: minute, most: 3 * minute },
  pollAfter: 30 * second,
};
const capacity = { perSecond: 150, burst: 1500 };

const throttlings: { how: string; retryAfter: Limits['retryAfter'] }[] = [
  { how: 'a 429 asks for 10 s', retryAfter: { fixed: 10 * second } },
  {
    how: 'a 429 asks for the rest of a window of 60 s, the same moment for all',
    retryAfter: { window: minute },
  },
];

const outages: { how: string; outage: Outage['how'] }[] = [
  { how: '503 without `Retry-After`', outage: 'plain' },
  { how: '503 with `Retry-After: 120`', outage: { retryAfter: 120 * second } },
  {
    how: '503 with a `Retry-After` that ends with the outage, the same moment for all',
    outage: 'untilItEnds',
  },
  { how: 'connection refused', outage: 'refused' },
];
/** After the start of all, and long before their jobs end (ms since the start). */
const outage = { from: 5 * minute, to: 15 * minute };
const steadyFrom = 4 * minute;

export async function rows({ quick }: Thoroughness): Promise<Row[]> {
  const browsers = quick ? 2000 : 10_000;
  const share = browsers / 10_000;
  return [
    ...throttlings.map(({ how, retryAfter }) => {
      const limits = { perSecond: capacity.perSecond * share, burst: capacity.burst * share, retryAfter };
      return throttledRow(how, { ...crowded, browsers, limits });
    }),
    ...outages.map((one) => outageRow(one, browsers)),
    scheduleRow(browsers),
    scheduleRow(browsers, {
      from: start - minute,
      to: start + 10 * minute,
      how: { retryAfter: 120 * second },
    }),
  ];
}

function throttledRow(how: string, plan: Plan): Row {
  const ours = simulate(extension, plan);
  const exact = simulate(poller('Retry-After'), plan);
  const stubborn = simulate(poller('nothing'), plan);
  const { perSecond, burst } = plan.limits;
  return {
    what: `${plan.browsers} browsers start ${ours.exports} exports within a minute, ${how}: requests per export (simulation)`,
    against: 'pollers every 5 s that come back when `Retry-After` says',
    figure: `${(ours.requests / exact.requests).toFixed(2)} (${ours.requests.toFixed(1)} / ${exact.requests.toFixed(1)}), peak ${peak(ours)} / ${peak(exact)} a second`,
    goal: 'fewer, none failed, the median export no later',
    met: ours.requests < exact.requests && ours.failed === 0 && ours.took.median <= exact.took.median,
    note: [
      `the service takes ${perSecond} requests a second, ${burst} at once; jobs last 1 to 3 minutes, asked for every 30 s. Ours: ${told(ours)}`,
      `pollers every 5 s that heed \`Retry-After\` to the second: ${told(exact)}`,
      `that heed nothing: ${told(stubborn)}`,
    ].join('; '),
  };
}

const told = (result: Result): string => {
  const { took, throttled, failed } = result;
  const times = [took.median, took.p95, took.last].map((minutes) => minutes.toFixed(1)).join(' / ');
  return [
    `finished after ${times} min (median / p95 / last)`,
    `${(100 * throttled).toFixed(0)} % answered 429`,
    `${result.requests.toFixed(1)} requests per export`,
    `peak ${peak(result)} a second, ${peak(result, 90 * second)} after the first 90 s`,
    ...(failed ? [`${failed} failed`] : []),
  ].join(', ');
};

function outageRow({ how, outage: kind }: (typeof outages)[number], browsers: number): Row {
  const plan: Plan = {
    ...common,
    browsers,
    // Enough for all: what is looked for is the herd, not the throttling.
    limits: { perSecond: browsers, burst: browsers, retryAfter: { fixed: 10 * second } },
    jobLasts: { least: 20 * minute, most: 22 * minute },
    pollAfter: minute,
    outage: { from: start + outage.from, to: start + outage.to, how: kind },
  };
  const [ours, exact] = [simulate(extension, plan), simulate(poller('Retry-After'), plan)];
  const steady = (result: Result) => peak(result, steadyFrom, outage.from);
  const after = (result: Result) => peak(result, outage.to, outage.to + minute);
  const times = (result: Result) => (after(result) / steady(result)).toFixed(2);
  return {
    what: `${browsers} browsers, an outage of ten minutes (${how}): peak of the first minute after it (simulation)`,
    against: 'the peak of the last minute before it',
    figure: `${times(ours)} (${after(ours)} / ${steady(ours)} a second)`,
    goal: '≤ 1.5, none failed',
    met: after(ours) <= 1.5 * steady(ours) && ours.failed === 0,
    note: `pollers every 5 s that heed \`Retry-After\` to the second: ${times(exact)} (${after(exact)} / ${steady(exact)} a second). Ours: peak ${peak(ours, outage.from, outage.to)} a second during the outage, ${ours.failed} of ${ours.exports} exports failed`,
  };
}

/** "Monday 09:00" in every browser: five views each; the clocks of the computers differ by some seconds. */
const monday = { views: 5, within: 5 * second, spread: 15 * minute };

function scheduleRow(browsers: number, outage?: Outage): Row {
  const share = browsers / 10_000;
  const plan: Plan = {
    ...crowded,
    browsers,
    within: monday.within,
    limits: { perSecond: 500 * share, burst: 1500 * share, retryAfter: { fixed: 10 * second } },
    ...(outage ? { outage } : {}),
  };
  const spread = simulate(scheduled(monday.views, monday.spread), plan);
  const herd = simulate(scheduled(monday.views, 0), plan);
  const share429 = ({ throttled }: Result) => `${(100 * throttled).toFixed(0)} %`;
  return {
    what: `${browsers} browsers export ${monday.views} views each, scheduled for Monday 09:00${outage ? ', with an outage until 09:10' : ''}: peak, and share of 429s, with the starts spread over 15 minutes (simulation)`,
    against: 'the same fleet without spread',
    figure: `peak ${peak(spread)} / ${peak(herd)} a second, 429s ${share429(spread)} / ${share429(herd)}`,
    goal: outage ? 'the peak lower, none failed' : 'both lower, none failed',
    met:
      peak(spread) < peak(herd) &&
      (outage !== undefined || spread.throttled < herd.throttled) &&
      spread.failed + herd.failed === 0,
    note: `the service takes ${500 * share} requests a second, ${1500 * share} at once. Spread: ${told(spread)}; without: ${told(herd)}`,
  };
}
