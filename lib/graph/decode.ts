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

type Json = Record<string, unknown>;

const object = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** As much of a text as is kept and shown. */
const short = (value: unknown): string | undefined => text(value)?.slice(0, 500);

/** An id of an export job is opaque, but has to stay one segment of a path. */
export const isJobId = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length > 0 &&
  value.length <= 512 &&
  value.isWellFormed() &&
  !/^\.{1,2}$/.test(value);

const jobId = (value: unknown): string | undefined => (isJobId(value) ? value : undefined);

/** Drops what is undefined, so that records stay small and comparable. */
function known<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

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
  const outer = object(body);
  const job = object(outer?.value) ?? outer;
  if (!job || (jobId(job.id) === undefined && text(job.status) === undefined)) return;
  return known<ExportJob>({
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
  const list = object(body);
  if (!Array.isArray(list?.value)) return;
  const jobs = list.value.map(readExportJob).filter((job) => job !== undefined);
  return known<{ jobs: ExportJob[]; nextLink?: string }>({ jobs, nextLink: text(list['@odata.nextLink']) });
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

/** Reads an error body, with `innerError` or `innererror`; undefined when it is none. */
export function readServiceError(body: unknown): ServiceError | undefined {
  const error = object(object(body)?.error);
  if (!error) return;
  const inner = object(error.innerError) ?? object(error.innererror);
  return known<ServiceError>({
    code: text(error.code),
    innerCode: text(inner?.code),
    message: text(error.message),
    innerMessage: text(inner?.message),
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
  const outer = object(body);
  if (Object.keys(outer ?? {}).some((name) => name.startsWith('@odata.'))) return true;
  const error = object(outer?.error);
  return text(error?.code) !== undefined && typeof error?.message === 'string';
}

/** The ids that support asks for: in the error's body, else in the answer's headers. */
export function readDetails(status: number, headers: Headers, body: unknown): ProblemDetails {
  const outer = object(object(body)?.error);
  const inner = object(outer?.innerError) ?? object(outer?.innererror);
  const error = readServiceError(body);
  return known<ProblemDetails>({
    status,
    serviceCode: short(error?.innerCode && error.innerCode !== 'unknown' ? error.innerCode : error?.code),
    serviceMessage: short(error?.message),
    requestId: short(inner?.['request-id']) ?? short(headers.get('request-id')),
    clientRequestId: short(inner?.['client-request-id']) ?? short(headers.get('client-request-id')),
    date: short(inner?.date) ?? short(headers.get('date')),
  });
}
