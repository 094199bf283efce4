import type { Incoming } from '../http.ts';
import { type Answer, type Marks, refusal } from './answers.ts';

/** Whether a request is a JSON batch. */
export const isBatch = ({ method, url }: Incoming): boolean =>
  method === 'POST' && /^\/(beta|v1\.0)\/\$batch$/i.test(url.pathname);

interface Part {
  id: string;
  method: string;
  url: string;
}

function partsOf(body: Buffer): Part[] | undefined {
  try {
    const { requests } = JSON.parse(body.toString()) as { requests?: unknown };
    if (!Array.isArray(requests) || requests.length === 0 || requests.length > 20) return;
    const sound = requests.every(({ id, method, url }) =>
      [id, method, url].every((each) => typeof each === 'string'),
    );
    return sound ? (requests as Part[]) : undefined;
  } catch {
    return;
  }
}

/**
 * Answers a JSON batch: each request as if it had come alone, a redirect with its `Location` as data, a file in base64.
 * Source: "Combine multiple HTTP requests using JSON batching", Microsoft Graph documentation.
 * @param act answers one request
 * @param contentOf a job's file
 */
export function answerBatch(
  request: Incoming,
  marks: Marks,
  act: (part: Incoming) => Answer,
  contentOf: (key: string) => Buffer,
): Answer {
  const parts = partsOf(request.body);
  if (!parts) return refusal(marks, 400, 'BadRequest', 'Invalid batch payload format.');
  const version = request.url.pathname.split('/')[1] ?? 'beta';
  const responses = parts.map(({ id, method, url }) => {
    const target = new URL(`/${version}/${url.replace(/^\//, '')}`, request.url);
    const {
      status,
      headers = {},
      body,
      file,
    } = act({ ...request, method, url: target, body: Buffer.alloc(0) });
    if (file !== undefined)
      return {
        id,
        status,
        headers: { 'Content-Type': 'text/csv' },
        body: contentOf(file).toString('base64'),
      };
    return {
      id,
      status,
      headers: { 'Cache-Control': 'no-cache', ...headers },
      ...(body === undefined ? {} : { body }),
    };
  });
  return { status: 200, body: { responses } };
}
