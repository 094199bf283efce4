import { Client } from '@microsoft/microsoft-graph-client';
import { throttled } from '../tests/emulator/graph/index.ts';
import type { Thoroughness } from './context.ts';
import { settle, startCore } from './core.ts';
import type { Row } from './row.ts';
import { type Service, startService, view } from './service.ts';
import { spreadOf, summarize } from './stats.ts';
import { playClock, startVirtualTime, type VirtualTime } from './virtual-time.ts';

/*
 * Requests per job over a job of ten minutes, on virtual time: the extension's runner, state machine and gateway against the
 * emulated Graph's own logic. Beside it others who follow the same job. The content is not counted: everybody asks for it once.
 *
 * Why pollDelay adds up to a second to Retry-After: browsers that were told to wait at the same moment would for ever ask at
 * the same moments. It costs a quarter of a second on average until an end is known (half of the half second by which the
 * waits grow), and saves requests.
 */

const minute = 60_000;
const tenMinutes = 10 * minute;
const start = Date.UTC(2026, 10, 24, 9);
const exportJobs = 'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs';

interface Followed {
  requests: number;
  early: number;
  throttled: number;
  /** From the end of the job at the service until the asker knew it, ms. */
  late: number;
}
/** Creates a job and asks for it until it has succeeded. */
type Follower = (service: Service, time: VirtualTime) => Promise<void>;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const extension: Follower = async ({ token }, time) => {
  const { requestExport, ended } = await startCore(time, token);
  await requestExport(view, 'Board');
  await ended;
};

/** Asks as the function says, with plain requests. @param wait ms until the next request */
const plain =
  (wait: (answer: Response | undefined) => number): Follower =>
  async ({ token }) => {
    const ask = (target: string, method: 'GET' | 'POST') =>
      fetch(target, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(method === 'POST' ? { body: JSON.stringify(view) } : {}),
      });
    const location = (await ask(exportJobs, 'POST')).headers.get('location') ?? '';
    for (let ms = wait(undefined); ; ) {
      await sleep(ms);
      const answer = await ask(location, 'GET');
      if (answer.ok && ((await answer.clone().json()) as { status: string }).status === 'succeeded') return;
      ms = wait(answer);
    }
  };

/** The fewest: asks when `Retry-After` has passed to the millisecond. The first answer says none: it asks as early as we do. */
const exact = plain((answer) => 1000 * Number(answer?.headers.get('retry-after') ?? 2));
const fiveSeconds = plain(() => 5000);

/** Microsoft's SDK repeats what was throttled; when to ask again for a job that runs is left to its user. */
const graphSdk: Follower = async ({ token }) => {
  const client = Client.init({ authProvider: (done) => done(null, token), defaultVersion: 'beta' });
  const path = '/employeeExperience/goals/exportJobs';
  const { id } = (await client.api(path).post(view)) as { id: string };
  for (;;) {
    await sleep(5000);
    const job = (await client.api(`${path}/${id}`).get()) as { status: string };
    if (job.status === 'succeeded') return;
  }
};

interface Scene {
  how: string;
  /** Of the service while the job runs, s. */
  retryAfter: number;
  /** Minutes after the start at which the service answers 429 twice, and the `Retry-After` of that (s). */
  busy?: { minutes: number[]; retryAfter: number };
}

const scenes: Scene[] = [
  { how: '`Retry-After: 60`, as documented', retryAfter: 60 },
  { how: '`Retry-After: 10`', retryAfter: 10 },
  {
    how: '`Retry-After: 10`, three times two answers 429 with `Retry-After: 30`',
    retryAfter: 10,
    busy: { minutes: [2, 4, 8], retryAfter: 30 },
  },
];

/** @param lasts how long the job runs, ms */
async function follow(follower: Follower, { retryAfter, busy }: Scene, lasts: number): Promise<Followed> {
  const time = startVirtualTime(start);
  const stop = playClock(time);
  const realFetch = globalThis.fetch;
  try {
    const service = startService();
    const { graph, requests } = service;
    globalThis.fetch = service.fetch;
    graph.retryAfterSeconds = retryAfter;
    graph.timing = { notStartedMs: 20_000, runningMs: lasts - 20_000 };
    for (const at of busy?.minutes ?? [])
      time.at(start + at * minute, () => graph.failNext('get', throttled(busy?.retryAfter), 2));
    let ended = false;
    const done = follower(service, time).finally(() => {
      ended = true;
    });
    // Looked at below.
    done.catch(() => undefined);
    do await settle();
    while (time.next());
    if (!ended) throw new Error('nothing goes on, and it has not ended');
    await done;
    return {
      requests: requests.length,
      early: requests.filter(({ early }) => early).length,
      throttled: requests.filter(({ status }) => status === 429).length,
      late: (requests.at(-1)?.at ?? 0) - start - lasts,
    };
  } finally {
    globalThis.fetch = realFetch;
    stop();
  }
}

/** Jobs that end at times spread over one wait, so that it does not matter where in it the end falls. */
async function many(follower: Follower, scene: Scene, runs: number) {
  const all: Followed[] = [];
  for (let run = 0; run < runs; run++)
    all.push(await follow(follower, scene, tenMinutes + (scene.retryAfter * 1000 * run) / runs));
  const mean = (of: keyof Followed) => all.reduce((sum, one) => sum + one[of], 0) / runs;
  return {
    requests: mean('requests'),
    counts: summarize(all.map(({ requests }) => requests)),
    early: mean('early') * runs,
    throttled: mean('throttled'),
    late: mean('late'),
  };
}

type Many = Awaited<ReturnType<typeof many>>;

export async function rows({ runs }: Thoroughness): Promise<Row[]> {
  const made: Row[] = [];
  for (const scene of scenes) {
    const ours = await many(extension, scene, runs);
    const fewest = await many(exact, scene, runs);
    const timed = await many(fiveSeconds, scene, runs);
    const sdk = await many(graphSdk, scene, runs);
    const share = ours.requests / fewest.requests;
    made.push({
      what: `requests per job over a 10-minute job, ${scene.how} (virtual time)`,
      against: 'the fewest that `Retry-After` allows',
      figure: `${share.toFixed(2)} (${ours.requests.toFixed(1)} / ${fewest.requests.toFixed(1)}), early: ${ours.early}`,
      spread: spreadOf(ours.counts, 'requests'),
      goal: '≤ 1.0, none early',
      met: share <= 1 && ours.early === 0,
      note: [
        `beside it a poller every 5 s: ${told(timed, fewest, runs)}`,
        `the Graph SDK with its default middleware, asked every 5 s: ${told(sdk, fewest, runs)}`,
        `the end is known ${seconds(ours)} after it on average, by the fewest requests ${seconds(fewest)}`,
      ].join('; '),
    });
  }
  return made;
}

const seconds = ({ late }: Many) => `${(late / 1000).toFixed(1)} s`;
const told = ({ requests, early, throttled: refused }: Many, fewest: Many, runs: number) =>
  `${(requests / fewest.requests).toFixed(1)} (${requests.toFixed(0)}), of them ${(early / runs).toFixed(0)} early${refused ? `, ${refused.toFixed(0)} answered 429` : ''}`;
