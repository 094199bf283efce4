// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hashOf } from '../../lib/files/hash.ts';
import { findElsewhere } from '../../lib/offscreen/elsewhere.ts';

/* The address of a content that Graph answers with a redirect, out of a JSON batch. */

const asked: [string, RequestInit][] = [];
let answer: () => Response;
const ids = { 'request-id': 'r1', 'content-type': 'application/json' };
const batch = (...responses: unknown[]) => {
  answer = () => Response.json({ responses }, { headers: ids });
};
const redirect = (location: unknown, status = 302) =>
  batch({ id: '1', status, headers: { Location: location } });
const find = () => findElsewhere('j!a/b', 'token');

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push([url, init]);
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

test('is asked of Graph alone, and comes with its host and a name that does not give it away', async () => {
  const url = 'https://acc.blob.core.windows.net/c/file.csv?sig=secret';
  redirect(url);
  expect(await find()).toEqual({
    type: 'elsewhere',
    url,
    host: 'acc.blob.core.windows.net',
    source: await hashOf(url),
    trusted: true,
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.[0]).toBe('https://graph.microsoft.com/beta/$batch');
  expect(JSON.parse(String(asked[0]?.[1].body))).toEqual({
    requests: [{ id: '1', method: 'GET', url: '/employeeExperience/goals/exportJobs/j!a%2Fb/content' }],
  });
});

test.each([
  ['https://x.sharepoint.com/f', true],
  ['https://b0mpua-by3301.files.1drv.com/y23', true],
  ['https://goals.microsoft.com/f', true],
  ['https://core.windows.net.evil.example/f', false],
  ['https://evilmicrosoft.com/f', false],
  ['https://microsoft.com.evil.example/f', false],
  ['https://acc.blob.core.windows.net:8443/f', false],
  ['https://[2001:db8::1]/f', false],
  ['https://192.0.2.7/f', false],
  ['https://xn--micrsoft-yjb.com/f', false],
])('%s: known as Microsoft’s: %s', async (url, trusted) => {
  redirect(url);
  expect(await find()).toMatchObject({ type: 'elsewhere', trusted });
});

test.each([
  ['http:', 'http://acc.blob.core.windows.net/f'],
  ['Graph itself', 'https://graph.microsoft.com/beta/other'],
  ['a relative one', '/beta/other'],
  ['one with a password', 'https://u:p@acc.blob.core.windows.net/f'],
  ['javascript:', 'javascript:alert(1)'],
  ['data:', 'data:text/csv,a'],
  ['none', undefined],
  ['an object', { a: 1 }],
])('%s is no address', async (_what, url) => {
  redirect(url);
  expect(await find()).toMatchObject({ type: 'failed', cause: { code: 'contentElsewhere' } });
});

describe('what else is answered', () => {
  const error = (status: number, code: string, inner = 'x') => ({
    id: '1',
    status,
    headers: { 'Retry-After': '7' },
    body: { error: { code, message: 'm', innerError: { code: inner } } },
  });
  test.each<[string, unknown[], object]>([
    [
      'Graph sends it after all',
      [{ id: '1', status: 200, body: 'YQ==' }],
      { type: 'delayed', cause: { code: 'proxyAnswered' } },
    ],
    ['401', [error(401, 'InvalidAuthenticationToken')], { type: 'unauthorized' }],
    [
      '404',
      [error(404, 'notFound', 'exportJobNotFound')],
      { type: 'failed', cause: { code: 'jobVanished' } },
    ],
    [
      '429',
      [error(429, 'TooManyRequests')],
      { type: 'delayed', cause: { code: 'throttled' }, retryAfter: 7000 },
    ],
    ['503', [error(503, 'serviceNotAvailable')], { type: 'delayed', retryAfter: 7000 }],
    ['nothing', [], { type: 'failed', cause: { code: 'contentElsewhere' } }],
    [
      'nonsense',
      [{ id: '1', status: 'no', headers: 7 }],
      { type: 'failed', cause: { code: 'contentElsewhere' } },
    ],
    [
      'an impossible status',
      [{ id: '1', status: 999 }],
      { type: 'failed', cause: { code: 'contentElsewhere' } },
    ],
    [
      'no content',
      [{ id: '1', status: 204, headers: { 'a b': 'c' } }],
      { type: 'delayed', cause: { code: 'proxyAnswered' } },
    ],
  ])('%s', async (_what, responses, outcome) => {
    batch(...responses);
    expect(await find()).toMatchObject(outcome);
  });

  test.each<[string, () => Response, object]>([
    [
      'a batch that Graph does not know',
      () => Response.json({ error: { code: 'BadRequest', message: 'm' } }, { status: 400, headers: ids }),
      { type: 'failed', cause: { code: 'contentElsewhere' } },
    ],
    [
      'an error of Graph’s',
      () => Response.json({ error: { code: 'x', message: 'm' } }, { status: 500, headers: ids }),
      { type: 'delayed', cause: { code: 'serverError' } },
    ],
    [
      'a proxy',
      () => new Response('<html>', { status: 403, headers: { 'content-type': 'text/html' } }),
      { type: 'delayed', cause: { code: 'proxyAnswered' } },
    ],
    [
      'a refused token',
      () => Response.json({ error: { code: 'x', message: 'm' } }, { status: 401, headers: ids }),
      { type: 'unauthorized' },
    ],
  ])('%s', async (_what, given, outcome) => {
    answer = given;
    expect(await find()).toMatchObject(outcome);
  });
});
