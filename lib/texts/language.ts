import { browser } from 'wxt/browser';

/**
 * The language that the texts come in, as BCP 47: they say it themselves. What the browser says of itself
 * (`getUILanguage`, `@@ui_locale`, `@@bidi_dir`) is another one where it has no translation, and where texts and
 * interface are chosen apart (Chromium without language packs).
 */
export const textLanguage = (): string => browser.i18n.getMessage('textLanguage' as never) || 'en';

/** The language of numbers and times: the browser's, with its region, where the texts are in that language too. */
export function formatLanguage(): string {
  const ui = browser.i18n.getUILanguage().replaceAll('_', '-');
  const texts = textLanguage();
  return ui.split('-')[0] === texts.split('-')[0] ? ui : texts;
}

const fromRightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

export const readsFromRightToLeft = (): boolean => fromRightToLeft.has(textLanguage());

/** Tells assistive technology, and the layout, the language and direction of the texts in an element. */
export function setLanguage(element: HTMLElement = document.documentElement): void {
  element.lang = textLanguage();
  element.dir = readsFromRightToLeft() ? 'rtl' : 'ltr';
}
