import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { formatLanguage, setLanguage, textLanguage } from '../../lib/language.ts';

const inLanguage = (language: string) =>
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue(language);

test.each([
  ['en-GB', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['ar-EG', 'ar'],
  ['zh-CN', 'zh-CN'],
  ['zh_CN', 'zh-CN'],
  ['zh-TW', 'en'],
  ['pt-BR', 'pt-BR'],
  ['he', 'en'],
])('in a browser in %s the texts are in %s', (ui, expected) =>
  expect(textLanguage(ui, ['ar', 'de', 'en', 'pt_BR', 'zh_CN'])).toBe(expected),
);

test.each([
  ['en-GB', 'en', 'ltr', 'en-GB'],
  ['ja', 'ja', 'ltr', 'ja'],
  ['zh-CN', 'zh-CN', 'ltr', 'zh-CN'],
  ['ar-EG', 'ar', 'rtl', 'ar-EG'],
  // Right to left, but without a translation.
  ['he', 'en', 'ltr', 'en'],
])('a page in %s says %s, %s', (ui, lang, dir, formats) => {
  inLanguage(ui);
  setLanguage();
  expect(document.documentElement.lang).toBe(lang);
  expect(document.documentElement.dir).toBe(dir);
  expect(formatLanguage()).toBe(formats);
});
