import type { Entra } from '../entra/index.ts';
import { drop, type Incoming } from '../http.ts';
import { measureTable, okrTable } from '../okr-table.ts';
import type { LoggedRequest } from '../request-log.ts';
import { type Answer, commonHeaders, type Marks, marksOf, preflight, refusal } from './answers.ts';
import { answerBatch, isBatch } from './batch.ts';
import { calls } from './calls.ts';
import { type Call, type GraphFault, throttled } from './faults.ts';
import { lifetimeOf } from './forms.ts';
import { authenticate, authorize } from './gate.ts';
import { defaultKnobs, type Graph } from './graph.ts';
import { createJob, keyOf } from './jobs.ts';
import { createRespond } from './respond.ts';
import { accepts, refuseRoute, routeOf } from './route.ts';
import { createSilence } from './silence.ts';
import { spoil } from './spoil.ts';

export { type GraphFault, retired, segmentGone, serverError, throttled } from './faults.ts';
export type { Graph } from './graph.ts';

/**
 * @param fileUrl where the host of files has the content of a job
 */
export function createGraph(entra: Entra, fileUrl: (key: string) => string): Graph {
  let shift = 0;
  const faults: { call: Call | 'any'; fault: GraphFault }[] = [];
  /** client-request-ids of requests whose connection was cut. */
  const dropped = new Set<string>();

  const takeFault = (call: Call | undefined): GraphFault | undefined => {
    const index = faults.findIndex((planned) => planned.call === 'any' || planned.call === call);
    const fault = index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
    return typeof fault === 'object' && 'throttledForSeconds' in fault
      ? throttled(new Date(graph.now() + fault.throttledForSeconds * 1000))
      : fault;
  };

  const act = (request: Incoming, marks: Marks, entry: LoggedRequest): Answer => {
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
    return calls[route.call]({ request, user, jobs: graph.jobs, knobs: graph, marks, id: route.id });
  };

  const handle: Graph['handle'] = async (request, response, entry) => {
    const clientRequestId = request.headers['client-request-id'];
    // Chromium repeats a request by itself, a POST too, when a connection breaks that was used before.
    if (graph.down || dropped.has(String(clientRequestId))) return drop(response);
    const marks = marksOf(clientRequestId, graph.now());
    for (const [name, value] of Object.entries(commonHeaders(marks)))
      if (value !== undefined) response.setHeader(name, value);
    if (request.method === 'OPTIONS') return respond(response, preflight(request));

    if (graph.batches && isBatch(request)) {
      const identity = authenticate(entra, request.headers.authorization, marks);
      if ('answer' in identity) return respond(response, identity.answer);
      const part = (one: Incoming): Answer => {
        const { file, ...answer } = act(one, marks, entry);
        if (file === undefined) return answer;
        return graph.contentFrom === 'graph'
          ? { ...answer, file }
          : { status: 302, headers: { location: fileUrl(file) } };
      };
      return respond(
        response,
        answerBatch(request, marks, part, (key) => graph.contentOf(key)),
      );
    }
    const route = routeOf(request.method, request.url.pathname);
    if (route) silence.heard(route);
    const fault = takeFault(route?.call);
    if (fault === undefined) return respond(response, act(request, marks, entry));
    if (typeof fault === 'object' && 'status' in fault) silence.asked(fault);
    if ((fault === 'drop-before' || fault === 'drop-after') && clientRequestId)
      dropped.add(String(clientRequestId));
    const late = (): Answer => act(request, { ...marks, now: graph.now() }, entry);
    const before = graph.jobs.map((job) => [job, job.quietUntil] as const);
    await spoil(fault, response, respond, marks, late);
    // Nobody can keep to what was not heard.
    if (fault === 'drop-after' || (typeof fault === 'object' && 'strike' in fault))
      for (const [job, quietUntil] of before) Object.assign(job, { quietUntil });
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
    jump: (ms) => {
      shift += ms;
      silence.jump(ms);
      for (const job of graph.jobs) {
        for (const time of ['createdAt', 'startsAt', 'endsAt', 'expiresAt'] as const) job[time] += ms;
        if (job.quietUntil !== undefined) job.quietUntil += ms;
      }
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
      faults.length = 0;
      for (const list of [graph.jobs, graph.earlyPolls, graph.earlyRequests]) list.length = 0;
      graph.unlicensed.clear();
      dropped.clear();
      silence.reset();
    },
  };
  const respond = createRespond(graph, fileUrl);
  const silence = createSilence(graph);
  return graph;
}
