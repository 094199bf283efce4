import type { ExplorerView } from '../../lib/goals/explorer-view.ts';

/* Instead of Microsoft Graph: one export job at a time for each view, whose status goes on with each poll. */

interface ServiceJob {
  id: string;
  view: ExplorerView;
  createdAt: number;
  polls: number;
}

const usual = {
  /** What each poll answers, one after the other; the last one from then on. */
  statuses: ['notStarted', 'running', 'succeeded'],
  /** Seconds between two polls. */
  retryAfter: 60,
  /** The id of a view that nobody may export. */
  refused: '',
};
export const service = {
  ...usual,
  jobs: [] as ServiceJob[],
  /** The ids of the views that a POST asked for, refused or not. */
  posts: [] as string[],
};

export function newService(differently: Partial<typeof service> = {}): void {
  Object.assign(service, usual, { jobs: [], posts: [] }, differently);
}

const isPending = ({ polls }: ServiceJob) => polls < service.statuses.length;
const statusOf = ({ polls }: ServiceJob) => service.statuses[Math.min(polls, service.statuses.length - 1)];

export function answer(url: string, { method, body }: RequestInit): Response {
  if (method === 'POST') return create(JSON.parse(String(body)) as ExplorerView);
  if (url.includes('$filter'))
    return Response.json({
      value: service.jobs.map((job) => ({
        id: job.id,
        status: statusOf(job),
        createdDateTime: new Date(job.createdAt).toISOString(),
        ...job.view,
      })),
    });
  const job = service.jobs.find(({ id }) => url.endsWith(`/exportJobs/${id}`)) as ServiceJob;
  const status = statusOf(job);
  job.polls++;
  return Response.json(
    { value: { id: job.id, status } },
    { headers: { 'retry-after': `${service.retryAfter}` } },
  );
}

function create({ goalsOrganizationId, explorerViewId }: ExplorerView): Response {
  service.posts.push(explorerViewId);
  if (explorerViewId === service.refused)
    return Response.json(
      { error: { code: 'Forbidden', message: 'x' } },
      { status: 403, headers: { 'request-id': 'r' } },
    );
  const pending = service.jobs.find((job) => job.view.explorerViewId === explorerViewId && isPending(job));
  const id = pending?.id ?? `j!${service.jobs.length + 1}`;
  const headers = {
    location: `"https://graph.microsoft.com/beta/employeeexperience/goals/exportJobs/${id}"`,
  };
  if (pending) return Response.json({ error: { code: 'notAllowed', target: id } }, { status: 409, headers });
  const view = { goalsOrganizationId, explorerViewId };
  service.jobs.push({ id, view, createdAt: Date.now(), polls: 0 });
  return Response.json({ id: 'another-guid', status: 'notStarted' }, { status: 201, headers });
}
