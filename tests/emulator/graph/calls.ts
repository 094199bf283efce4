import type { AccessTokenClaims } from '../entra/tokens.ts';
import { type Incoming, isGuid } from '../http.ts';
import { visibleOrganization } from '../tenant.ts';
import { type Answer, type Marks, refusal } from './answers.ts';
import type { Call } from './faults.ts';
import { conflictAnswer, createdAnswer, type FormKnobs, jobBody, lifetimeOf, listBody } from './forms.ts';
import { createJob, type Job, type JobKnobs, keyOf, pending, statusOf, validKey } from './jobs.ts';

/** What a call needs to know of the service and of the request. */
export interface CallContext {
  request: Incoming;
  user: AccessTokenClaims;
  jobs: Job[];
  knobs: JobKnobs & FormKnobs & { retryAfterSeconds: number | undefined; pageSize: number | undefined };
  marks: Marks;
  /** What stands in the path for the job. */
  id: string;
}

const badRequest = (marks: Marks, message: string): Answer => refusal(marks, 400, 'BadRequest', message);

/** Reads the POST's body as Graph does: JSON, an object, only properties that may be set. */
function readBody({ request, marks }: CallContext): Record<string, unknown> | Answer {
  const type = request.headers['content-type'];
  if (!type)
    return badRequest(
      marks,
      'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
    );
  if (!/^application\/json(\s*;|$)/i.test(type))
    return refusal(marks, 415, 'UnsupportedMediaType', `The content type '${type}' is not supported.`);
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    body = undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return badRequest(
      marks,
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  const unknown = Object.keys(body).find(
    (name) => !['goalsOrganizationId', 'explorerViewId', '@odata.type'].includes(name),
  );
  if (unknown)
    return badRequest(
      marks,
      `The property '${unknown}' does not exist on type 'microsoft.graph.goalsExportJob' or can't be set.`,
    );
  return body as Record<string, unknown>;
}

const isAnswer = (value: object): value is Answer => 'status' in value;

function create(context: CallContext): Answer {
  const { user, jobs, knobs, marks } = context;
  const body = readBody(context);
  if (isAnswer(body)) return body;
  const { goalsOrganizationId, explorerViewId } = body;
  if (!isGuid(goalsOrganizationId))
    return refusal(
      marks,
      400,
      'badRequest',
      "'GoalsOrganizationId' must be specified in 'Export Job', and it should be a valid GUID.",
      'invalidGoalsOrganizationId',
    );
  // Not documented; worded like the one before.
  if (typeof explorerViewId !== 'string' || !explorerViewId.trim())
    return refusal(
      marks,
      400,
      'badRequest',
      "'ExplorerViewId' must be specified in 'Export Job'.",
      'invalidExplorerViewId',
    );
  const organization = visibleOrganization(goalsOrganizationId, user.oid);
  if (!organization)
    return refusal(marks, 404, 'notFound', 'Goals organization not found', 'goalsOrganizationIdNotFound');
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const running = jobs.find(
    (job) =>
      job.oid === user.oid &&
      same(job.goalsOrganizationId, goalsOrganizationId) &&
      same(job.explorerViewId, explorerViewId) &&
      pending(job, marks.now),
  );
  if (running) return conflictAnswer(knobs, running, marks);
  const lifetime = knobs.ttlMs ?? lifetimeOf(knobs.form);
  const job = createJob(knobs, { oid: user.oid, goalsOrganizationId, explorerViewId }, marks.now, lifetime);
  // The documentation does not say what happens to a view that does not exist: here the job fails.
  if (!organization.views.some(({ id }) => same(id, explorerViewId)))
    Object.assign(job, { outcome: 'failed', statusDetail: 'The explorer view was not found.' });
  jobs.push(job);
  return createdAnswer(knobs, job);
}

/** The job that the path names, if it is this user's and has not expired. */
function findJob({ id, jobs, user, marks }: CallContext): Job | Answer {
  const key = keyOf(id);
  if (!validKey(key)) return refusal(marks, 400, 'badRequest', 'Invalid JobKey specified', 'unknown');
  const job = jobs.find((each) => each.key === key && each.oid === user.oid && marks.now < each.expiresAt);
  return job ?? refusal(marks, 404, 'notFound', 'Specified export job not found', 'exportJobNotFound');
}

function get(context: CallContext): Answer {
  const { knobs, marks, request } = context;
  const job = findJob(context);
  if ('status' in job) return job;
  const seconds = pending(job, marks.now) ? knobs.retryAfterSeconds : undefined;
  if (seconds !== undefined) job.quietUntil = marks.now + seconds * 1000;
  return {
    status: 200,
    headers: seconds === undefined ? {} : { 'Retry-After': String(seconds) },
    body: jobBody(knobs, job, marks.now, request.url.searchParams.get('$select')),
  };
}

function content(context: CallContext): Answer {
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
}

/** Reads `goalsOrganizationId eq '…'`. */
function readFilter(filter: string | null, marks: Marks): { goalsOrganizationId?: string } | Answer {
  if (filter === null) return {};
  const clauses = filter
    .split(/ +and +/i)
    .map((clause) => /^\s*(\w+) +eq +'([^']*)'\s*$/i.exec(clause) ?? undefined);
  if (clauses.some((clause) => clause === undefined))
    return refusal(marks, 400, 'badRequest', 'Invalid filter clause', 'unknown');
  const others = clauses.map((clause) => clause?.[1] ?? '').filter((key) => key !== 'goalsOrganizationId');
  if (others.length)
    return refusal(marks, 400, 'badRequest', `Invalid filter keys found: ${others.join(', ')}`, 'unknown');
  const value = clauses[0]?.[2] ?? '';
  if (!isGuid(value))
    return refusal(
      marks,
      400,
      'badRequest',
      "'GoalsOrganizationId' should be a valid GUID.",
      'invalidGoalsOrganizationId',
    );
  return { goalsOrganizationId: value };
}

function list({ request, user, jobs, knobs, marks }: CallContext): Answer {
  const { searchParams } = request.url;
  const filter = readFilter(searchParams.get('$filter'), marks);
  if (isAnswer(filter)) return filter;
  const wanted = filter.goalsOrganizationId?.toLowerCase();
  const all = jobs.filter(
    (job) =>
      job.oid === user.oid &&
      marks.now < job.expiresAt &&
      (wanted === undefined || job.goalsOrganizationId.toLowerCase() === wanted),
  );
  const from = Number(Buffer.from(searchParams.get('$skiptoken') ?? '', 'base64url').toString() || 0);
  if (!Number.isInteger(from) || from < 0) return badRequest(marks, 'Invalid skip token.');
  const to = from + (knobs.pageSize ?? all.length);
  let nextLink: string | undefined;
  if (to < all.length) {
    const next = new URL('https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs');
    for (const name of ['$filter', '$select'])
      if (searchParams.has(name)) next.searchParams.set(name, searchParams.get(name) ?? '');
    next.searchParams.set('$skiptoken', Buffer.from(String(to)).toString('base64url'));
    nextLink = next.href;
  }
  const body = listBody(knobs, all.slice(from, to), marks.now, searchParams.get('$select'), nextLink);
  return { status: 200, body };
}

export const calls: Record<Call, (context: CallContext) => Answer> = { create, get, list, content };
