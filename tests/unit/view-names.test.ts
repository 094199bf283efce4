// @vitest-environment node
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { renameView } from '../../lib/jobs/rename-view.ts';
import { loadViewNames, longestName, nameIn, namesIn } from '../../lib/jobs/view-names.ts';
import { otherView, view } from './samples.ts';

beforeEach(() => fakeBrowser.reset());

test('a view is named, named otherwise, and loses its name; others keep theirs', async () => {
  await Promise.all([renameView(view, ' Q3 Sales '), renameView(otherView, 'Board')]);
  expect(nameIn(await loadViewNames(), view)).toBe('Q3 Sales');
  await renameView(view, 'x'.repeat(longestName + 1));
  expect(nameIn(await loadViewNames(), view)).toHaveLength(longestName);
  await renameView(view, '   ');
  expect(nameIn(await loadViewNames(), view)).toBeUndefined();
  expect(nameIn(await loadViewNames(), otherView)).toBe('Board');
});

test.each([undefined, null, 'x', 7])('what is no names is none: %o', (names) => {
  expect(nameIn(namesIn({ names }), view)).toBeUndefined();
});
