import { isGuid } from '../http.ts';
import { type Answer, type Marks, refusal } from './answers.ts';
import { badRequest, type CallHandler, isAnswer } from './call.ts';
import { listBody } from './forms.ts';

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

/** Lists this user's jobs, oldest first. */
export const list: CallHandler = ({ request, user, jobs, knobs, marks }) => {
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
};
