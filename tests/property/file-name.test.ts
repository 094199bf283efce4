import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportFileName, fileNameFields, safeSegment } from '../../lib/files/file-name.ts';
import { anyText, builtIn, explorerView, textOf } from './arbitraries.ts';
import { times } from './runs.ts';

const pieces = [
  ...[
    'con',
    'CON',
    'nul',
    'aux',
    'com1',
    'COM¹',
    'lpt9',
    'conin$',
    'clock$',
    'desktop.ini',
    '.csv',
    '.lnk',
    '.local',
  ],
  ...[
    '.',
    '..',
    ' ',
    '~',
    '/',
    '\\',
    ':',
    '*',
    '?',
    '"',
    '<',
    '>',
    '|',
    '%',
    '%2e',
    '$&',
    '{view}',
    '{',
    '}',
  ],
  ...[
    '\u0000',
    '\u001f',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2066',
    '\u2028',
  ],
  ...[
    '\ufeff',
    '\ufdd0',
    '\uffff',
    '\u{1ffff}',
    '\ud800',
    '\udc00',
    '\ue000',
    '\u{e0001}',
    '\u3000',
    '\uff0e',
  ],
  ...[
    'e\u0301',
    '\u0301',
    '👩🏽‍🚀',
    '🇩🇪',
    '目標',
    'الأهداف',
    'ᄀ',
    'a'.repeat(60),
    '\u0301'.repeat(90),
    'ᄀ'.repeat(80),
  ],
  ...['OKR', 'x', '1'],
];
const long = fc
  .tuple(
    textOf(pieces, 3),
    fc.constantFrom('a', '.', ' ', '目', '🚀', 'ᄀ'),
    fc.integer({ min: 1, max: 210 }),
    textOf(pieces, 2),
  )
  .map(([start, unit, count, end]) => start + unit.repeat(count) + end);
const text = fc.oneof(textOf(pieces), textOf(pieces, 60), long, anyText);
const template = fc.oneof(
  text,
  fc
    .array(fc.oneof(fc.constantFrom(...fileNameFields.map((field) => `{${field}}`)), text), { maxLength: 5 })
    .map((parts) => parts.join('')),
  builtIn.map((name) => `{${name}}`),
);
const folder = fc.oneof(
  fc.constant(''),
  text,
  fc.array(text, { maxLength: 5 }).map((parts) => parts.join('/')),
  fc.array(text, { maxLength: 5 }).map((parts) => parts.join('\\')),
);

/** Windows, as it reads a name: up to the first dot, without the spaces before it. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/i;

/** What has to be so of each part of a path for every file system and browser to take it as it is. */
function expectSafe(segment: string): void {
  // 255 bytes less " (1)" and ".crdownload".
  expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(255 - 15);
  expect(segment).not.toBe('');
  expect(segment.isWellFormed()).toBe(true);
  expect(segment).not.toMatch(/[<>:"/\\|?*%]/);
  expect(segment).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}]/u);
  expect(segment).not.toMatch(/\p{Bidi_Control}/u);
  expect(segment).not.toMatch(/^[\s.~]|[\s.]$/);
  expect(segment.split('.')[0]?.trimEnd()).not.toMatch(device);
}

describe('a segment', () => {
  test('is safe, whatever the text', () => {
    fc.assert(
      fc.property(text, (any) => expectSafe(safeSegment(any))),
      times(10),
    );
  });

  test('that is safe stays as it is', () => {
    fc.assert(
      fc.property(text, (any) => {
        const segment = safeSegment(any);
        expect(safeSegment(segment)).toBe(segment);
      }),
      times(10),
    );
  });

  test('keeps letters and digits of every script where there is room', () => {
    const letters = fc.stringMatching(/^[\p{L}\p{N}]{1,20}$/u).map((word) => word.normalize('NFC'));
    fc.assert(
      fc.property(letters, (word) => {
        fc.pre(!device.test(word));
        expect(safeSegment(word)).toBe(word);
      }),
    );
  });
});

describe('the path of a file', () => {
  const parts = fc.record({
    view: explorerView,
    title: fc.option(text, { nil: undefined }),
    at: fc.oneof(fc.integer({ min: 0, max: Date.UTC(2100, 0) }), fc.integer()),
  });

  test('is relative, ends in .csv and is safe in each of its parts, whatever template, folder and title', () => {
    fc.assert(
      fc.property(template, folder, parts, (fileName, below, what) => {
        const path = exportFileName(fileName, below, what);
        expect(path).toMatch(/.\.csv$/);
        for (const segment of path.split('/')) expectSafe(segment);
      }),
      times(10),
    );
  });

  test('names the file by the template alone, and lies no deeper than the folder says', () => {
    fc.assert(
      fc.property(template, folder, parts, (fileName, below, what) => {
        const path = exportFileName(fileName, below, what).split('/');
        // Of the folder its length alone counts: below a long one there is less room.
        const length = Math.min(path.slice(0, -1).join('/').length, 150);
        expect(path.at(-1)).toBe(exportFileName(fileName, 'x'.repeat(length), what).split('/').at(-1));
        expect(path.length - 1).toBeLessThanOrEqual(below.split(/[/\\]/).length);
      }),
    );
  });

  test('a field that there is not stays as it stands', () => {
    fc.assert(
      fc.property(fc.oneof(builtIn, fc.constantFrom('name', 'View', '')), parts, (field, what) => {
        expect(exportFileName(`OKR {${field}} x`, '', what)).toBe(`OKR {${field}} x.csv`);
      }),
    );
  });
});

test.each([
  ['dots', '.'],
  ['spaces', ' '],
  ['no-break spaces', '\u00a0'],
  ['marks on one letter', '\u0301'],
  ['joined letters', 'ᄀ'],
])('a title of 100 kB of %s is cut in well under a second', (_what, unit) => {
  const start = performance.now();
  expectSafe(safeSegment(`a${unit.repeat(100_000)}b`));
  expect(performance.now() - start).toBeLessThan(3000);
});
