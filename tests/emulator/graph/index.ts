import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entra } from '../entra/index.ts';
import { drop, type Incoming } from '../http.ts';
import { measureTable, okrTable } from '../okr-table.ts';
import type { LoggedRequest } from '../request-log.ts';
import { type Answer, commonHeaders, type Marks, marksOf, refusal } from './answers.ts';
import { calls } from './calls.ts';
import { type Cut, sendTable, type Transfer } from './content.ts';
import { type Call, type GraphFault, htmlPage } from './faults.ts';
import { type FormKnobs, lifetimeOf } from './forms.ts';
import { authenticate, authorize } from './gate.ts';
import { createJob, type Job, type JobKnobs, keyOf } from './jobs.ts';
import { accepts, refuseRoute, routeOf } from './route.ts';

export { type GraphFault, retired, serverError, throttled } from './faults.ts';

export interface GraphKnobs extends JobKnobs, FormKnobs {
  /** `Retry-After` of every GET of a job that has not ended, s; undefined: none. */
  retryAfterSeconds: number | undefined;
  /** Jobs in one page of the list; undefined: all. */
  pageSize: number | undefined;
  transfer: Transfer;
  /** Where the content comes from: Graph itself, or a 302 to the host of files. */
  contentFrom: 'graph' | 'files';
  /** Every connection is cut. */
  down: boolean;
}

/** The emulated graph.microsoft.com, as tests turn it. */
export interface Graph extends GraphKnobs {
  readonly jobs: Job[];
  /** oids of users without a licence. */
  readonly unlicensed: Set<string>;
  /** Polls of a job that came before its `Retry-After` had passed. */
  readonly earlyPolls: { jobId: string; earlyByMs: number }[];
  /** Requests that came before the `Retry-After` of a 429, 503 or 504 had passed. */
  readonly earlyRequests: { call: Call; earlyByMs: number }[];
  /** The service's clock, epoch ms. Access tokens live by the real one. */
  now(): number;
  /** Lets time pass at the service (ms). */
  advance(ms: number): void;
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

const defaultKnobs = (): GraphKnobs => ({
  timing: { notStartedMs: 500, runningMs: 1500 },
  outcome: 'succeeded',
  statusDetail: undefined,
  ttlMs: undefined,
  rows: 40,
  contentBytes: undefined,
  form: 'captured',
  locationStyle: undefined,
  idPrefix: undefined,
  retryAfterSeconds: 1,
  pageSize: undefined,
  transfer: 'length',
  contentFrom: 'graph',
  down: false,
});

/** A clock of the client's machine and the server's timer may differ by this much (ms). */
const tolerance = 3;

/**
 * @param fileUrl where the host of files has the content of a job
 */
export function createGraph(entra: Entra, fileUrl: (key: string) => string): Graph {
  let shift = 0;
  let quietUntil = 0;
  const faults: { call: Call | 'any'; fault: GraphFault }[] = [];

  const takeFault = (call: Call | undefined): GraphFault | undefined => {
    const index = faults.findIndex((planned) => planned.call === 'any' || planned.call === call);
    return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
  };

  const answerOf = (request: Incoming, marks: Marks, entry: LoggedRequest): Answer => {
    const identity = authenticate(entra, request.headers.authorization, marks);
    if ('answer' in identity) return identity.answer;
    const user = identity.claims;
    entry.user = user.upn;
    const { pathname } = request.url;
    const route = routeOf(request.method, pathname);
    if (!route) return refuseRoute(request.method, pathname, marks);
    const refused = authorize(user, route.call, graph.unlicensed, marks);
    if (refused) return refused;
    if (!accepts(route.call, request.headers.accept))
      return refusal(marks, 406, 'NotAcceptable', 'The requested media type is not available.');
    const { id } = route;
    return calls[route.call]({ request, user, jobs: graph.jobs, knobs: graph, marks, id });
  };

  const write = async (response: ServerResponse, answer: Answer, cut?: Cut): Promise<void> => {
    for (const [name, value] of Object.entries(answer.headers ?? {}))
      if (value !== undefined) response.setHeader(name, value);
    if (answer.file && graph.contentFrom === 'files' && !cut)
      return void response.writeHead(302, { Location: fileUrl(answer.file) }).end();
    if (answer.file) return sendTable(response, graph.job(answer.file).table, graph.transfer, cut);
    const text =
      typeof answer.body === 'object'
        ? Buffer.from(JSON.stringify(answer.body))
        : Buffer.from(answer.body ?? '');
    if (typeof answer.body === 'object' && !response.hasHeader('Content-Type'))
      response.setHeader('Content-Type', 'application/json');
    response.writeHead(answer.status, { 'Content-Length': String(text.length) }).end(text);
  };

  /** Notes that the service has asked for silence, and who does not keep it. */
  const asked = ({ status, headers }: { status: number; headers?: Record<string, string> }): void => {
    const value = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
    if (value === undefined || ![429, 503, 504].includes(status)) return;
    const until = /^\d+$/.test(value) ? graph.now() + Number(value) * 1000 : Date.parse(value);
    if (until > quietUntil) quietUntil = until;
  };
  const watch = (call: Call, id: string): void => {
    const now = graph.now();
    if (now + tolerance < quietUntil) graph.earlyRequests.push({ call, earlyByMs: quietUntil - now });
    const job = call === 'get' ? graph.jobs.find(({ key }) => key === keyOf(id)) : undefined;
    if (job?.quietUntil && now + tolerance < job.quietUntil)
      graph.earlyPolls.push({ jobId: `j!${job.key}`, earlyByMs: job.quietUntil - now });
  };

  const handle: Graph['handle'] = async (request, response, entry) => {
    if (graph.down) return drop(response);
    const marks = marksOf(request.headers['client-request-id'], graph.now());
    const common = (): void => {
      for (const [name, value] of Object.entries(commonHeaders(marks)))
        if (value !== undefined) response.setHeader(name, value);
    };
    common();
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PATCH, PUT, DELETE, OPTIONS');
      response.setHeader(
        'Access-Control-Allow-Headers',
        String(request.headers['access-control-request-headers'] ?? '*'),
      );
      return void response.writeHead(200, { 'Content-Length': '0' }).end();
    }
    const route = routeOf(request.method, request.url.pathname);
    if (route) watch(route.call, route.id);
    const fault = takeFault(route?.call);
    if (fault === undefined) return write(response, answerOf(request, marks, entry));
    if (fault === 'drop-before') return drop(response);
    if (fault === 'drop-after') {
      answerOf(request, marks, entry);
      return drop(response);
    }
    if (fault === 'truncate' || fault === 'truncate-silently') {
      const answer = answerOf(request, marks, entry);
      if (answer.file) return write(response, answer, fault);
      const text = JSON.stringify(answer.body ?? '');
      response.writeHead(answer.status, {
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(text)),
      });
      return void response.write(text.slice(0, text.length / 2), () =>
        fault === 'truncate' ? response.socket?.destroy() : response.socket?.end(),
      );
    }
    if (fault === 'empty') return void response.writeHead(200, { 'Content-Length': '0' }).end();
    if (fault === 'html')
      return write(response, { status: 200, headers: { 'Content-Type': 'text/html' }, body: htmlPage });
    if (fault === 'not-json')
      return write(response, {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        body: '{"id": "j!',
      });
    if ('redirect' in fault) return write(response, { status: 302, headers: { Location: fault.redirect } });
    if ('delayMs' in fault) {
      await sleep(fault.delayMs);
      return write(response, answerOf(request, marksOf(marks.clientRequestId, graph.now()), entry));
    }
    asked(fault);
    await write(response, withMarks(fault, marks));
  };

  const graph: Graph = {
    ...defaultKnobs(),
    jobs: [],
    unlicensed: new Set(),
    earlyPolls: [],
    earlyRequests: [],
    now: () => Date.now() + shift,
    advance: (ms) => {
      shift += ms;
    },
    setNow: (time) => {
      shift = time - Date.now();
    },
    failNext: (call, fault, times = 1) => {
      for (let i = 0; i < times; i++) faults.push({ call, fault });
    },
    addJob: ({ id, ...given }) => {
      const made = createJob(graph, given, graph.now(), graph.ttlMs ?? lifetimeOf(graph.form));
      const job = { ...made, ...given, ...(id === undefined ? {} : { key: keyOf(id) }) };
      graph.jobs.push(job);
      return job;
    },
    job: (jobId) => {
      const job = graph.jobs.find(({ key }) => key === keyOf(jobId));
      if (!job) throw new Error(`no job ${jobId}`);
      return job;
    },
    contentOf: (jobId) => Buffer.concat([...okrTable(graph.job(jobId).table)]),
    sha256Of: (jobId) => measureTable(graph.job(jobId).table).sha256,
    handle,
    reset: () => {
      Object.assign(graph, defaultKnobs());
      shift = 0;
      quietUntil = 0;
      faults.length = 0;
      for (const list of [graph.jobs, graph.earlyPolls, graph.earlyRequests]) list.length = 0;
      graph.unlicensed.clear();
    },
  };
  return graph;
}

/** A planned answer, with the request's marks where it carries an error of Graph. */
function withMarks(
  fault: { status: number; headers?: Record<string, string>; body?: string | object },
  marks: Marks,
): Answer {
  const { body } = fault;
  const error = typeof body === 'object' && 'error' in body ? body.error : undefined;
  if (typeof error !== 'object' || error === null || 'innerError' in error) return fault;
  const { code, message, ...more } = error as { code: string; message: string };
  const answer = refusal(marks, fault.status, code, message);
  const own = (answer.body as { error: object }).error;
  return { ...answer, headers: fault.headers ?? {}, body: { error: { ...own, ...more } } };
}
