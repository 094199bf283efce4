// @vitest-environment node
import { describe, expect, test } from 'vitest';
import {
  explorerUrl,
  readExplorerPage,
  readExplorerView,
  readViewTitle,
} from '../../lib/goals/explorer-view.ts';

const organization = '94a356ab-53d5-40e7-8a85-053d6d3b9eb3';
const viewId = 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e';
const view = { goalsOrganizationId: organization, explorerViewId: viewId };
const at = (path: string) => `https://goals.microsoft.com${path}`;

describe('reads the ids', () => {
  test.each([
    ['as documented', at(`/org_uuid/${organization}/objective-explorer?viewId=${viewId}`)],
    [
      'beside other parameters and a fragment',
      at(`/org_uuid/${organization}/objective-explorer?tab=1&viewId=${viewId}&x=%20#row-7`),
    ],
    ['with a slash at the end', at(`/org_uuid/${organization}/objective-explorer/?viewId=${viewId}`)],
    [
      'in upper case',
      at(`/ORG_UUID/${organization.toUpperCase()}/Objective-Explorer?viewId=${viewId.toUpperCase()}`),
    ],
    [
      'of the host in upper case',
      `https://GOALS.microsoft.com/org_uuid/${organization}/objective-explorer?viewId=${viewId}`,
    ],
    ['the first of two', at(`/org_uuid/${organization}/objective-explorer?viewId=${viewId}&viewId=other`)],
  ])('%s', (_what, url) => {
    expect(readExplorerPage(url)).toEqual({ view });
  });

  test('of an older, numeric view', () => {
    expect(
      readExplorerView(at(`/org_uuid/${organization}/objective-explorer?viewId=48213`))?.explorerViewId,
    ).toBe('48213');
  });

  test('of the URL that it makes itself', () => {
    expect(readExplorerView(explorerUrl(view))).toEqual(view);
  });
});

describe('says why there is no view', () => {
  test.each([
    ['invalidOrganizationId', 'String', at(`/org_uuid/String/objective-explorer?viewId=${viewId}`)],
    [
      'invalidOrganizationId',
      `{${organization}}`,
      at(`/org_uuid/{${organization}}/objective-explorer?viewId=${viewId}`),
    ],
    ['invalidOrganizationId', '%ZZ', at(`/org_uuid/%ZZ/objective-explorer?viewId=${viewId}`)],
    ['viewNotSaved', '', at(`/org_uuid/${organization}/objective-explorer`)],
    ['viewNotSaved', '', at(`/org_uuid/${organization}/objective-explorer?viewId=`)],
    ['invalidViewId', "x' or 1", at(`/org_uuid/${organization}/objective-explorer?viewId=x%27%20or%201`)],
    [
      'invalidViewId',
      'a'.repeat(65),
      at(`/org_uuid/${organization}/objective-explorer?viewId=${'a'.repeat(65)}`),
    ],
    [
      'invalidViewId',
      `${'a'.repeat(80)}…`,
      at(`/org_uuid/${organization}/objective-explorer?viewId=${'a'.repeat(100_000)}`),
    ],
    ['invalidOrganizationId', 'a\ufffdb\ufffd', at('/org_uuid/a%E2%80%AEb%00/objective-explorer')],
  ])('%s: %s', (invalid, value, url) => {
    expect(readExplorerPage(url)).toEqual({ invalid, value });
    expect(readExplorerView(url)).toBeUndefined();
  });
});

test.each([
  undefined,
  '',
  'not a url',
  at('/'),
  at(`/org_uuid/${organization}/dashboards?viewId=${viewId}`),
  at(`/org_uuid/${organization}/objective-explorer/details?viewId=${viewId}`),
  `http://goals.microsoft.com/org_uuid/${organization}/objective-explorer?viewId=${viewId}`,
  `https://goals.microsoft.com.evil.example/org_uuid/${organization}/objective-explorer?viewId=${viewId}`,
  `https://someone@goals.microsoft.com/org_uuid/${organization}/objective-explorer?viewId=${viewId}`,
  `https://goals.microsoft.com:8443/org_uuid/${organization}/objective-explorer?viewId=${viewId}`,
  `https://evil.example/?u=https://goals.microsoft.com/org_uuid/${organization}/objective-explorer?viewId=${viewId}`,
])('is no Explorer page: %s', (url) => {
  expect(readExplorerPage(url)).toBeUndefined();
});

test.each([
  ['Q3 company OKRs - Explorer - Viva Goals', 'Q3 company OKRs'],
  ['Q3 - revised - Explorer - Viva Goals', 'Q3 - revised'],
  ['Sales | Microsoft Viva Goals', 'Sales'],
  ['(3) Viva Goals', undefined],
  ['Explorer - Viva Goals', undefined],
  ['goals.microsoft.com', undefined],
  ['goals.microsoft.com/org_uuid/x', undefined],
  ['', undefined],
  [undefined, undefined],
])('the title %s names %s', (title, name) => {
  expect(readViewTitle(title)).toBe(name);
});
