// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}
type Messages = Record<string, Message>;

const folder = 'public/_locales';
const read = (code: string): Messages => JSON.parse(readFileSync(`${folder}/${code}/messages.json`, 'utf8'));
const english = read('en');
const codes = readdirSync(folder).filter((code) => code !== 'en');

/** Texts that are rightly the same as in English. */
const sameWords: Record<string, string[]> = {
  de: [
    'Details',
    'Problem',
    'Code',
    'Check-ins',
    'ID',
    'Initiative',
    'KPI',
    'OKRs',
    'Status',
    'Tag',
    'Tags',
    'Team',
    'Teams',
  ],
  fr: ['Notifications', 'Options', 'Organisation', 'Code', 'Message', 'Parents'],
  it: ['Directory (tenant)', 'Account', 'File', 'Report', 'Team'],
  nl: ['Details', 'Account', 'Code', 'Exports', 'Check-ins', 'Status', 'Team', 'Teams'],
};

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
  const translated = read(code);
  const pairs = Object.entries(english)
    .map(([key, { message }]) => ({ key, message, text: translated[key]?.message ?? '' }))
    .filter(({ text }) => text !== '');
  type Pair = (typeof pairs)[number];
  const wrong = (isWrong: (pair: Pair) => boolean) =>
    pairs.filter(isWrong).map(({ key, text }) => `${key}: ${text}`);

  test('has every text, and none that is left over', () => {
    const missing = Object.keys(english).filter((key) => !translated[key]?.message);
    const spare = Object.keys(translated).filter((key) => !Object.hasOwn(english, key));
    expect({ missing, spare }).toEqual({ missing: [], spare: [] });
  });

  test('has the same values in each text', () => {
    const values = (text: string) => [
      ...namesIn(text, /\$\w+\$/g),
      text.replace(/\$\w+\$/g, '').includes('$'),
    ];
    expect(wrong(({ message, text }) => `${values(text)}` !== `${values(message)}`)).toEqual([]);
    const places = (messages: Messages) =>
      Object.fromEntries(
        Object.entries(messages).map(([key, { placeholders }]) => [key, placeholders ?? {}]),
      );
    expect(places(translated)).toEqual(places(english));
  });

  test('keeps names and examples', () => {
    expect(
      wrong(({ message, text }) => namesIn(message, names).some((name) => !text.includes(name))),
    ).toEqual([]);
  });

  test('has nothing left in English', () => {
    const same = sameWords[code] ?? [];
    const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\$\w+\$/g, ''));
    expect(wrong(({ message, text }) => text === message && hasWords(text) && !same.includes(text))).toEqual(
      [],
    );
    expect(wrong(({ text }) => leftOver.test(text))).toEqual([]);
  });

  test('has room', () => {
    expect(wrong(({ key, message, text }) => text.length > limitOf(key, message))).toEqual([]);
  });

  test('has no blanks at the ends or doubled', () => {
    expect(wrong(({ text }) => text.trim() !== text || /[^\S\n]{2}/.test(text))).toEqual([]);
  });
});

test.runIf(codes.includes('fr'))('French: high punctuation is not parted from its word', () => {
  // The list of characters in a name is no sentence.
  const loose = Object.entries(read('fr'))
    .filter(([key]) => key !== 'setting_name_characters')
    .filter(([, { message }]) =>
      /[^\u00a0\u202f][!?;»]|[^\u00a0\u202f]:(?!\/\/)|«[^\u00a0\u202f]| [:;!?»]/.test(message),
    );
  expect(loose).toEqual([]);
});
