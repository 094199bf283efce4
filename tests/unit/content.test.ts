// @vitest-environment node
import { resolveObjectURL } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { contentOperations } from '../../lib/offscreen/content.ts';

const secret = 'eyJ-secret-access-token';
const input = { exportJobId: 'j!1/2', accessToken: secret };
const csv = '\uFEFFTitle,Owner\r\n"Grow ""fast""",Zoë\r\n';
const bytes = new TextEncoder().encode(csv).length;
let sent: { url: string; init: RequestInit }[];

/** What the service sends. */
function serve(respond: () => Response | Promise<Response>): void {
  sent = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return respond();
  });
}
const ok = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { 'content-type': 'text/csv', 'request-id': 'r-1', ...headers } });

afterEach(() => vi.unstubAllGlobals());

describe('a content', () => {
  test('is kept byte for byte under its Blob URL, until it is released', async () => {
    serve(() => ok(csv, { 'content-length': String(bytes) }));
    const content = await contentOperations.fetchContent(input);
    expect(content).toMatchObject({ type: 'content', bytes });
    const { blobUrl } = content as { blobUrl: string };
    vi.unstubAllGlobals();
    const kept = await (await fetch(blobUrl)).arrayBuffer();
    expect(new Uint8Array(kept)).toEqual(new TextEncoder().encode(csv));
    expect(await contentOperations.holdsContent({ blobUrl })).toBe(true);

    await contentOperations.releaseContent({ blobUrl });
    expect(await contentOperations.holdsContent({ blobUrl })).toBe(false);
    await expect(fetch(blobUrl)).rejects.toThrow();
  });

  test('is asked of Microsoft Graph with the token; redirects are not followed', async () => {
    serve(() => ok(csv));
    await contentOperations.fetchContent(input);
    expect(sent[0]?.url).toBe(
      'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs/j!1%2F2/content',
    );
    expect(sent[0]?.init).toMatchObject({
      redirect: 'manual',
      headers: { Authorization: `Bearer ${secret}` },
    });
  });

  test('asked for twice at once is fetched once, and later anew', async () => {
    serve(() => ok(csv));
    const both = await Promise.all([
      contentOperations.fetchContent(input),
      contentOperations.fetchContent(input),
    ]);
    expect(both[0]).toEqual(both[1]);
    expect(sent).toHaveLength(1);
    await contentOperations.fetchContent({ ...input, exportJobId: 'j!other' });
    await contentOperations.fetchContent(input);
    expect(sent).toHaveLength(3);
  });

  test('compressed: Content-Length speaks of the compressed bytes', async () => {
    serve(() => ok(csv, { 'content-length': '12', 'content-encoding': 'gzip' }));
    expect(await contentOperations.fetchContent(input)).toMatchObject({ type: 'content', bytes });
  });
});

test('compressed, and nobody says so: unpacked; cut off: fetched again', async () => {
  const packed = gzipSync(csv);
  serve(() =>
    ok(packed, { 'content-length': `${packed.length}`, 'content-type': 'application/octet-stream' }),
  );
  const content = await contentOperations.fetchContent(input);
  expect(content).toMatchObject({ type: 'content', bytes });
  expect(await resolveObjectURL((content as { blobUrl: string }).blobUrl)?.text()).toBe(csv.slice(1));
  serve(() => ok(packed.subarray(0, -9)));
  expect(await contentOperations.fetchContent(input)).toMatchObject({ cause: { code: 'contentCutOff' } });
});

test.each(['5', '66, 66', 'x'])('a Content-Length that can not be: %s', async (length) => {
  serve(() => ok(csv, { 'content-length': length }));
  expect(await contentOperations.fetchContent(input)).toMatchObject({ type: 'content', bytes });
});

describe('what is no content', () => {
  const broken = () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('Title,Ow'));
        controller.error(new TypeError('network error'));
      },
    });
    return ok(body);
  };
  const elsewhere = () =>
    ({ type: 'opaqueredirect', status: 0, headers: new Headers(), text: async () => '' }) as Response;
  const error = (
    status: number,
    code: string,
    inner: string,
    headers: Record<string, string> = {},
    message = 'm',
  ) => Response.json({ error: { code, message, innerError: { code: inner } } }, { status, headers });

  test.each<[string, () => Response, object]>([
    ['empty', () => ok(''), { type: 'delayed', cause: { code: 'contentEmpty' } }],
    ['broken off', broken, { type: 'delayed', cause: { code: 'contentCutOff' } }],
    [
      'shorter than promised',
      () => ok(csv, { 'content-length': '5000' }),
      { type: 'delayed', cause: { code: 'contentCutOff' } },
    ],
    [
      'at another address',
      elsewhere,
      // Whoever redirects everything is not Graph.
      { type: 'delayed', cause: { code: 'proxyAnswered' } },
    ],
    [
      'JSON, whatever it says (found by chaos: it was saved as a file)',
      () => ok('{"id": "j!', { 'content-type': 'application/json' }),
      { type: 'delayed', cause: { code: 'unreadableAnswer' } },
    ],
    ...['text/csv', 'application/octet-stream', 'text/plain'].flatMap((type) =>
      ['{"error": {"code": "x", "message": "m"}}', '\ufeff [{"id": 1}]', '<?xml version="1.0"?><error/>'].map(
        (body): [string, () => Response, object] => [
          `${body} as ${type}`,
          () => ok(body, { 'content-type': type }),
          { type: 'delayed', cause: { code: 'unreadableAnswer' } },
        ],
      ),
    ),
    [
      'a script of nobody’s in its place',
      () => new Response('<script>go()</script>', { headers: { 'content-type': 'text/csv' } }),
      { type: 'delayed', cause: { code: 'proxyAnswered' } },
    ],
    [
      'a page that says so',
      () => ok('Viva Goals has retired', { 'content-type': 'text/html' }),
      { type: 'failed', cause: { code: 'serviceRetired' } },
    ],
    [
      'a page that does not say so',
      () => ok('<!DOCTYPE html><p>Bye'),
      { type: 'failed', cause: { code: 'serviceRetired' } },
    ],
    [
      'gone (410)',
      () => new Response('', { status: 410, headers: { 'request-id': 'r' } }),
      { type: 'failed', cause: { code: 'serviceRetired' } },
    ],
    [
      'a page of a proxy',
      () => new Response('<!DOCTYPE html><p>Sign in', { headers: { 'content-type': 'text/html' } }),
      { type: 'delayed', cause: { code: 'proxyAnswered' } },
    ],
    [
      'gone in Graph’s way',
      () => error(400, 'BadRequest', 'x', {}, "Resource not found for the segment 'content'."),
      { type: 'failed', cause: { code: 'serviceRetired' } },
    ],
    [
      'empty, and it asks to wait',
      () => ok('', { 'retry-after': '9' }),
      { type: 'delayed', retryAfter: 9000, cause: { code: 'contentEmpty' } },
    ],
    [
      'expired',
      () => error(404, 'notFound', 'exportJobNotFound'),
      { type: 'failed', cause: { code: 'jobVanished' } },
    ],
    ['forbidden', () => error(403, 'Forbidden', 'x'), { type: 'failed', cause: { code: 'forbidden' } }],
    [
      'throttled',
      () => error(429, 'x', 'x', { 'retry-after': '30' }),
      { type: 'delayed', retryAfter: 30_000, cause: { code: 'throttled' } },
    ],
    ['a fault', () => error(500, 'x', 'x'), { type: 'delayed', cause: { code: 'serverError' } }],
    ['another success', () => new Response(null, { status: 204 }), { type: 'delayed' }],
  ])('%s', async (_what, respond, outcome) => {
    const made = vi.spyOn(URL, 'createObjectURL');
    serve(respond);
    const answer = await contentOperations.fetchContent(input);
    expect(answer).toMatchObject(outcome);
    expect(made).not.toHaveBeenCalled();
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect((answer as { cause: { details: object } }).cause.details).toMatchObject({
      clientRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      date: expect.any(String),
    });
  });

  test('refused token, with the claims that the next one needs', async () => {
    const claims = '{"access_token":{}}';
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${btoa(claims)}"`;
    serve(() => new Response('', { status: 401, headers: { 'www-authenticate': challenge } }));
    expect(await contentOperations.fetchContent(input)).toMatchObject({ type: 'unauthorized', claims });
  });

  test('a failure does not stand in the way of the next try', async () => {
    serve(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(contentOperations.fetchContent(input)).rejects.toThrow('no answer');
    serve(() => ok(csv));
    expect(await contentOperations.fetchContent(input)).toMatchObject({ type: 'content' });
  });
});

describe('a content that stops coming', () => {
  const trickle = (signal: AbortSignal, every: number, times: number) =>
    new ReadableStream<Uint8Array>({
      async start(controller) {
        signal.addEventListener('abort', () => controller.error(signal.reason));
        for (let sent = 0; sent < times; sent++) {
          await new Promise((resolve) => setTimeout(resolve, every));
          if (signal.aborted) return;
          controller.enqueue(new TextEncoder().encode('a;b\n'));
        }
        if (times < 100) return;
        controller.close();
      },
    });
  const fetchTrickling = (every: number, times: number) => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', async (_url: string, { signal }: { signal: AbortSignal }) =>
      ok(trickle(signal, every, times)),
    );
    return contentOperations.fetchContent({ ...input, exportJobId: `j!${every}` });
  };
  afterEach(() => vi.useRealTimers());

  test('is given up after two minutes without a byte', async () => {
    const content = fetchTrickling(1000, 5);
    await vi.advanceTimersByTimeAsync(5000 + 119_000);
    const state = await Promise.race([content, 'under way']);
    expect(state).toBe('under way');
    await vi.advanceTimersByTimeAsync(1000);
    expect(await content).toMatchObject({ type: 'delayed', cause: { code: 'contentCutOff' } });
  });

  test('however slowly it comes, it is read to its end', async () => {
    const content = fetchTrickling(20_000, 100);
    await vi.advanceTimersByTimeAsync(20_000 * 100);
    expect(await content).toMatchObject({ type: 'content', bytes: 400 });
  });
});
