import type { ServerResponse } from 'node:http';
import type { Incoming } from '../http.ts';
import type { LoggedRequest } from '../request-log.ts';
import type { Transfer } from './content.ts';
import type { Call, GraphFault } from './faults.ts';
import type { FormKnobs } from './forms.ts';
import type { Job, JobKnobs } from './jobs.ts';

export interface GraphKnobs extends JobKnobs, FormKnobs {
  /** `Retry-After` of every GET of a job that has not ended, s; undefined: none. */
  retryAfterSeconds: number | undefined;
  /** Jobs in one page of the list; undefined: all. */
  pageSize: number | undefined;
  transfer: Transfer;
  /** How fast files are sent; undefined: as fast as it goes. */
  bytesPerSecond: number | undefined;
  /** Where the content comes from: Graph itself, or a 302 to a host of files, somebody's or Microsoft's own. */
  contentFrom: 'graph' | 'files' | 'storage';
  /** So long after it was made a job is not to be found yet (404), ms. */
  youngMs: number;
  /** Whether `$batch` is answered. */
  batches: boolean;
  /** Every connection is cut. */
  down: boolean;
}

/** A request that came too early, and when the answer went out that asked it to wait (epoch ms, by the machine's clock). */
type Early<What> = What & { earlyByMs: number; toldAt: number };

/** The emulated graph.microsoft.com, as tests turn it. */
export interface Graph extends GraphKnobs {
  readonly jobs: Job[];
  /** oids of users without a licence. */
  readonly unlicensed: Set<string>;
  /** Polls of a job that came before its `Retry-After` had passed. */
  readonly earlyPolls: Early<{ jobId: string }>[];
  /** Requests that came before the `Retry-After` of a 429, 503 or 504 had passed. */
  readonly earlyRequests: Early<{ call: Call }>[];
  /** The service's clock, epoch ms. Access tokens live by the real one. */
  now(): number;
  /** Lets time pass at the service (ms). */
  advance(ms: number): void;
  /** All of the service's times move by so much (ms), those of its jobs too: as if the asker's clock had been set back. */
  jump(ms: number): void;
  /** Sets the service's clock (epoch ms). */
  setNow(time: number): void;
  /** The next request (or the next `times`) of a call goes wrong. Faults happen in the order in which they were planned. */
  failNext(call: Call | 'any', fault: GraphFault, times?: number): void;
  /** A job that was created elsewhere, by the same user in another browser for example. `id` with or without `j!`. */
  addJob(
    job: Pick<Job, 'oid' | 'goalsOrganizationId' | 'explorerViewId'> & { id?: string } & Partial<Job>,
  ): Job;
  /** The job with this id, with or without `j!`. */
  job(jobId: string): Job;
  /** What the content call of a job sends. */
  contentOf(jobId: string): Buffer;
  /** Its SHA-256 in hex, of any size. */
  sha256Of(jobId: string): string;
  handle(request: Incoming, response: ServerResponse, entry: LoggedRequest): Promise<void>;
  reset(): void;
}

/** A service in good order. */
export const defaultKnobs = (): GraphKnobs => ({
  timing: { notStartedMs: 500, runningMs: 1500 },
  outcome: 'succeeded',
  statusDetail: undefined,
  ttlMs: undefined,
  rows: 40,
  contentBytes: undefined,
  contentText: undefined,
  shape: {},
  form: 'captured',
  locationStyle: undefined,
  idPrefix: undefined,
  retryAfterSeconds: 1,
  pageSize: undefined,
  transfer: 'length',
  bytesPerSecond: undefined,
  contentFrom: 'graph',
  youngMs: 0,
  batches: true,
  down: false,
});
