import './disclosure.css';
import type { ComponentChildren } from 'preact';
import { t } from '../lib/texts/i18n.ts';

/** What only some want to know: ids, what support asks for. */
export function Disclosure({ children }: { children: ComponentChildren }) {
  return (
    <details class="disclosure">
      <summary>{t('details')}</summary>
      <div>{children}</div>
    </details>
  );
}
