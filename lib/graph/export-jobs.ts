import { defined } from '../data/data.ts';
import type { ExplorerView } from '../goals/explorer-view.ts';
import type { Setback } from '../problems/problems.ts';
import type { Creation, JobState } from './answers.ts';
import { type ExportJob, readExportJob, readExportJobs, readLocation, readTarget } from './decode.ts';
import { askGraph, type GraphAnswer } from './gateway.ts';
import { causeOf, isUnauthorized, setbackOf, type Unauthorized, unauthorized } from './setbacks.ts';

/** The service's clock may run differently from answer to answer, by this much (ms). */
const clockSkew = 5 * 60_000;
/** No list of an organization's jobs is read further than this. */
const mostPages = 20;

/**
 * Creates an export job.
 *
 * Source: "Create goalsExportJob" (Graph beta). 201 and 409 both name the job in `Location`, bare or in double quotes;
 * the 201 body's `id` is another one in the documentation, and the same in captured traffic, where it begins with `j!`.
 * @throws NoAnswer
 */
export async function createExportJob(
  { goalsOrganizationId, explorerViewId }: ExplorerView,
  token: string,
): Promise<Creation | Unauthorized> {
  const body = { goalsOrganizationId, explorerViewId };
  const answer = await askGraph({ method: 'POST', target: '/exportJobs', body, token });
  if (isUnauthorized(answer)) return unauthorized(answer);
  const location = readLocation(answer.headers.get('location'));

  const accepted = answer.status >= 200 && answer.status < 300;
  const job = accepted ? jobOf(answer) : undefined;
  const exportJobId = location ?? (job?.id?.startsWith('j!') ? job.id : undefined);
  if (job && !exportJobId) return { type: 'unnamed' };
  if (accepted && exportJobId) {
    const { status, expiresAt } = job ?? {};
    return defined({ type: 'created', exportJobId, status, expiresAt, retryAfter: answer.retryAfter });
  }
  if (answer.status === 409) {
    const running = location ?? readTarget(answer.json);
    return running
      ? { type: 'joined', exportJobId: running }
      : { type: 'unanswered', cause: causeOf(answer) };
  }
  const setback = setbackOf(answer);
  // Who throttles makes no job; anything else that may pass leaves open whether a job was made.
  if (setback.type === 'delayed' && setback.cause.code !== 'throttled')
    return defined({ type: 'unanswered', cause: setback.cause, retryAfter: answer.retryAfter });
  const isWrong = setback.cause.code === 'invalidOrganizationId';
  return {
    type: 'notCreated',
    setback: isWrong ? { ...setback, cause: { ...setback.cause, value: goalsOrganizationId } } : setback,
  };
}

/**
 * Looks for the job of a POST whose answer was never seen.
 *
 * Source: "List exportJobs" (Graph beta): `goalsOrganizationId` is the only filter key.
 * @param age how long ago the export was asked for (ms): older results are not ours. Measured from the service's clock:
 * ours may be wrong
 * @returns the newest job that is ours, or one that is under way anyway
 * @throws NoAnswer
 */
export async function findExportJob(
  view: ExplorerView,
  age: number,
  token: string,
): Promise<Creation | Setback | Unauthorized> {
  const list = await listExportJobs(view.goalsOrganizationId, token);
  if (list.type !== 'list') return list;
  const { jobs, serviceTime } = list;
  const [job] = jobs
    .filter(({ id, ...job }) => id && concerns(job, view))
    .filter((job) => isPending(job) || (job.createdAt ?? 0) >= serviceTime - age - clockSkew)
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  if (!job?.id) return { type: 'absent' };
  return (job.createdAt ?? 0) >= serviceTime - age - clockSkew
    ? defined({ type: 'created', exportJobId: job.id, status: job.status })
    : { type: 'joined', exportJobId: job.id };
}

/**
 * Every export job of an organization that the account may see, of all views and wherever it was made.
 *
 * Source: "List exportJobs" (Graph beta): `goalsOrganizationId` is the only filter key; `@odata.nextLink` goes on.
 * @returns the jobs as listed, and the service's clock (epoch ms)
 * @throws NoAnswer
 */
export async function listExportJobs(
  goalsOrganizationId: string,
  token: string,
): Promise<{ type: 'list'; jobs: ExportJob[]; serviceTime: number } | Setback | Unauthorized> {
  const filter = encodeURIComponent(`goalsOrganizationId eq '${goalsOrganizationId}'`);
  let target: string | undefined = `/exportJobs?$filter=${filter}`;
  const jobs: ExportJob[] = [];
  let serviceTime = Date.now();
  for (let page = 0; target && page < mostPages; page++) {
    const answer: GraphAnswer = await askGraph({ target, token });
    if (isUnauthorized(answer)) return unauthorized(answer);
    const list = answer.status === 200 ? readExportJobs(answer.json) : undefined;
    if (!list) return setbackOf(answer);
    jobs.push(...list.jobs);
    serviceTime = answer.serviceTime ?? serviceTime;
    target = list.nextLink;
  }
  return { type: 'list', jobs, serviceTime };
}

const isPending = ({ status }: ExportJob): boolean => status === 'notStarted' || status === 'running';

const concerns = (job: ExportJob, view: ExplorerView): boolean =>
  job.explorerViewId === view.explorerViewId &&
  (job.goalsOrganizationId ?? view.goalsOrganizationId) === view.goalsOrganizationId;

/**
 * Asks for an export job's status.
 *
 * Source: "Get goalsExportJob" (Graph beta): the job comes flat or wrapped in `value`; `Retry-After` in seconds.
 * @throws NoAnswer
 */
export async function getExportJob(
  exportJobId: string,
  token: string,
): Promise<JobState | Setback | Unauthorized> {
  const answer = await askGraph({ target: `/exportJobs/${encodeURIComponent(exportJobId)}`, token });
  if (isUnauthorized(answer)) return unauthorized(answer);
  const job = answer.status === 200 ? jobOf(answer) : undefined;
  if (!job?.status) return setbackOf(answer);
  const { status, statusDetail: detail, expiresAt } = job;
  const { serviceTime, retryAfter } = answer;
  return defined({ type: 'status', status, detail, expiresAt, serviceTime, retryAfter });
}

/** The job in an answer. `{"status":"failed"}` alone may be anybody's word. */
function jobOf({ json, ofGraph }: GraphAnswer): ExportJob | undefined {
  const job = readExportJob(json);
  return ofGraph || job?.id ? job : undefined;
}
