import fc from 'fast-check';
import type { ExplorerView } from '../../lib/goals/explorer-view.ts';

/* What more than one subject is tried with. */

/** Any text: ASCII, other scripts, and code units that are no character. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

/** Pieces in any order and number: texts that are almost what they should be. */
export const textOf = (pieces: readonly string[], most = 12): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: most }).map((parts) => parts.join(''));

/** A GUID in lower case. */
const guid: fc.Arbitrary<string> = fc.uuid();

const idCharacter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789_-');

/** A saved view: its id is a GUID, a number in older links, or opaque. */
export const explorerView: fc.Arbitrary<ExplorerView> = fc.record({
  goalsOrganizationId: guid,
  explorerViewId: fc.oneof(
    guid,
    fc.integer({ min: 1, max: 99_999_999 }).map(String),
    fc.string({ unit: idCharacter, minLength: 1, maxLength: 64 }),
    fc.constantFrom('con', '__proto__', '-', '_', '0'),
  ),
});

/** Names that JavaScript's own objects have. */
export const builtIn = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf');

/** A service's id of an export job, as documented: with or without `j!`, base64url. */
export const exportJobId: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('j!', ''),
    fc.string({
      unit: fc.constantFrom(...'ABCZabcz0189-_'),
      minLength: 1,
      maxLength: 60,
    }),
  )
  .map(([prefix, key]) => prefix + key);
