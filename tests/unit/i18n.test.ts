// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  formatBytes,
  formatElapsed,
  formatList,
  formatTime,
  formatWhen,
  inARow,
  t,
} from '../../lib/texts/i18n.ts';
import { noon } from './samples.ts';

const inLanguage = (language: string) =>
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue(language);

test('a text is filled with its values', () => {
  expect(t('lastExported', 'today')).toBe('Last exported today');
  expect(t('exportView')).toBe('Export view');
});

describe('a point in time', () => {
  test('of today: the time alone', () => expect(formatTime(noon + 90_000, noon)).toBe('12:01'));
  test('of another day, month or year: with the date', () => {
    expect(formatTime(noon + 86_400_000, noon)).toBe('24 Nov 2026, 12:00');
    expect(formatTime(noon, new Date(2027, 10, 23, 12).getTime())).toContain('2026');
  });
  test('in the browser’s language', () => {
    inLanguage('nl');
    expect(formatTime(noon + 86_400_000, noon)).toBe('24 nov 2026, 12:00');
  });
  test('in English, as the texts, where there is no translation', () => {
    inLanguage('he');
    expect(formatTime(noon + 86_400_000, noon)).toBe('Nov 24, 2026, 12:00 PM');
  });
});

test('a day next to today goes by its name', () => {
  const day = 86_400_000;
  expect([-day, 0, day, 2 * day].map((away) => formatWhen(noon + away, noon))).toEqual([
    'yesterday, 12:00',
    'today, 12:00',
    'tomorrow, 12:00',
    '25 Nov 2026, 12:00',
  ]);
});

test('sentences in a row have a blank between them, but none behind a full-width stop', () => {
  expect(inARow('One.', '', 'Two.')).toBe('One. Two.');
  expect(inARow('未登录。', '登录后会自动继续。')).toBe('未登录。登录后会自动继续。');
});

test.each([
  [0, '0:00'],
  [999, '0:00'],
  [7000, '0:07'],
  [12 * 60_000 + 40_000, '12:40'],
  [59 * 60_000 + 59_999, '59:59'],
  [3_600_000, '1:00:00'],
  [3_723_000, '1:02:03'],
  [100 * 3_600_000, '100:00:00'],
  [-5000, '0:00'],
])('%d ms are %s', (ms, text) => expect(formatElapsed(ms)).toBe(text));

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [812, '812 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1_449_000, '1.4 MB'],
  [100_000_000, '100 MB'],
  [2_500_000_000, '2.5 GB'],
  [4_000_000_000_000, '4,000 GB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  ['en', 'Ada, Zoë, 李'],
  ['zh-CN', 'Ada、Zoë、李'],
  ['ja', 'Ada、Zoë、李'],
])('in %s several things are %s: something stands between them', (language, text) => {
  inLanguage(language);
  expect(formatList(['Ada', 'Zoë', '李'])).toBe(text);
});

test('digits and units are those of the language', () => {
  inLanguage('ar-EG');
  expect(formatElapsed(67_000)).toBe('١:٠٧');
  inLanguage('nl');
  expect(formatBytes(1_400_000)).toBe('1,4 MB');
});
