import { defined, type Fields, fieldsOf, isObject, isText } from '../data/data.ts';
import type { ProblemDetails } from '../problems/problems.ts';

/** What the service tells of an export job, as far as it tells it. */
export interface ExportJob {
  /** Opaque; with or without `j!`. */
  id?: string;
  /** `notStarted`, `running`, `succeeded`, `failed`, `skipped`, or one that came later. */
  status?: string;
  statusDetail?: string;
  goalsOrganizationId?: string;
  explorerViewId?: string;
  /** Epoch ms. */
  createdAt?: number;
  /** Epoch ms; the result is gone afterwards. */
  expiresAt?: number;
}

const text = (value: unknown): string | undefined => (isText(value) && value ? value : undefined);

/** As much of a text as is kept and shown. */
const short = (value: unknown): string | undefined => text(value)?.slice(0, 500);

/** An id of an export job is opaque, but has to stay one segment of a path. */
export const isJobId = (value: unknown): value is string =>
  isText(value) &&
  value.length > 0 &&
  value.length <= 512 &&
  value.isWellFormed() &&
  !/^\.{1,2}$/.test(value);

const jobId = (value: unknown): string | undefined => (isJobId(value) ? value : undefined);

/**
 * Reads a timestamp in both documented forms: `2023-11-02T23:53:02.051Z` and `2023-06-19T12-06-03.0024Z`.
 * @returns epoch ms; undefined when it can't be read
 */
export function readTimestamp(value: unknown): number | undefined {
  const time = Date.parse(
    text(value)?.replace(/^(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-(\d{2})/, '$1:$2:$3') ?? '',
  );
  return Number.isNaN(time) ? undefined : time;
}

/** Reads a job, flat or wrapped in `{value: …}`; undefined when the body is no job at all. */
export function readExportJob(body: unknown): ExportJob | undefined {
  const outer = fieldsOf(body);
  const job = isObject(outer.value) ? outer.value : outer;
  if (jobId(job.id) === undefined && text(job.status) === undefined) return;
  return defined({
    id: jobId(job.id),
    status: short(job.status),
    statusDetail: short(job.statusDetail),
    goalsOrganizationId: text(job.goalsOrganizationId)?.toLowerCase(),
    explorerViewId: text(job.explorerViewId)?.toLowerCase(),
    createdAt: readTimestamp(job.createdDateTime),
    expiresAt: readTimestamp(job.expirationDateTime),
  });
}

/** Reads a page of the list; undefined when the body is no list. `nextLink` is unchecked: the gateway checks it. */
export function readExportJobs(body: unknown): { jobs: ExportJob[]; nextLink?: string } | undefined {
  const { value, '@odata.nextLink': nextLink } = fieldsOf(body);
  if (!Array.isArray(value)) return;
  const jobs = value.map(readExportJob).filter((job) => job !== undefined);
  return defined({ jobs, nextLink: text(nextLink) });
}

/**
 * The id to poll, out of `Location`: its last segment. Bare or in double quotes, absolute or relative, any path case.
 */
export function readLocation(header: string | null): string | undefined {
  const location = header?.trim().replace(/^"(.*)"$/, '$1');
  const path = location?.split(/[?#]/)[0];
  const id =
    /\/exportJobs\/([^/]+)\/?$/i.exec(path ?? '')?.[1] ?? /^exportJobs\('(.+)'\)$/i.exec(path ?? '')?.[1];
  if (!id) return;
  try {
    return jobId(decodeURIComponent(id));
  } catch {
    return jobId(id);
  }
}

/** What an error body says. */
export interface ServiceError {
  /** Outer code, such as `notAllowed`. */
  code?: string;
  /** Inner code, such as `exportJobAlreadyExists`. */
  innerCode?: string;
  message?: string;
  innerMessage?: string;
  /** The job that a conflict is about. */
  target?: string;
}

/** The inner error of an error, under either name. */
const innerOf = ({ innerError, innererror }: Fields): Fields =>
  fieldsOf(isObject(innerError) ? innerError : innererror);

/** Reads an error body; undefined when it is none. */
export function readServiceError(body: unknown): ServiceError | undefined {
  const { error } = fieldsOf(body);
  if (!isObject(error)) return;
  const inner = innerOf(error);
  return defined({
    code: text(error.code),
    innerCode: text(inner.code),
    message: text(error.message),
    innerMessage: text(inner.message),
    target: jobId(error.target),
  });
}

/**
 * Whether an answer bears a sign of Microsoft Graph: the ids that it puts into every answer, a challenge of its tokens, or an
 * OData body. What has none of these was said by something in between: a proxy, a firewall, a captive portal.
 */
export function isOfGraph(headers: Headers, body: unknown): boolean {
  if (headers.get('request-id') || headers.get('client-request-id')) return true;
  if (/^\s*bearer\b/i.test(headers.get('www-authenticate') ?? '')) return true;
  const outer = fieldsOf(body);
  if (Object.keys(outer).some((name) => name.startsWith('@odata.'))) return true;
  const { code, message } = fieldsOf(outer.error);
  return text(code) !== undefined && isText(message);
}

/** The ids that support asks for: in the error's body, else in the answer's headers. */
export function readDetails(status: number, headers: Headers, body: unknown): ProblemDetails {
  const { code, message, ...error } = fieldsOf(fieldsOf(body).error);
  const inner = innerOf(error);
  const idOf = (name: string) => short(inner[name]) ?? short(headers.get(name));
  return defined({
    status,
    serviceCode: short(inner.code === 'unknown' ? code : (text(inner.code) ?? code)),
    serviceMessage: short(message),
    requestId: idOf('request-id'),
    clientRequestId: idOf('client-request-id'),
    date: idOf('date'),
  });
}
