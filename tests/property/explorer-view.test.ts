import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explorerUrl, readExplorerPage, readExplorerView, readViewTitle } from '../../lib/explorer-view.ts';

const view = fc.record({
  goalsOrganizationId: fc.uuid(),
  explorerViewId: fc.oneof(fc.uuid(), fc.nat().map(String), fc.stringMatching(/^[a-z0-9_-]{1,64}$/)),
});
/** Texts that look like URLs, and texts that do not. */
const anyUrl = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string().map((text) => `https://goals.microsoft.com/${text}`),
);

test('the URL of a view reads back as that view, in any case, with more around it', () => {
  fc.assert(
    fc.property(
      view,
      fc.boolean(),
      fc.webQueryParameters(),
      fc.webFragments(),
      (original, loud, query, fragment) => {
        const url = explorerUrl(original);
        const changed = `${loud ? url.replace(/[0-9a-f-]{36}/g, (id) => id.toUpperCase()) : url}&${query.replace(/viewId/gi, 'x')}#${fragment}`;
        expect(readExplorerView(changed)).toEqual(original);
      },
    ),
  );
});

test('whatever the address is: no error, and a view has the form of one', () => {
  fc.assert(
    fc.property(fc.oneof(anyUrl, fc.constant(undefined)), (url) => {
      const page = readExplorerPage(url);
      if (!page || !('view' in page)) return;
      expect(page.view.goalsOrganizationId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(page.view.explorerViewId).toMatch(/^[a-z0-9_-]{1,64}$/);
    }),
  );
});

test('no other origin gives a page: other hosts, user names, ports, schemes', () => {
  const origins = fc.oneof(
    fc.webAuthority({ withPort: true, withUserInfo: true }).map((authority) => `https://${authority}`),
    fc.constantFrom(
      'http://goals.microsoft.com',
      'https://goals.microsoft.com:8443',
      'https://goals.microsoft.com.evil.example',
      'https://goals.microsoft.com@evil.example',
      'https://goals-microsoft.com',
      'ftp://goals.microsoft.com',
      'https://xgoals.microsoft.com',
    ),
  );
  fc.assert(
    fc.property(origins, view, (origin, original) => {
      const { pathname, search } = new URL(explorerUrl(original));
      expect(readExplorerPage(origin + pathname + search)).toBeUndefined();
    }),
  );
});

test('W6: user-info before the right host is no other origin, and is not taken along', () => {
  fc.assert(
    fc.property(view, (original) => {
      const url = explorerUrl(original).replace('https://', 'https://user:password@');
      expect(readExplorerView(url)).toEqual(original);
      expect(explorerUrl(readExplorerView(url) as typeof original)).not.toContain('password');
    }),
  );
});

test('a title is none, or a text that is not empty', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc
          .array(fc.constantFrom('Q3', ' - ', 'Explorer', ' | ', 'Viva Goals', '(2) '))
          .map((parts) => parts.join('')),
      ),
      (title) => {
        const name = readViewTitle(title);
        if (name !== undefined) expect(name.trim()).not.toBe('');
      },
    ),
  );
});
