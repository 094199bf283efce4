import { kindOf, type Problem, type ProblemCode } from '../problems.ts';
import { backoff, longestExport, pollDelay } from '../retry.ts';
import { type ExportFile, isOpen, type Job, newJob, type OpenJob, type OpenPhase } from './job.ts';
import type { Cause, Outcome, Progress, Setback } from './outcome.ts';

/** The moment of a transition: epoch ms, and 0 to 1 to spread waits by. */
export interface Moment {
  now: number;
  random: number;
}

type Patch = Partial<Job>;
type Transitions = {
  [P in OpenPhase]: {
    [T in Progress[P]['type']]: (
      job: Job,
      outcome: Extract<Progress[P], { type: T }>,
      moment: Moment,
    ) => Patch;
  };
};

/** How often in a row a step may fail for a reason before the export ends with it. Others: until `longestExport`. */
const patience: Partial<Record<ProblemCode, number>> = {
  serverError: 10,
  unreadableAnswer: 5,
  unexpectedAnswer: 5,
  contentCutOff: 5,
  contentEmpty: 3,
  internal: 3,
};

const pending = new Set(['notStarted', 'running']);

/** What each phase does with what its step brought: read a row as "in <phase>, when <outcome>, then …". */
const transitions: Transitions = {
  requested: {
    // Failures of the POST count until it gets through: what comes between two of them is no progress.
    asking: ({ failures }, _outcome, { now }) => ({ phase: 'creating', failures, dueAt: now }),
  },
  creating: {
    created: (_job, { exportJobId, status, expiresAt, retryAfter }, { now, random }) => ({
      phase: 'following',
      exportJobId,
      status: status ?? 'notStarted',
      ...(expiresAt === undefined ? {} : { expiresAt }),
      dueAt: now + pollDelay(0, retryAfter, random),
    }),
    joined: (_job, { exportJobId }, { now }) => ({
      phase: 'following',
      exportJobId,
      joined: true,
      dueAt: now,
    }),
    notCreated: (job, { setback }, moment) => setBack({ ...job, phase: 'requested' }, setback, moment),
    absent: ({ failures }, _outcome, { now }) => ({ phase: 'requested', failures, dueAt: now }),
    unanswered: (job, { cause, retryAfter }, moment) => delay(job, cause, retryAfter, moment),
  },
  following: {
    status: (job, outcome, moment) => followed(job, outcome, moment),
  },
  ready: {
    content: (_job, { blobUrl, bytes, name }, { now }) => ({
      phase: 'saving',
      file: { name, bytes, blobUrl },
      dueAt: now,
    }),
  },
  saving: {
    // The event that ends a small download may have come before its id was written down: look once more.
    started: (job, { downloadId }, { now }) =>
      job.file?.downloadId === downloadId
        ? {}
        : { file: { ...(job.file as ExportFile), downloadId }, dueAt: now },
    saved: (job, { name, bytes }) => ({
      phase: 'done',
      file: {
        name,
        bytes,
        ...(job.file?.downloadId === undefined ? {} : { downloadId: job.file.downloadId }),
      },
    }),
    lost: (_job, _outcome, { now }) => ({ phase: 'ready', dueAt: now }),
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
  const { dueAt: _due, hold: _hold, ...rest } = job;
  const advanced = { ...rest, failures: 0, ...patch, updatedAt: moment.now };
  return isOpen(advanced) && moment.now - job.requestedAt > longestExport
    ? withPatch(advanced, fail(advanced, { code: 'tookTooLong', ...detailsOf(job.hold) }, moment))
    : advanced;
}

function followed(
  job: Job,
  { status, detail, expiresAt, retryAfter }: Progress['following'],
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
  if (known.expiresAt !== undefined && known.expiresAt <= now)
    return { ...seen, ...fail(job, { code: 'jobExpired' }, moment) };
  const dueAt = now + pollDelay(job.polls, retryAfter, random);
  if (pending.has(status)) return { ...seen, dueAt };
  return { ...seen, dueAt, hold: { code: 'jobStatusUnknown', value: status, at: now, retryAt: dueAt } };
}

function setBack(job: Job, setback: Setback, moment: Moment): Patch {
  const { phase } = job;
  switch (setback.type) {
    case 'refused':
      return fail(job, setback.cause, moment);
    case 'paused':
      return { phase, hold: { ...setback.cause, at: moment.now } };
    case 'delayed':
      return { phase, ...delay(job, setback.cause, setback.retryAfter, moment) };
  }
}

function delay(job: Job, cause: Cause, retryAfter: number | undefined, moment: Moment): Patch {
  const failures = job.failures + 1;
  if (failures >= (patience[cause.code] ?? Number.POSITIVE_INFINITY)) return fail(job, cause, moment);
  const dueAt = Math.ceil(moment.now + backoff(failures, retryAfter, moment.random));
  return { failures, dueAt, hold: { ...cause, at: moment.now, retryAt: dueAt } };
}

function fail(job: Job, cause: Cause, { now }: Moment): Patch {
  return { phase: 'failed', failedIn: job.phase as OpenPhase, problem: { ...cause, at: now } };
}

const detailsOf = (hold: Problem | undefined) => (hold?.details ? { details: hold.details } : {});

const withPatch = (job: Job, patch: Patch): Job => {
  const { dueAt: _due, hold: _hold, ...rest } = job;
  return { ...rest, ...patch };
};

/** The user no longer wants it. The service offers no way to cancel: its job runs on. */
export function cancel(job: Job, now: number): Job {
  return isOpen(job) ? { ...withPatch(job, { phase: 'cancelled' }), updatedAt: now } : job;
}

/**
 * The user asks for another try: at the step that failed, or with a new export job where that one is dead.
 * An open export is merely tried at once, unless the service asked to wait.
 */
export function retry(job: Job, now: number): Job {
  if (isOpen(job)) return job.hold?.code === 'throttled' ? job : resume(job, now);
  if (!job.problem || !job.failedIn) return job;
  const { problem: _problem, failedIn, ...rest } = job;
  if (kindOf(job.problem.code).retryFrom === 'sameStep') {
    const again = { ...rest, phase: failedIn, failures: 0, requestedAt: now, updatedAt: now, dueAt: now };
    if (failedIn !== 'saving') return again;
    // The content was let go when the export ended, and its download stays cancelled: fetch it again.
    const { file: _file, ...unsaved } = again;
    return { ...unsaved, phase: 'ready' };
  }
  const again = newJob(job.id, job.view, job.title, now);
  return job.account ? { ...again, account: job.account } : again;
}

/** A paused or waiting export is due now. */
export function resume(job: OpenJob, now: number): Job {
  const { hold: _hold, ...rest } = job;
  return { ...rest, updatedAt: now, dueAt: now };
}

/** After the clock was set back: the same wait, from now on. */
export function restartWait(job: Job, now: number): Job {
  if (!isOpen(job) || now >= job.updatedAt) return job;
  const due = dueAt(job, now);
  if (due === undefined) return { ...job, updatedAt: now };
  const hold = job.hold?.retryAt === undefined ? {} : { hold: { ...job.hold, retryAt: due } };
  return { ...job, ...hold, updatedAt: now, dueAt: due };
}

/**
 * When the step of an export is due, epoch ms; undefined when it waits for an event. When the clock was set back, the
 * wait starts anew.
 */
export function dueAt(job: Job, now: number): number | undefined {
  if (!isOpen(job) || job.dueAt === undefined) return;
  return now < job.updatedAt ? now + (job.dueAt - job.updatedAt) : job.dueAt;
}
