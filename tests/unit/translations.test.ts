// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { languages, left, type Texts, textsOf } from '../../scripts/texts.ts';

const english = textsOf('en');
const codes = languages.filter((code) => code !== 'en');

/** What the stores and the toolbar take; the title of a page has its whole width. */
const limits: Record<string, number> = {
  extensionName: 75,
  exportView: 12,
  extensionDescription: 132,
  welcomeTitle: 45,
};
/** A sentence may run on to the next line, a label or a button may not. */
const limitOf = (key: string, text: string): number =>
  limits[key] ?? Math.max(Math.floor(text.length * 1.6), text.length + (/[.:?]$/.test(text) ? 30 : 15));

/** Words that only English has. */
const leftOver = /\b(Sign(ed)? (in|out)|Retry|Try again|Export view|the|your|with|this|and|choose)\b/i;

/** Names and examples that people look for elsewhere, or type in. */
const names =
  /\.csv|\{[a-z]+\}|Goals-Export\.ReadWrite\.All|Microsoft (Entra|Graph)|Viva Goals|goals\.microsoft\.com|contoso\.com|OKR|GUID|00001111\S+c4444/g;

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...new Set(Array.from(text.matchAll(pattern), ([found]) => found))].sort();

test('there are translations', () => {
  expect(codes).not.toEqual([]);
});

describe.each(codes)('%s', (code) => {
  const translated = textsOf(code);
  const pairs = Object.entries(english)
    .map(([key, { message }]) => ({ key, message, text: translated[key]?.message ?? '' }))
    .filter(({ text }) => text !== '');
  type Pair = (typeof pairs)[number];
  const wrong = (isWrong: (pair: Pair) => boolean) =>
    pairs.filter(isWrong).map(({ key, text }) => `${key}: ${text}`);

  test('has every text, and none that is left over', () => {
    const { missing, spare } = left(code);
    const lists = `npm run texts -- ${code} lists what is left to translate`;
    expect({ missing: Object.keys(missing), spare }, lists).toEqual({ missing: [], spare: [] });
  });

  test('has the same values in each text', () => {
    const values = (text: string) => [
      ...namesIn(text, /\$\w+\$/g),
      text.replace(/\$\w+\$/g, '').includes('$'),
    ];
    expect(wrong(({ message, text }) => `${values(text)}` !== `${values(message)}`)).toEqual([]);
    const places = (texts: Texts) => pairs.map(({ key }) => [key, texts[key]?.placeholders ?? {}]);
    expect(places(translated)).toEqual(places(english));
  });

  test('keeps names and examples', () => {
    expect(
      wrong(({ message, text }) => namesIn(message, names).some((name) => !text.includes(name))),
    ).toEqual([]);
  });

  test('has nothing left in English', () => {
    const same = (key: string) => translated[key]?.description === 'As in English.';
    const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\$\w+\$/g, ''));
    expect(wrong(({ key, message, text }) => text === message && hasWords(text) && !same(key))).toEqual([]);
    expect(wrong(({ text }) => leftOver.test(text))).toEqual([]);
  });

  test('has room', () => {
    expect(wrong(({ key, message, text }) => text.length > limitOf(key, message))).toEqual([]);
  });

  test('has no blanks at the ends or doubled', () => {
    expect(wrong(({ text }) => text.trim() !== text || /[^\S\n]{2}/.test(text))).toEqual([]);
  });
});

test.each(languages)('%s: an apostrophe is one, not a typewriter’s', (code) => {
  const straight = Object.entries(textsOf(code)).filter(([, { message }]) => /\p{L}'/u.test(message));
  expect(straight.map(([key]) => key)).toEqual([]);
});

test.runIf(codes.includes('fr'))('French: high punctuation is not parted from its word', () => {
  // The list of characters in a name is no sentence.
  const loose = Object.entries(textsOf('fr'))
    .filter(([key]) => key !== 'setting_name_characters')
    .filter(([, { message }]) =>
      /[^\u00a0\u202f][!?;»]|[^\u00a0\u202f]:(?!\/\/)|«[^\u00a0\u202f]| [:;!?»]/.test(message),
    );
  expect(loose).toEqual([]);
});
