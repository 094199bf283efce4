import type { ExportFile } from '../files/export-file.ts';
import { longestExport, pollDelay } from '../graph/retry.ts';
import type { Cause, Setback } from '../problems/problems.ts';
import { recordEvent } from './events.ts';
import { isOpen, type Job, type OpenPhase } from './job.ts';
import type { Outcome, Progress } from './outcome.ts';
import { asked, delay, fail, type Moment, type Patch, setBack, withPatch } from './setback.ts';

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
    // Failures of the POST count until it gets through: what comes between two of them is no progress.
    asking: ({ failures }, _outcome, { now }) => ({ phase: 'creating', failures, askedAt: now, dueAt: now }),
  },
  creating: {
    created: (_job, { exportJobId, status, expiresAt, retryAfter }, { now, random }) => ({
      phase: 'following',
      exportJobId,
      status: status ?? 'notStarted',
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...asked(now, retryAfter),
      dueAt: now + pollDelay(0, retryAfter, random),
    }),
    joined: (_job, { exportJobId }, { now }) => ({
      phase: 'following',
      exportJobId,
      joined: true,
      dueAt: now,
    }),
    // Listed next. A service that goes on like this makes job after job: it counts as a failure.
    unnamed: (job, _outcome, moment) => delay(job, { code: 'unexpectedAnswer' }, undefined, moment),
    notCreated: (job, { setback }, moment) => setBack({ ...job, phase: 'requested' }, setback, moment),
    absent: ({ failures, askedAt = 0 }, _outcome, { now }) =>
      now >= askedAt && now < askedAt + settleTime
        ? { failures, dueAt: askedAt + settleTime }
        : { phase: 'requested', failures, dueAt: now },
    unanswered: (job, { cause, retryAfter }, moment) => delay(job, cause, retryAfter, moment),
  },
  following: {
    status: (job, outcome, moment) => followed(job, outcome, moment),
  },
  ready: {
    // Losses of the content count until its download has begun.
    content: ({ failures }, { blobUrl, bytes, name, notExcel }, { now }) => ({
      phase: 'saving',
      failures,
      file: { name, bytes, blobUrl, ...(notExcel ? { notExcel } : {}) },
      dueAt: now,
    }),
    // How long it is, its host tells the browser.
    elsewhere: ({ failures }, { host, source, name, notExcel }, { now }) => ({
      phase: 'saving',
      failures,
      file: { name, bytes: 0, host, source, receivedAt: now, ...(notExcel ? { notExcel } : {}) },
      dueAt: now,
    }),
  },
  saving: {
    // The event that ends a small download may have come before its id was written down: look once more.
    started: (job, { downloadId, received }, { now }) => {
      const file = job.file as ExportFile;
      const known = file.downloadId === downloadId;
      if (received === undefined) return known ? {} : { file: { ...file, downloadId }, dueAt: now };
      // From another host it may stand still, and what comes may be wrong: it is looked after, and failures count until it is whole.
      const since = known && file.received === received ? (file.receivedAt ?? now) : now;
      return {
        failures: job.failures,
        file: { ...file, downloadId, received, receivedAt: since },
        dueAt: known ? now + minute : now,
      };
    },
    saved: (job, { name, bytes }) => ({
      phase: 'done',
      file: {
        name,
        bytes,
        ...(job.file?.downloadId === undefined ? {} : { downloadId: job.file.downloadId }),
        ...(job.file?.notExcel ? { notExcel: job.file.notExcel } : {}),
      },
    }),
    lost: (job, { cause = { code: 'contentLost' } }, moment) =>
      job.failures === 0
        ? { phase: 'ready', failures: 1, dueAt: moment.now }
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

/** What has been waited since the last step, as far as it was meant to be: a machine that slept has not waited. */
function timeWaited({ updatedAt, dueAt = updatedAt }: Job, now: number): number {
  const meant = Math.max(0, dueAt - updatedAt) + minute;
  return Math.min(Math.max(0, now - updatedAt), meant);
}

const minute = 60_000;
const gotOn = new Set(['following', 'ready', 'saving']);

/** However the service answers, an export does not last for ever. */
function endInTime(before: Job, advanced: Job, moment: Moment): Job {
  if (!isOpen(advanced)) return advanced;
  const { dueAt = moment.now, hold } = advanced;
  const getsOn = advanced.phase !== before.phase && gotOn.has(advanced.phase);
  const tooLong = advanced.waited > longestExport && !getsOn;
  if (!tooLong && dueAt - moment.now <= longestExport) return advanced;
  const details = hold?.details ?? before.hold?.details;
  const cause: Cause = { code: 'tookTooLong', ...(details ? { details } : {}) };
  const { notBefore } = advanced;
  return withPatch(advanced, {
    ...fail(advanced, cause, moment),
    ...(notBefore === undefined ? {} : { notBefore }),
  });
}

function followed(
  job: Job,
  { status, detail, expiresAt, retryAfter, serviceTime }: Progress['following'],
  moment: Moment,
): Patch {
  const { now, random } = moment;
  const seen: Patch = { status, polls: job.polls + 1, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const known = { ...job, ...seen };
  if (status === 'succeeded') return { ...seen, phase: 'ready', dueAt: now };
  if (status === 'failed' || status === 'skipped') {
    const code = status === 'failed' ? 'jobFailed' : 'jobSkipped';
    return {
      ...seen,
      ...fail(job, { code, ...(detail ? { details: { serviceMessage: detail } } : {}) }, moment),
    };
  }
  if (known.expiresAt !== undefined && known.expiresAt <= (serviceTime ?? now))
    return { ...seen, ...fail(job, { code: 'jobExpired' }, moment) };
  const dueAt = now + pollDelay(job.polls, retryAfter, random);
  const next = { ...seen, ...asked(now, retryAfter), dueAt };
  if (pending.has(status)) return next;
  return { ...next, hold: { code: 'jobStatusUnknown', value: status, at: now, retryAt: dueAt } };
}
