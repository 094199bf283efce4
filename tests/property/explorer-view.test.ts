import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  explorerUrl,
  readExplorerPage,
  readExplorerView,
  readViewTitle,
} from '../../lib/goals/explorer-view.ts';
import { anyText, explorerView, textOf } from './arbitraries.ts';
import { times } from './runs.ts';

const pathOf = ({
  goalsOrganizationId,
  explorerViewId,
}: {
  goalsOrganizationId: string;
  explorerViewId: string;
}) => `/org_uuid/${goalsOrganizationId}/objective-explorer?viewId=${explorerViewId}`;

/** Percent-encodes some of the characters, needed or not. */
const someEncoded = (text: string, which: boolean[]): string =>
  [...text]
    .map((char, index) =>
      which[index % which.length] ? `%${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char,
    )
    .join('');

const pieces = [
  'https://goals.microsoft.com',
  'https:',
  'http:',
  '//',
  '/',
  '\\',
  '/org_uuid/',
  '94a356ab-53d5-40e7-8a85-053d6d3b9eb3',
  '/objective-explorer',
  '?',
  'viewId=',
  'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e',
  '&',
  '#',
  '@',
  ':',
  '%',
  '%2F',
  '%ZZ',
  '%ff',
  '\u0000',
  '\ud800',
  '..',
  ' ',
];

describe('the URL of a view', () => {
  test('reads back as the view', () => {
    fc.assert(
      fc.property(explorerView, (view) => {
        expect(readExplorerPage(explorerUrl(view))).toEqual({ view });
      }),
    );
  });

  test('reads back in any case, however its ids are percent-encoded, among other parameters', () => {
    const parameter = fc.tuple(
      fc.string().filter((name) => name !== 'viewId'),
      fc.string({ unit: 'grapheme' }),
    );
    const start = fc.mixedCase(fc.constant('https://goals.microsoft.com/org_uuid/'));
    const page = fc.mixedCase(fc.constantFrom('/objective-explorer', '/objective-explorer/'));
    fc.assert(
      fc.property(
        explorerView,
        start,
        page,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
        fc.array(parameter, { maxLength: 4 }),
        fc.string(),
        (view, before, after, which, more, fragment) => {
          const organization = someEncoded(view.goalsOrganizationId, which);
          const id = someEncoded(view.explorerViewId.toUpperCase(), which);
          const query = [new URLSearchParams(more), `viewId=${id}`, 'viewId=other'].join('&');
          expect(readExplorerPage(`${before}${organization}${after}?${query}#${fragment}`)).toEqual({ view });
        },
      ),
    );
  });
});

describe('no view is read', () => {
  const host = 'goals.microsoft.com';
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const lookAlike = fc.oneof(
    label.map((name) => `https://${name}.${host}`),
    label.map((name) => `https://${host}.${name}`),
    label.map((name) => `https://${name}${host}`),
    label.map((name) => `https://${host}${name}`),
    label.map((name) => `https://${name}.example/${host}`),
    label.map((name) => `https://${name}.example?https://${host}`),
    label.map((name) => `https://${name}.example#https://${host}`),
    label.map((name) => `https://${name}@${host}`),
    label.map((name) => `https://:${name}@${host}`),
    label.map((name) => `https://${host}@${name}.example`),
    label.map((name) => `https://${host}\\@${name}.example`),
    fc
      .integer({ min: 1, max: 65_535 })
      .filter((port) => port !== 443)
      .map((port) => `https://${host}:${port}`),
    fc
      .constantFrom('http', 'ws', 'wss', 'ftp', 'file', 'blob:https', 'view-source:https', 'javascript')
      .map((scheme) => `${scheme}://${host}`),
    fc.constantFrom(
      'https://g\u043eals.microsoft.com',
      'https://goals.m\u0131crosoft.com',
      'https://goals-microsoft.com',
      'https://goals.microsoft.com.',
      'https://goals.microsoft.co',
      'https://goals.microsoft.com%00',
      'https://goals.microsoft.com%2f',
      'https://xn--gals-eqa.microsoft.com',
      'https://[::1]',
      '//goals.microsoft.com',
      'goals.microsoft.com',
      'data:text/html,https://goals.microsoft.com',
    ),
  );

  test('of look-alike hosts, with a user name, at another port, by another scheme', () => {
    fc.assert(
      fc.property(lookAlike, explorerView, (start, view) => {
        expect(readExplorerView(start + pathOf(view))).toBeUndefined();
      }),
      times(3),
    );
  });

  test('with an id that holds anything but the characters of an id', () => {
    const notInIds = fc.constantFrom(...'/\\\'"(){}<>%&=?#. ;,:$@*+\u0000\u202e\u212a\uff11\u00e9');
    fc.assert(
      fc.property(explorerView, notInIds, fc.nat(), fc.boolean(), (view, wrong, at, inOrganization) => {
        const spoil = (id: string) => {
          const index = 1 + (at % Math.max(1, id.length - 1));
          return encodeURIComponent(`${id.slice(0, index)}${wrong}${id.slice(index)}x`);
        };
        const organization = inOrganization ? spoil(view.goalsOrganizationId) : view.goalsOrganizationId;
        const id = inOrganization ? view.explorerViewId : spoil(view.explorerViewId);
        const url = `https://${host}/org_uuid/${organization}/objective-explorer?viewId=${id}`;
        expect(readExplorerPage(url)).toMatchObject({
          invalid: inOrganization ? 'invalidOrganizationId' : 'invalidViewId',
        });
      }),
    );
  });
});

test('whatever the URL: no exception, and a view only with two ids that need no encoding', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.webUrl(), textOf(pieces)), (url) => {
      const view = readExplorerView(url);
      if (!view) return;
      expect(view.goalsOrganizationId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(view.explorerViewId).toMatch(/^[a-z0-9_-]{1,64}$/);
      expect(new URL(url).host).toBe('goals.microsoft.com');
    }),
    times(8),
  );
});

test('whatever the title: no exception, and the view’s name is absent or some trimmed text of it', () => {
  const words = [
    'Viva Goals',
    'Explorer',
    'OKRs',
    ' - ',
    ' | ',
    ' – ',
    '(3) ',
    'goals.microsoft.com',
    '\u00a0',
    '—',
    '\n',
  ];
  fc.assert(
    fc.property(fc.oneof(anyText, textOf(words)), (title) => {
      const name = readViewTitle(title);
      if (name === undefined) return;
      expect(name).not.toBe('');
      expect(name).toBe(name.trim());
      expect(name).not.toMatch(/^(viva goals|explorer)$/i);
    }),
    times(5),
  );
});

test('a name in a title is read, whatever stands around it', () => {
  const name = fc
    .stringMatching(/^[A-Z][a-z0-9À-ÿ&/]{1,9}( [A-Za-z0-9]{1,9}){0,4}$/)
    .filter((text) => !/^explorer$/i.test(text));
  const app = fc.constantFrom(
    ' - Viva Goals',
    ' | Microsoft Viva Goals',
    ' - Explorer - Viva Goals',
    ' – Objective Explorer',
  );
  fc.assert(
    fc.property(name, app, fc.constantFrom('', '  '), (text, end, space) => {
      expect(readViewTitle(space + text + end + space)).toBe(text);
    }),
  );
});
