import { dropCopies, keepFewer } from '../copies/copies.ts';
import { keepCopy } from '../copies/keep.ts';
import { defined } from '../data/data.ts';
import { isOfGraph } from '../graph/decode.ts';
import { detailsOf, fetchGraph, looksOf, readAnswer } from '../graph/gateway.ts';
import { retryAfterOf } from '../graph/retry.ts';
import { isUnauthorized, setbackOf, unauthorized } from '../graph/setbacks.ts';
import type { ProblemCode, Setback } from '../problems/problems.ts';
import { excelType } from '../report/protocol.ts';
import { findElsewhere } from './elsewhere.ts';
import { limitOf } from './limits.ts';
import type { OffscreenOperations } from './operations.ts';
import { readBlob, stallLimit } from './read-content.ts';

type FetchContent = OffscreenOperations['fetchContent'];
type Content = Awaited<ReturnType<FetchContent>>;

const held = new Map<string, Blob>();
const underWay = new Map<string, Promise<Content>>();

/** Content may be large and the network slow; after this time a fetch is given up (ms). */
const longestFetch = 60 * 60_000;
/** … and after this time without a byte (ms). */
const longestStall = 2 * 60_000;

/** Fetches contents and keeps them as Blobs, where the browser moves large ones to its own disk cache. */
export const contentOperations = {
  fetchContent: (input) => {
    const key = JSON.stringify(input);
    const running = underWay.get(key) ?? fetchInTime(input).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  },
  holdsContent: async ({ blobUrl }) => held.has(blobUrl),
  keepCopy: async ({ blobUrl, copy, keep }) => {
    // Read right away, since the content is released meanwhile.
    const blob = held.get(blobUrl);
    return blob ? keepCopy(blob, copy, keep) : 'the content is gone';
  },
  dropCopies: ({ ids }) => dropCopies(({ id }) => ids.includes(id)),
  keepFewerCopies: ({ keep }) => keepFewer(keep),
  // Reading files is a lot of code, and wanted once for a batch.
  changesSince: async (input) =>
    (await import('./excel.ts')).askWorker('changesSince', input, limitOf('changesSince')),
  makeWorkbook: async (order) => {
    const { askWorker } = await import('./excel.ts');
    const { bytes, missing } = await askWorker('workbook', order, limitOf('makeWorkbook'));
    const blob = new Blob([bytes], { type: excelType });
    const blobUrl = URL.createObjectURL(blob);
    held.set(blobUrl, blob);
    return { blobUrl, bytes: blob.size, missing };
  },
  releaseContent: async ({ blobUrl }) => {
    URL.revokeObjectURL(blobUrl);
    held.delete(blobUrl);
  },
} satisfies Partial<OffscreenOperations>;

async function fetchInTime(input: Parameters<FetchContent>[0]): Promise<Content> {
  const stall = stallLimit(longestStall);
  const signal = AbortSignal.any([stall.signal, AbortSignal.timeout(longestFetch)]);
  return fetchContent(input, signal, stall.progress).finally(stall.end);
}

async function fetchContent(
  { exportJobId, accessToken, excel }: Parameters<FetchContent>[0],
  signal: AbortSignal,
  progress: () => void,
): Promise<Content> {
  const target = `/exportJobs/${encodeURIComponent(exportJobId)}/content`;
  const { response, clientRequestId } = await fetchGraph({ target, token: accessToken }, signal);
  if (response.type === 'opaqueredirect') return findElsewhere(exportJobId, accessToken);
  if (response.status !== 200) {
    const answer = await readAnswer(response, clientRequestId);
    if (isUnauthorized(answer)) return unauthorized(answer);
    return setbackOf(answer);
  }

  const details = detailsOf(response, clientRequestId);
  const retryAfter = retryAfterOf(response.headers, Date.now());
  const delayed = (code: ProblemCode): Setback =>
    defined({ type: 'delayed', cause: { code, details }, retryAfter });
  const received = await readBlob(response, progress).catch(() => undefined);
  if (!received) return delayed('contentCutOff');
  if (received.size === 0) return delayed('contentEmpty');
  // Firefox accepts a body that is shorter than its Content-Length.
  const promised = response.headers.get('content-length');
  if (promised && !response.headers.get('content-encoding') && Number(promised) > received.size)
    return delayed('contentCutOff');
  const blob = await unpacked(received, signal).catch(() => undefined);
  if (!blob) return delayed('contentCutOff');
  const wrong = await notCsv(blob, response.headers);
  if (wrong === 'serviceRetired') return { type: 'failed', cause: { code: wrong, details } };
  if (wrong) return delayed(wrong);

  const workbook = excel && (await (await import('./excel.ts')).excelOf(blob, excel));
  const notExcel = typeof workbook === 'string' ? { notExcel: workbook } : {};
  // Not the service's type: browsers take the file's extension from this one.
  const file = workbook instanceof Blob ? workbook : blob.slice(0, blob.size, 'text/csv');
  const blobUrl = URL.createObjectURL(file);
  // Copies hold the content as the service sent it.
  held.set(blobUrl, blob);
  return { type: 'content', blobUrl, bytes: file.size, ...notExcel };
}

/** Storage may keep a file compressed, and a service send it so without saying it. No CSV begins like that. */
async function unpacked(blob: Blob, signal: AbortSignal): Promise<Blob> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) return blob;
  return new Response(blob.stream().pipeThrough(new DecompressionStream('gzip'), { signal })).blob();
}

/** What arrived instead of a file, if it is none. Only Graph's own word is taken for the end of the service. */
async function notCsv(blob: Blob, headers: Headers): Promise<ProblemCode | undefined> {
  const start = await blob.slice(0, 512).text();
  const type = headers.get('content-type') ?? '';
  const ofGraph = isOfGraph(headers, undefined);
  if (looksOf(start, type) === 'html') return ofGraph ? 'serviceRetired' : 'proxyAnswered';
  // Whatever it is called: no view begins so, an error does.
  if (/json|xml/i.test(type) || /^\s*\[?\s*[{<]/.test(start))
    return ofGraph ? 'unreadableAnswer' : 'proxyAnswered';
  if (!ofGraph && !/csv|octet-stream|^$/i.test(type)) return 'proxyAnswered';
}
