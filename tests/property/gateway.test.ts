import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphUrl } from '../../lib/graph/gateway.ts';
import { anyText, exportJobId, textOf } from './arbitraries.ts';
import { times } from './runs.ts';

const base = 'https://graph.microsoft.com/beta/employeeExperience/goals';

/** The URL, or undefined where it is refused. */
function urlOf(target: string): string | undefined {
  try {
    return graphUrl(target);
  } catch {
    return undefined;
  }
}

const pieces = [
  ...['https://', 'http://', 'https:', 'HTTPS:/', 'blob:', 'javascript:', 'data:,', 'file:///', 'wss://'],
  ...[
    '//',
    '/',
    '\\',
    '/..',
    '/.',
    '/%2e%2e',
    '..;',
    '?',
    '#',
    '@',
    ':',
    ':443',
    ':80',
    ':@',
    '%40',
    '%2f',
    '%00',
  ],
  ...[
    'graph.microsoft.com',
    'GRAPH.MICROSOFT.COM',
    'graph.microsoft.com.',
    'ｇraph.microsoft.com',
    'gr\u0430ph',
  ],
  ...[
    'evil.example',
    'microsoft.com',
    '127.0.0.1',
    '[::1]',
    'user',
    'user:pw',
    '\u3002',
    '\u2044',
    '\uff0f',
    '\uff20',
  ],
  ...['\t', '\n', '\r', ' ', '\u0000', '\u00ad', '\u200b', '\ufeff', '\ud800', '/exportJobs', '$filter=x'],
];
const hostile = fc.oneof(
  textOf(pieces),
  textOf(pieces).map((text) => `https://graph.microsoft.com${text}`),
  textOf(pieces).map((text) => `/${text}`),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  anyText,
  anyText.map((text) => `/${text}`),
);

test('whatever the target: Microsoft Graph by https, without a user name, or an exception', () => {
  fc.assert(
    fc.property(hostile, (target) => {
      const url = urlOf(target);
      if (url === undefined) return;
      // Read without the URL parser, too: what is sent begins with these characters.
      expect(url).toMatch(/^https:\/\/graph\.microsoft\.com\//);
      expect(new URL(url)).toMatchObject({
        origin: 'https://graph.microsoft.com',
        username: '',
        password: '',
        port: '',
      });
      expect(graphUrl(url)).toBe(url);
    }),
    times(10),
  );
});

test('whatever follows a slash is a path at Microsoft Graph, never a host', () => {
  fc.assert(
    fc.property(fc.oneof(textOf(pieces), anyText), (text) => {
      expect(new URL(graphUrl(`/${text}`)).origin).toBe('https://graph.microsoft.com');
    }),
    times(5),
  );
});

test('no other host gets a token, wherever Microsoft Graph’s name stands', () => {
  const domain = fc.domain().filter((name) => name !== 'graph.microsoft.com');
  const forms = [
    (name: string) => `https://${name}/graph.microsoft.com`,
    (name: string) => `https://graph.microsoft.com@${name}/beta`,
    (name: string) => `https://graph.microsoft.com:443@${name}/`,
    (name: string) => `https://graph.microsoft.com.${name}/`,
    (name: string) => `https://${name}?https://graph.microsoft.com`,
    (name: string) => `https://${name}#@graph.microsoft.com/`,
    (name: string) => `https://${name}\\@graph.microsoft.com/`,
    (name: string) => `https:${name}`,
    (name: string) => `https://${name}.graph.microsoft.com/`,
    (name: string) => `https://${name}@graph.microsoft.com/`,
    (name: string) => `https://:${name}@graph.microsoft.com/`,
    (name: string) => `http://graph.microsoft.com/${name}`,
    (name: string) => `blob:https://graph.microsoft.com/${name}`,
  ];
  fc.assert(
    fc.property(domain, fc.constantFrom(...forms), (name, form) => {
      expect(urlOf(form(name))).toBeUndefined();
    }),
    times(3),
  );
});

test('a path below the export jobs, and a next page, are asked for as they are', () => {
  fc.assert(
    fc.property(exportJobId, fc.stringMatching(/^[\w-]{1,40}$/), (id, skipToken) => {
      expect(graphUrl(`/exportJobs/${encodeURIComponent(id)}/content`)).toBe(
        `${base}/exportJobs/${id}/content`,
      );
      const next = `${base}/exportJobs?$skiptoken=${skipToken}`;
      expect(graphUrl(next)).toBe(next);
    }),
  );
});
