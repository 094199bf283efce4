import { type Answer, refusal } from './answers.ts';
import type { CallContext, CallHandler } from './call.ts';
import { create } from './create.ts';
import type { Call } from './faults.ts';
import { jobBody } from './forms.ts';
import { type Job, keyOf, pending, statusOf, validKey } from './jobs.ts';
import { list } from './list.ts';

/** The job that the path names, if it is this user's and has not expired. */
function findJob({ id, jobs, user, marks, knobs }: CallContext): Job | Answer {
  const key = keyOf(id);
  if (!validKey(key)) return refusal(marks, 400, 'badRequest', 'Invalid JobKey specified', 'unknown');
  const job = jobs.find(
    (each) =>
      each.key === key &&
      each.oid === user.oid &&
      marks.now < each.expiresAt &&
      marks.now >= each.createdAt + knobs.youngMs,
  );
  return job ?? refusal(marks, 404, 'notFound', 'Specified export job not found', 'exportJobNotFound');
}

const get: CallHandler = (context) => {
  const { knobs, marks, request } = context;
  const job = findJob(context);
  if ('status' in job) return job;
  const seconds = pending(job, marks.now) ? knobs.retryAfterSeconds : undefined;
  if (seconds !== undefined)
    Object.assign(job, { quietUntil: marks.now + seconds * 1000, toldAt: Date.now() });
  return {
    status: 200,
    headers: seconds === undefined ? {} : { 'Retry-After': String(seconds) },
    body: jobBody(knobs, job, marks.now, request.url.searchParams.get('$select')),
  };
};

const content: CallHandler = (context) => {
  const { marks } = context;
  const job = findJob(context);
  if ('status' in job) return job;
  const status = statusOf(job, marks.now);
  // Not documented but for "once status is succeeded".
  if (status !== 'succeeded')
    return refusal(
      marks,
      409,
      'notAllowed',
      `The export job has no content: its status is ${status}`,
      'exportJobNotSucceeded',
    );
  return { status: 200, file: job.key };
};

export const calls: Record<Call, CallHandler> = { create, get, list, content };
