import type { Graph } from './graph.ts';
import { keyOf } from './jobs.ts';
import type { Route } from './route.ts';

/** Knows when the service wanted not to be asked, and writes down who asked nevertheless. */
export interface Silence {
  /** An answer goes out that may ask for silence. */
  asked(answer: { status: number; headers?: Record<string, string> }): void;
  /** A request has come. */
  heard(route: Route): void;
  /** The service's clock was set anew: the same moments have other times. */
  jump(ms: number): void;
  reset(): void;
}

/** Timers may fire that much too early (ms). */
const tolerance = 3;
/** A request may be on its way already when the answer to another one asks for silence (ms). */
const onItsWay = 250;

export function createSilence(graph: Pick<Graph, 'now' | 'jobs' | 'earlyPolls' | 'earlyRequests'>): Silence {
  let quietUntil = 0;
  let askedAt = 0;
  let toldAt = 0;
  return {
    asked: ({ status, headers = {} }) => {
      const value = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
      if (value === undefined || ![429, 503, 504].includes(status)) return;
      // Of a list the longest. In digits: "0x10" asks for nothing.
      const seconds = Math.max(
        ...value.split(',').flatMap((each) => (/^\s*\d+(\.\d+)?\s*$/.test(each) ? Number(each) : [])),
      );
      const until = Number.isFinite(seconds) ? graph.now() + seconds * 1000 : Date.parse(value);
      if (!(until > quietUntil)) return;
      quietUntil = until;
      askedAt = graph.now();
      toldAt = Date.now();
    },
    heard: ({ call, id }) => {
      const now = graph.now();
      if (now + tolerance < quietUntil && now > askedAt + onItsWay)
        graph.earlyRequests.push({ call, earlyByMs: quietUntil - now, toldAt });
      const job = call === 'get' ? graph.jobs.find(({ key }) => key === keyOf(id)) : undefined;
      if (job?.quietUntil && now + tolerance < job.quietUntil)
        graph.earlyPolls.push({
          jobId: `j!${job.key}`,
          earlyByMs: job.quietUntil - now,
          toldAt: job.toldAt ?? 0,
        });
    },
    jump: (ms) => {
      quietUntil += ms;
      askedAt += ms;
    },
    reset: () => {
      quietUntil = askedAt = 0;
    },
  };
}
