import { fieldsOf, isNumber } from '../data/data.ts';
import { hashOf } from '../files/hash.ts';
import { graphOrigin } from '../goals/hosts.ts';
import { askGraph, readAnswer } from '../graph/gateway.ts';
import { isUnauthorized, setbackOf, type Unauthorized, unauthorized } from '../graph/setbacks.ts';
import type { ProblemDetails, Setback } from '../problems/problems.ts';

/** Where the service keeps a content that it does not send itself. */
export interface Elsewhere {
  type: 'elsewhere';
  /** A pre-authorized URL: never in a log, never on disk. */
  url: string;
  host: string;
  /** SHA-256 of `url`, in hex, to recognize it. */
  source: string;
  /** The host is known to be Microsoft's. */
  trusted: boolean;
}

/** Hosts of Microsoft's, and of its storage, under which nobody else has one that Graph would not have named. */
const trustedHosts =
  /(^|\.)(microsoft\.com|office\.com|office\.net|office365\.com|sharepoint\.com|svc\.ms|1drv\.com|onedrive\.com|core\.windows\.net)$/;

/**
 * Where a content is that Graph answers with a redirect. No browser tells the address of one; a batch answers it as JSON instead of
 * redirecting, and the token stays with Graph.
 *
 * Source: "Combine multiple HTTP requests using JSON batching", Microsoft Graph documentation, whose own sample has a 302.
 * @throws NoAnswer
 */
export async function findElsewhere(
  exportJobId: string,
  token: string,
): Promise<Elsewhere | Setback | Unauthorized> {
  const path = `/employeeExperience/goals/exportJobs/${encodeURIComponent(exportJobId)}/content`;
  const body = { requests: [{ id: '1', method: 'GET', url: path }] };
  const batch = await askGraph({ method: 'POST', target: `${graphOrigin}/beta/$batch`, body, token });
  if (isUnauthorized(batch)) return unauthorized(batch);
  const { details, headers } = batch;
  const inner = batch.status === 200 ? readInner(batch.json) : undefined;
  if (!inner)
    return batch.ofGraph && batch.status < 500 && batch.status !== 429
      ? cannotBeHad(details)
      : setbackOf(batch);
  if (inner.status >= 300 && inner.status < 400) return readAddress(inner.headers.get('location'), details);
  // Graph sends the content itself: the redirect came from something in between, or is over.
  if (inner.status < 300) return { type: 'delayed', cause: { code: 'proxyAnswered', details } };
  for (const name of ['request-id', 'date']) inner.headers.set(name, headers.get(name) ?? '');
  const answer = await readAnswer(new Response(inner.body, inner), details.clientRequestId ?? '');
  return isUnauthorized(answer) ? unauthorized(answer) : setbackOf(answer);
}

const cannotBeHad = (details: ProblemDetails): Setback => ({
  type: 'failed',
  cause: { code: 'contentElsewhere', details },
});

/** The answer to the one request in the batch; undefined where there is none. */
function readInner(json: unknown): { status: number; headers: Headers; body: string } | undefined {
  const { responses } = fieldsOf(json);
  const { status, headers, body } = fieldsOf(Array.isArray(responses) ? responses[0] : undefined);
  if (!isNumber(status) || !Number.isInteger(status) || status < 200 || status > 599) return;
  const known = new Headers();
  for (const [name, value] of Object.entries(fieldsOf(headers))) {
    try {
      known.set(name, String(value));
    } catch {
      // Not an HTTP header.
    }
  }
  return { status, headers: known, body: JSON.stringify(body ?? '') };
}

async function readAddress(location: string | null, details: ProblemDetails): Promise<Elsewhere | Setback> {
  if (!location || !URL.canParse(location)) return cannotBeHad(details);
  const url = new URL(location);
  // At Graph itself it takes the token, which no download of the browser's has.
  if (url.protocol !== 'https:' || url.origin === graphOrigin || url.username || url.password)
    return cannotBeHad(details);
  const trusted = !url.port && trustedHosts.test(url.hostname);
  return { type: 'elsewhere', url: url.href, host: url.host, source: await hashOf(url.href), trusted };
}
