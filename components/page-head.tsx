import './page-head.css';
import viewsIcon from 'fluent-icon:apps-list-20-regular';
import filesIcon from 'fluent-icon:folder-open-20-regular';
import historyIcon from 'fluent-icon:history-20-regular';
import optionsIcon from 'fluent-icon:settings-20-regular';
import { type MessageKey, t } from '../lib/texts/i18n.ts';
import { Icon } from './icon.tsx';

const pages = [
  ['report', 'report_open', filesIcon],
  ['export-history', 'history', historyIcon],
  ['views', 'views', viewsIcon],
  ['options', 'options', optionsIcon],
] as const satisfies [string, MessageKey, string][];

/** The head of every page that fills a tab: whose it is, and the way to the others. */
export function PageHead({ here }: { here?: (typeof pages)[number][0] }) {
  return (
    <header class="page-head">
      <img src="/icon/32.png" alt="" width="20" height="20" />
      <span class="product">{t('productName')}</span>
      <nav aria-label={t('pages')}>
        {pages.map(([page, label, icon]) => (
          <a key={page} href={`/${page}.html`} aria-current={page === here ? 'page' : undefined}>
            <Icon path={icon} directed={icon === viewsIcon} />
            {/* There its own button is called so. */}
            <span>{t(here === 'report' && page === here ? 'report_title' : label)}</span>
          </a>
        ))}
      </nav>
    </header>
  );
}
