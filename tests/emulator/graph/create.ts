import { isGuid } from '../http.ts';
import { visibleOrganization } from '../tenant.ts';
import { type Answer, refusal } from './answers.ts';
import { badRequest, type CallContext, type CallHandler, isAnswer } from './call.ts';
import { conflictAnswer, createdAnswer, lifetimeOf } from './forms.ts';
import { createJob, pending } from './jobs.ts';

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

/** Creates a job, unless one of the same view has not ended. */
export const create: CallHandler = (context) => {
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
};
