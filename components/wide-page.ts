import '../styles/wide-page.css';
import { type MessageKey, t } from '../lib/texts/i18n.ts';
import { setLanguage } from '../lib/texts/language.ts';

/** Begins a page that fills a tab: its style, its language, its title. The popup has nothing of this. */
export function beginWidePage(title: MessageKey): void {
  setLanguage();
  document.title = t(title);
}
