import viewsIcon from 'fluent-icon:apps-list-20-regular';
import filesIcon from 'fluent-icon:folder-open-20-regular';
import historyIcon from 'fluent-icon:history-20-regular';
import optionsIcon from 'fluent-icon:settings-20-regular';
import type { ComponentChildren } from 'preact';
import { Icon } from '../../components/icon.tsx';
import { type MessageKey, t } from '../../lib/texts/i18n.ts';

const pages = [
  ['/report.html', 'report_open', filesIcon],
  ['/views.html', 'views', viewsIcon],
  ['/export-history.html', 'history', historyIcon],
] as const satisfies [string, MessageKey, string][];

interface Props {
  openOptions(): void;
  /** Who is signed in. */
  children?: ComponentChildren;
}

/** Whose popup it is, and the way to the pages. */
export function Header({ openOptions, children }: Props) {
  return (
    <header>
      <img src="/icon/32.png" alt="" width="20" height="20" />
      <h1 title={t('productName')}>{t('productName')}</h1>
      <nav aria-label={t('pages')}>
        {pages.map(([href, label, icon]) => (
          <a key={href} class="icon-button" href={href} target="_blank" rel="noreferrer" title={t(label)}>
            <Icon path={icon} directed={icon === viewsIcon} />
            <span class="visually-hidden">{t(label)}</span>
          </a>
        ))}
        <button type="button" class="icon-button" title={t('options')} onClick={openOptions}>
          <Icon path={optionsIcon} />
          <span class="visually-hidden">{t('options')}</span>
        </button>
      </nav>
      {children}
    </header>
  );
}
