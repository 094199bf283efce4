import { defined } from '../data/data.ts';
import type { ExportFile } from '../files/export-file.ts';
import { longestExport, pollDelay } from '../graph/retry.ts';
import type { Setback } from '../problems/problems.ts';
import { recordEvent } from './events.ts';
import { isOpen, type Job, type OpenJob, type OpenPhase } from './job.ts';
import type { Outcome, Progress } from './outcome.ts';
import {
  delay,
  fail,
  type Moment,
  notBefore,
  type Patch,
  retryWaits,
  setBack,
  withPatch,
} from './setback.ts';
import { stepDue, type Wait } from './wait.ts';

type Transitions = {
  [P in OpenPhase]: {
    [T in Progress[P]['type']]: (
      job: Job,
      outcome: Extract<Progress[P], { type: T }>,
      moment: Moment,
    ) => Patch;
  };
};

/** A POST may still be on its way, or be worked on, when its connection has gone; so long a list proves nothing (ms). */
const settleTime = 10_000;

const pending = new Set(['notStarted', 'running']);

/** What each phase does with what its step brought: read a row as "in <phase>, when <outcome>, then …". */
const transitions: Transitions = {
  requested: {
    // Failures of the POST are counted until it succeeds: the steps between two attempts are no progress.
    asking: ({ failures }, _outcome, { now }) => ({
      phase: 'creating',
      failures,
      postedAt: now,
      ...stepDue(now),
    }),
  },
  creating: {
    created: (_job, { exportJobId, status = 'notStarted', expiresAt, retryAfter }, moment) =>
      defined({
        phase: 'following',
        exportJobId,
        status,
        expiresAt,
        wait: nextPoll(0, retryAfter, moment),
      }),
    joined: (_job, { exportJobId }, { now }) => ({
      phase: 'following',
      exportJobId,
      joined: true,
      ...stepDue(now),
    }),
    // The list is asked next. It counts as a failure, or a service that keeps doing this would make job after job.
    unnamed: (job, _outcome, moment) => delay(job, { code: 'unexpectedAnswer' }, undefined, moment),
    notCreated: (job, { setback }, moment) => setBack({ ...job, phase: 'requested' }, setback, moment),
    absent: ({ failures, postedAt = 0 }, _outcome, { now }) =>
      now >= postedAt && now < postedAt + settleTime
        ? { failures, wait: { for: 'post', until: postedAt + settleTime } }
        : { phase: 'requested', failures, ...stepDue(now) },
    unanswered: (job, { cause, retryAfter }, moment) => delay(job, cause, retryAfter, moment),
  },
  following: {
    status: (job, outcome, moment) => followed(job, outcome, moment),
  },
  ready: {
    // Losses of the content are counted until its download has begun.
    content: ({ failures }, { blobUrl, bytes, name, notExcel }, { now }) => ({
      phase: 'saving',
      failures,
      file: defined({ name, bytes, blobUrl, notExcel }),
      ...stepDue(now),
    }),
    // The host tells the browser how large it is.
    elsewhere: ({ failures }, { host, source, name, notExcel }, { now }) => ({
      phase: 'saving',
      failures,
      file: defined({ name, bytes: 0, host, source, receivedAt: now, notExcel }),
      ...stepDue(now),
    }),
  },
  saving: {
    // A small download may have ended before its id was stored: look once more.
    started: (job, { downloadId, received }, { now }) => {
      const file = job.file as ExportFile;
      const known = file.downloadId === downloadId;
      if (received === undefined)
        return known ? { wait: { for: 'download' } } : { file: { ...file, downloadId }, ...stepDue(now) };
      // From another host it may stand still, and what comes may be wrong: it is looked after, and failures count until it is whole.
      const since = known && file.received === received ? (file.receivedAt ?? now) : now;
      return {
        failures: job.failures,
        file: { ...file, downloadId, received, receivedAt: since },
        ...(known ? { wait: { for: 'download', until: now + minute } } : stepDue(now)),
      };
    },
    saved: (job, { name, bytes }) => ({
      phase: 'done',
      file: defined({ name, bytes, downloadId: job.file?.downloadId, notExcel: job.file?.notExcel }),
    }),
    lost: (job, { cause = { code: 'contentLost' } }, moment) =>
      job.failures === 0
        ? { phase: 'ready', failures: 1, ...stepDue(moment.now) }
        : { phase: 'ready', ...delay(job, cause, undefined, moment) },
  },
};

/**
 * The next record of an export. Pure.
 *
 * @param outcome what the step of the job's phase brought; an outcome that the phase does not know is an error of ours
 * @returns the record to be written down; an export that ended stays as it is
 */
export function advance(job: Job, outcome: Outcome, moment: Moment): Job {
  if (!isOpen(job)) return job;
  const row = transitions[job.phase] as Record<string, (job: Job, outcome: Outcome, moment: Moment) => Patch>;
  const transition = row[outcome.type];
  const patch = transition ? transition(job, outcome, moment) : setBack(job, outcome as Setback, moment);
  const waited = job.waited + timeWaited(job, moment.now);
  const advanced = withPatch(job, { failures: 0, ...patch, waited, updatedAt: moment.now });
  return recordEvent(job, endInTime(job, advanced, moment));
}

/** How long it has waited since the last step, at most as long as planned: a machine that slept has not waited. */
function timeWaited({ updatedAt, wait: { until = updatedAt } }: OpenJob, now: number): number {
  const meant = Math.max(0, until - updatedAt) + minute;
  return Math.min(Math.max(0, now - updatedAt), meant);
}

const minute = 60_000;
const gotOn = new Set(['following', 'ready', 'saving']);

/** Whatever the service answers, an export ends some day. */
function endInTime(before: OpenJob, advanced: Job, moment: Moment): Job {
  if (!isOpen(advanced)) return advanced;
  const { until = moment.now, problem } = advanced.wait;
  const getsOn = advanced.phase !== before.phase && gotOn.has(advanced.phase);
  const tooLong = advanced.waited > longestExport && !getsOn;
  if (!tooLong && until - moment.now <= longestExport) return advanced;
  const details = problem?.details ?? before.wait.problem?.details;
  const cause = defined({ code: 'tookTooLong', details });
  return withPatch(advanced, { ...fail(advanced, cause, moment), ...retryWaits(advanced.wait) });
}

function followed(
  job: Job,
  { status, detail, expiresAt, retryAfter, serviceTime }: Progress['following'],
  moment: Moment,
): Patch {
  const { now } = moment;
  const seen: Patch = defined({ status, polls: job.polls + 1, expiresAt });
  const known = { ...job, ...seen };
  if (status === 'succeeded') return { ...seen, phase: 'ready', ...stepDue(now) };
  if (status === 'failed' || status === 'skipped') {
    const code = status === 'failed' ? 'jobFailed' : 'jobSkipped';
    const details = detail ? { serviceMessage: detail } : undefined;
    return { ...seen, ...fail(job, defined({ code, details }), moment) };
  }
  if (known.expiresAt !== undefined && known.expiresAt <= (serviceTime ?? now))
    return { ...seen, ...fail(job, { code: 'jobExpired' }, moment) };
  const wait = nextPoll(job.polls, retryAfter, moment);
  if (pending.has(status)) return { ...seen, wait };
  return { ...seen, wait: { ...wait, problem: { code: 'jobStatusUnknown', value: status, at: now } } };
}

const nextPoll = (polls: number, retryAfter: number | undefined, { now, random }: Moment): Wait => ({
  for: 'poll',
  until: now + pollDelay(polls, retryAfter, random),
  ...notBefore(now, retryAfter),
});
