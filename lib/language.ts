import { browser } from 'wxt/browser';

/** Tells assistive technology, and the layout, the language and direction of the page's texts. */
export function setLanguage(): void {
  document.documentElement.lang = browser.i18n.getMessage('@@ui_locale').replace('_', '-');
  document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
}
