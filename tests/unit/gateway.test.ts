// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest';
import { askGraph, graphUrl, NoAnswer } from '../../lib/graph/gateway.ts';

afterEach(() => vi.unstubAllGlobals());

describe('the token goes to Microsoft Graph alone', () => {
  test.each([
    'http://graph.microsoft.com/beta/x',
    'https://graph.microsoft.com:8443/x',
    'https://graph.microsoft.com.evil.example/x',
    'https://evil.example/graph.microsoft.com',
    'https://graph.microsoft.com@evil.example/x',
    'https://user@graph.microsoft.com/x',
    'https://user:pw@graph.microsoft.com/x',
    'https://gr\u0430ph.microsoft.com/x',
    'javascript:alert(1)',
    'blob:https://graph.microsoft.com/x',
  ])('not to %s', async (target) => {
    const fetch = vi.fn();
    vi.stubGlobal('fetch', fetch);
    await expect(askGraph({ target, token: 'secret' })).rejects.toThrow();
    expect(fetch).not.toHaveBeenCalled();
  });

  test.each([
    ['/exportJobs', 'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs'],
    ['https://GRAPH.microsoft.com/beta/y', 'https://graph.microsoft.com/beta/y'],
    ['https://graph.microsoft.com:443/beta/y', 'https://graph.microsoft.com/beta/y'],
    ['https://graph.microsoft.com\\@evil.example/x', 'https://graph.microsoft.com/@evil.example/x'],
    ['//evil.example/x', 'https://graph.microsoft.com/beta/employeeExperience/goals//evil.example/x'],
  ])('%s is %s', (target, url) => {
    expect(graphUrl(target)).toBe(url);
  });
});

test('a request carries what Graph asks for, and follows no redirect', async () => {
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => Response.json({ ok: true }));
  vi.stubGlobal('fetch', fetch);
  await askGraph({ target: '/exportJobs', method: 'POST', body: { a: 1 }, token: 'secret' });
  const init = fetch.mock.calls[0]?.[1] as RequestInit;
  expect(init).toMatchObject({
    method: 'POST',
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    body: '{"a":1}',
  });
  expect(init.headers).toMatchObject({ Authorization: 'Bearer secret', 'Content-Type': 'application/json' });
  expect((init.headers as Record<string, string>)['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('no answer is told apart, with the id that was sent and without the token', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  const error = await askGraph({ target: '/exportJobs', token: 'secret' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoAnswer);
  expect((error as NoAnswer).clientRequestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.stringify({ ...(error as object), message: (error as Error).message })).not.toContain('secret');
});

test('a body that breaks off is no answer', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"id"'));
      controller.error(new TypeError('network error'));
    },
  });
  vi.stubGlobal('fetch', async () => new Response(body, { status: 200, headers: { 'retry-after': '9' } }));
  const error = await askGraph({ target: '/exportJobs', token: 't' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoAnswer);
  // That much was heard.
  expect((error as NoAnswer).retryAfter).toBe(9000);
});

describe('S7: an answer that is too much', () => {
  const answer = (body: BodyInit) => {
    vi.stubGlobal('fetch', async () => new Response(body, { status: 200 }));
    return askGraph({ target: '/exportJobs', token: 't' });
  };

  test('of 100 MB, or without an end, is read no further than 8 MB', async () => {
    let sent = 0;
    let cancelled = false;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000).fill(32));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect((await answer(body)).json).toBeUndefined();
    expect(sent).toBeLessThan(12_000_000);
    expect(cancelled).toBe(true);
  });

  test('of 100,000 levels is no JSON for us, or is harmless', async () => {
    const { json } = await answer(`${'{"value":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    expect(json === undefined || typeof json === 'object').toBe(true);
  });

  test('with __proto__ changes nothing', async () => {
    await answer('{"__proto__":{"status":"succeeded"},"error":{"__proto__":{"code":"x"}}}');
    expect(({} as { status?: string }).status).toBeUndefined();
  });
});

test('S11: an answer that never ends is given up, sooner than the browser gives up on us', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  vi.stubGlobal('fetch', async () => Response.json({}));
  await askGraph({ target: '/exportJobs', token: 't' });
  expect(timeout.mock.calls[0]?.[0]).toBeLessThan(30_000);
});
