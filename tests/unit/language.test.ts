import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { formatLanguage, setLanguage, textLanguage } from '../../lib/texts/language.ts';

/** The browser's interface, and the texts that it chose for the extension. */
function inLanguage(ui: string, texts: string): void {
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue(ui);
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((key: string) =>
    key === 'textLanguage' ? texts : '',
  );
}

test.each([
  ['en-GB', 'en', 'ltr', 'en-GB'],
  ['ja', 'ja', 'ltr', 'ja'],
  ['zh-CN', 'zh-CN', 'ltr', 'zh-CN'],
  ['ar-EG', 'ar', 'rtl', 'ar-EG'],
  ['de_AT', 'de', 'ltr', 'de-AT'],
  // Right to left, but without a translation.
  ['he', 'en', 'ltr', 'en'],
  // Chromium without language packs: an English interface, the user's own texts.
  ['en-US', 'ar', 'rtl', 'ar'],
  ['en-US', 'de', 'ltr', 'de'],
])('an interface in %s with texts in %s', (ui, texts, dir, formats) => {
  inLanguage(ui, texts);
  setLanguage();
  expect(document.documentElement.lang).toBe(texts);
  expect(document.documentElement.dir).toBe(dir);
  expect(formatLanguage()).toBe(formats);
});

describe('the texts say their language', () => {
  test.each(readdirSync('public/_locales'))('%s', (folder) => {
    const texts = JSON.parse(readFileSync(`public/_locales/${folder}/messages.json`, 'utf8'));
    expect(texts.textLanguage.message).toBe(folder.replace('_', '-'));
  });
});

test('without texts: English', () => {
  inLanguage('fr', '');
  expect(textLanguage()).toBe('en');
});
