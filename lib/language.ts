import { browser } from 'wxt/browser';

/** The folders of `_locales`; filled in by the build. */
declare const __LOCALES__: readonly string[];

/**
 * The language that the texts come in, as BCP 47: the browser's own where there is a translation, else that without
 * its region, else English. What the browser says of itself (`@@ui_locale`, `@@bidi_dir`) would call English texts
 * Hebrew, and set them from right to left.
 */
export function textLanguage(
  uiLanguage = browser.i18n.getUILanguage(),
  translated: readonly string[] = __LOCALES__,
): string {
  const whole = uiLanguage.replaceAll('-', '_');
  const language = whole.split('_')[0] as string;
  return ([whole, language].find((code) => translated.includes(code)) ?? 'en').replaceAll('_', '-');
}

/** The language of numbers and times: the browser's, with its region, where the texts are in that language too. */
export function formatLanguage(): string {
  const ui = browser.i18n.getUILanguage().replaceAll('_', '-');
  const texts = textLanguage();
  return ui.split('-')[0] === texts.split('-')[0] ? ui : texts;
}

const fromRightToLeft = new Set(['ar']);

export const readsFromRightToLeft = (): boolean => fromRightToLeft.has(textLanguage());

/** Tells assistive technology, and the layout, the language and direction of the texts in an element. */
export function setLanguage(element: HTMLElement = document.documentElement): void {
  element.lang = textLanguage();
  element.dir = readsFromRightToLeft() ? 'rtl' : 'ltr';
}
