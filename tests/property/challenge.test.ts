import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readChallenges, readClaims } from '../../lib/graph/challenge.ts';
import { anyText, textOf } from './arbitraries.ts';
import { times } from './runs.ts';

/* The grammar of RFC 9110, 11.6.1, 5.6 and 11.2. */
const token = fc.oneof(
  fc.constantFrom(
    'Bearer',
    'Basic',
    'DPoP',
    'realm',
    'claims',
    'error',
    '__proto__',
    'constructor',
    "!#$%&'*+-.^_`|~",
  ),
  fc.string({ unit: fc.constantFrom(..."abzAZ019!#$%&'*+-.^_`|~"), minLength: 1, maxLength: 12 }),
);
const token68 = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,20}$/), fc.constantFrom('', '=', '=='))
  .map((parts) => parts.join(''));
const space = fc.constantFrom(' ', '  ', '     ');
const optional = fc.constantFrom('', '', ' ', '\t', ' \t ');
/** What a header can carry: visible ASCII, spaces and Latin-1. */
const content = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'"\\,= \t/:?'),
    fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code < 0x7f || code >= 0xa0)
      .map((code) => String.fromCharCode(code)),
  ),
  maxLength: 30,
});

/** A quoted string; some of what need not be escaped is. */
const quote = (text: string, escaped: boolean): string =>
  `"${text.replace(escaped ? /["\\\w]/g : /["\\]/g, '\\$&')}"`;

/** One parameter as written, with what it says. */
const parameter = fc
  .record({ name: token, before: optional, after: optional })
  .chain(({ name, before, after }) =>
    fc.oneof(
      token.map((value) => ({ name, value, text: `${name}${before}=${after}${value}` })),
      fc.tuple(content, fc.boolean()).map(([value, escaped]) => ({
        name,
        value,
        text: `${name}${before}=${after}${quote(value, escaped)}`,
      })),
    ),
  );
const comma = fc.tuple(optional, optional).map(([before, after]) => `${before},${after}`);
/** Empty elements are part of a list, too (RFC 9110, 5.6.1.2). */
const commas = fc.oneof(
  comma,
  comma,
  fc.array(comma, { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
);

const parameters = fc
  .uniqueArray(parameter, { selector: ({ name }) => name.toLowerCase(), maxLength: 5 })
  .chain((list) =>
    fc.tuple(fc.constant(list), fc.array(commas, { minLength: list.length, maxLength: list.length })),
  )
  .map(([list, separators]) => ({
    text: list.map(({ text }, index) => (index === 0 ? text : separators[index] + text)).join(''),
    read: list.map(({ name, value }): [string, string] => [name.toLowerCase(), value]),
  }));

const challenge = fc
  .tuple(
    token,
    space,
    fc.oneof(
      parameters,
      parameters,
      token68.map((text) => ({ text, read: [] as [string, string][] })),
    ),
  )
  .map(([scheme, gap, { text, read }]) => ({
    text: text === '' ? scheme : scheme + gap + text,
    read: { scheme: scheme.toLowerCase(), parameters: new Map(read) },
  }));

describe('challenges by the grammar of RFC 9110', () => {
  test('read back, any number of them, with every parameter', () => {
    const list = fc.array(fc.tuple(commas, challenge), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(list, optional, (challenges, space) => {
        const header = challenges
          .map(([separator, { text }], index) => (index === 0 ? text : separator + text))
          .join('');
        const read = readChallenges(space + header + space).map(({ scheme, parameters }) => ({
          scheme,
          parameters: new Map(Object.entries(parameters)),
        }));
        expect(read).toEqual(challenges.map(([, { read }]) => read));
      }),
      times(5),
    );
  });
});

describe('claims', () => {
  const claims = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ depthSize: 'small' }), {
    maxKeys: 4,
  });

  test('in base64 or base64url, with padding or without, read back beside other challenges', () => {
    const encoding = fc.constantFrom<(text: string) => string>(
      (text) => Buffer.from(text).toString('base64'),
      (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
      (text) => Buffer.from(text).toString('base64url'),
    );
    const others = fc.array(
      challenge.filter(({ read }) => read.scheme !== 'bearer'),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(
        claims,
        encoding,
        others,
        fc.mixedCase(fc.constant('bearer')),
        (object, encode, more, bearer) => {
          const json = JSON.stringify(object);
          const header = [
            ...more.map(({ text }) => text),
            `${bearer} realm="", claims="${encode(json)}"`,
          ].join(', ');
          expect(readClaims(header)).toBe(json);
        },
      ),
    );
  });

  test('are the JSON text of an object, or there are none', () => {
    const bytes = fc.oneof(
      fc.json().map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)),
      fc
        .constantFrom('{}', '[]', 'null', '"x"', '{"a":1', '\ufeff{}', '{}\u0000')
        .map((text) => Buffer.from(text)),
    );
    const value = fc.oneof(
      bytes.map((buffer) => buffer.toString('base64')),
      anyText.map((text) => text.replace(/["\\]/g, '')),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          value.map((text) => `Bearer claims="${text}"`),
          anyText,
        ),
        (header) => {
          const json = readClaims(header);
          if (json === undefined) return;
          const read: unknown = JSON.parse(json);
          expect(read).toBeTypeOf('object');
          expect(read).not.toBeNull();
          expect(Array.isArray(read)).toBe(false);
        },
      ),
      times(5),
    );
  });
});

const pieces = [
  'Bearer',
  ' ',
  '  ',
  ',',
  ' , ',
  '=',
  '"',
  '\\',
  '\\"',
  '"x"',
  'a',
  'a=b',
  'a="',
  'claims="e30="',
  '==',
  '\t',
  '/',
  '\u0000',
  '\n',
  '(',
  ';',
  '\u00a0',
  '__proto__=x',
];

test('whatever the header: no exception, schemes in lower case, parameters that are texts', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, textOf(pieces, 20)), (header) => {
      for (const { scheme, parameters } of readChallenges(header)) {
        expect(scheme).toMatch(/^[a-z0-9!#$%&'*+.^_`|~-]+$/);
        for (const value of Object.values(parameters)) expect(value).toBeTypeOf('string');
      }
      expect(() => readClaims(header)).not.toThrow();
    }),
    times(10),
  );
});

test('100 kB of anything repeated is read in well under a second', () => {
  const repeated = fc.tuple(
    textOf(pieces, 4),
    textOf(pieces, 3).filter((unit) => unit !== ''),
    textOf(pieces, 3),
  );
  fc.assert(
    fc.property(repeated, ([before, unit, after]) => {
      const header = before + unit.repeat(100_000 / unit.length) + after;
      const start = performance.now();
      readClaims(header);
      expect(performance.now() - start).toBeLessThan(3000);
    }),
    { ...times(0.5), endOnFailure: true },
  );
});
