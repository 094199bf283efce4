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

const statuses = ['notStarted', 'running', 'succeeded', 'failed', 'skipped'];

/** A status as it is documented, whatever its casing; one that nobody knows as it is. */
const readStatus = (value: unknown): string | undefined => {
  const status = text(short(value)?.trim());
  return statuses.find((known) => known.toLowerCase() === status?.toLowerCase()) ?? status;
};

/** How much of a text is kept and shown. */
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
    status: readStatus(job.status),
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
  const [, segment, key] = /(?:^|\/)exportJobs(?:\/([^/]+)|\('(.+)'\))\/?$/i.exec(path ?? '') ?? [];
  const id = segment ?? key;
  if (!id) return;
  try {
    return jobId(decodeURIComponent(id));
  } catch {
    return jobId(id);
  }
}

/**
 * The error in a body: Graph's, under whatever casing; as OData had it before its version 4; or a text alone. Undefined where there is none.
 */
export function readError(body: unknown): Fields | undefined {
  const error = Object.entries(fieldsOf(body)).find(([name]) => /^(odata\.)?error$/i.test(name))?.[1];
  if (isText(error)) return { message: error };
  if (!isObject(error)) return;
  const named = Object.fromEntries(Object.entries(error).map(([name, value]) => [name.toLowerCase(), value]));
  const { value = named.message } = fieldsOf(named.message);
  return { ...named, message: value };
}

/** The innermost error, where one has another in it. */
function innermost(error: Fields): Fields {
  let inner = error;
  for (let deep = 0; deep < 9 && isObject(inner.innererror ?? inner.innerError); deep++)
    inner = fieldsOf(inner.innererror ?? inner.innerError);
  return inner;
}

/** The job that a conflict is about: its id or its address. */
export const readTarget = (body: unknown): string | undefined => {
  const target = jobId(readError(body)?.target);
  return target && (readLocation(target) ?? target);
};

/** Every `code` that stands in a body, in lower case: of an error and of those in it, however they are wrapped. */
export const codesIn = (text: string): string[] =>
  [...text.matchAll(/\bcode\W{1,9}(\w+)/gi)].map(([, code = '']) => code.toLowerCase());

/**
 * Whether an answer bears a sign of Microsoft Graph: the ids that it puts into every answer, a challenge of its tokens, or an
 * OData body. What has none of these was said by something in between: a proxy, a firewall, a captive portal.
 */
export function isOfGraph(headers: Headers, body: unknown): boolean {
  if (headers.get('request-id') || headers.get('client-request-id')) return true;
  if (/^\s*bearer\b/i.test(headers.get('www-authenticate') ?? '')) return true;
  const outer = fieldsOf(body);
  if (Object.keys(outer).some((name) => /^@?odata\./.test(name))) return true;
  const { code, message } = readError(body) ?? {};
  return text(code) !== undefined && isText(message);
}

/** The ids that support asks for: in the error's body, else in the answer's headers. */
export function readDetails(status: number, headers: Headers, body: unknown): ProblemDetails {
  const error = readError(body) ?? {};
  const { code, message } = error;
  const inner = innermost(error);
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
