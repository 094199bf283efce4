import type { GraphAnswer } from '../lib/graph/gateway.ts';
import { setbackOf } from '../lib/graph/setbacks.ts';
import { nextDue } from '../lib/jobs/due.ts';
import { isOpen, type Job, newJob, type OpenJob } from '../lib/jobs/job.ts';
import { advance } from '../lib/jobs/machine.ts';
import type { Outcome } from '../lib/jobs/outcome.ts';
import { throttledBy, throttlingAfter } from '../lib/jobs/throttling.ts';
import type { Setback } from '../lib/problems/problems.ts';
import { offsetOf } from '../lib/schedule/due.ts';
import type { Throttling } from '../lib/storage/storage.ts';
import { atOnce } from '../lib/views/batch.ts';
import type { Random } from '../tests/chaos/random.ts';
import { type FleetService, latency, type Reply } from './fleet-service.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What one simulated export comes to. */
export interface Exported {
  /** ms from the click to the file; undefined when it ended without. */
  took: number | undefined;
}

export interface Scene {
  time: VirtualTime;
  random: Random;
  service: FleetService;
  /** How long the service works on a job, ms. */
  jobLasts(): number;
  /** `Retry-After` of a job that runs, ms. */
  pollAfter: number;
  ended(exported: Exported): void;
}

/** A browser in which some views are exported at the same moment. */
export type Browser = (scene: Scene, exports: number) => void;

const view = { goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3', explorerViewId: '1' };

/** This extension: its state machine, waits, throttling and reading of refusals; only the requests are played. */
export const extension: Browser = (scene, exports) => {
  const throttling = throttled();
  for (let at = 0; at < exports; at++) runExport(scene, throttling);
};

/** The same with a schedule: some views, as many at once as batches run, begun at this installation's place in the spread. */
export const scheduled =
  (views: number, spread: number): Browser =>
  (scene) => {
    const { time, random } = scene;
    const installation = `${random.next()}`;
    const throttling = throttled();
    let left = views;
    const next = (): void => {
      if (left-- <= 0) return;
      const ended = (one: Exported) => {
        scene.ended(one);
        next();
      };
      runExport({ ...scene, ended }, throttling);
    };
    time.at(time.now() + offsetOf(installation, spread), () => {
      for (let at = 0; at < atOnce; at++) next();
    });
  };

function throttled(): Throttled {
  let throttling: Throttling | undefined;
  return {
    get: () => throttling,
    note: (outcome, now) => {
      throttling = throttlingAfter(throttling, outcome, now);
      return outcome;
    },
  };
}

interface Throttled {
  get(): Throttling | undefined;
  note(outcome: Outcome, now: number): Outcome;
}

function runExport(
  { time, random, service, jobLasts, pollAfter, ended }: Scene,
  throttling: Throttled,
): void {
  const begun = time.now();
  let readyAt: number | undefined;
  let job: Job = newJob('1', view, undefined, begun);

  const step = (open: OpenJob): void => {
    const take = (outcome: Outcome) => {
      job = advance(job, outcome, { now: time.now(), random: random.next() });
      goOn();
    };
    const atOnce = open.phase === 'saving' ? saving(open) : throttledBy(throttling.get(), time.now());
    if (atOnce) {
      take(atOnce);
      return;
    }
    const isPost = open.phase === 'requested';
    if (isPost) job = advance(job, { type: 'asking' }, { now: time.now(), random: random.next() });
    time.at(time.now() + latency(random) / 2, () => {
      const now = time.now();
      const reply = service.ask(now);
      if (isPost && reply.status === 200) readyAt = now + jobLasts();
      const outcome = reply.status === 200 ? progress(open, now) : refused(reply, isPost);
      time.at(now + latency(random) / 2, () => take(throttling.note(outcome, time.now())));
    });
  };

  const progress = ({ phase }: OpenJob, now: number): Outcome => {
    if (phase === 'requested') return { type: 'created', exportJobId: 'j!1' };
    if (phase === 'creating')
      return readyAt === undefined ? { type: 'absent' } : { type: 'created', exportJobId: 'j!1' };
    if (phase === 'ready') return { type: 'content', blobUrl: 'blob:1', bytes: 1, name: '' };
    return now >= (readyAt ?? 0)
      ? { type: 'status', status: 'succeeded' }
      : { type: 'status', status: 'running', retryAfter: pollAfter };
  };

  const goOn = (): void => {
    const now = time.now();
    if (isOpen(job)) time.at(nextDue(job, now) ?? now, () => step(job as OpenJob));
    else ended({ took: job.phase === 'done' ? now - begun : undefined });
  };
  goOn();
}

const saving = ({ file }: OpenJob): Outcome =>
  file?.downloadId === undefined ? { type: 'started', downloadId: 1 } : { type: 'saved', name: '', bytes: 1 };

/** As the gateway and the calls tell it. */
function refused(reply: Exclude<Reply, { status: 200 }>, isPost: boolean): Outcome {
  const setback: Setback =
    reply.status === 0 ? { type: 'delayed', cause: { code: 'offline' } } : setbackOf(answerOf(reply));
  if (!isPost) return setback;
  return setback.type === 'delayed' && setback.cause.code !== 'throttled'
    ? { ...setback, type: 'unanswered' }
    : { type: 'notCreated', setback };
}

const answerOf = ({ status, retryAfter }: { status: number; retryAfter?: number }): GraphAnswer => ({
  status,
  headers: new Headers(),
  json: { error: { code: 'TooManyRequests' } },
  looks: 'json',
  start: '',
  ofGraph: true,
  details: {},
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

/** A script that asks every five seconds; where it is refused: again when `Retry-After` says, or again after five seconds. */
export const poller =
  (heeds: 'Retry-After' | 'nothing'): Browser =>
  (scene, exports) => {
    for (let at = 0; at < exports; at++) poll(scene, heeds);
  };

function poll({ time, random, service, jobLasts, ended }: Scene, heeds: 'Retry-After' | 'nothing'): void {
  const begun = time.now();
  let readyAt: number | undefined;
  let fetches = false;
  const ask = (): void => {
    const now = time.now();
    const reply = service.ask(now);
    let wait = 5000;
    if (reply.status === 200) {
      if (fetches) {
        ended({ took: now + latency(random) / 2 - begun });
        return;
      }
      if (readyAt === undefined) readyAt = now + jobLasts();
      else if (now >= readyAt) {
        fetches = true;
        wait = 0;
      }
    } else if (heeds === 'Retry-After' && reply.status !== 0 && reply.retryAfter !== undefined)
      wait = reply.retryAfter;
    time.at(now + latency(random) + wait, ask);
  };
  time.at(begun + latency(random) / 2, ask);
}
