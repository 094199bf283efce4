import imageIcon from 'fluent-icon:arrow-download-20-regular';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../../../components/icon.tsx';
import { t } from '../../../lib/texts/i18n.ts';

interface Props {
  title: string;
  head: string[];
  /** Asked for when they are to be seen: there may be many. */
  rowsOf(): string[][];
  onPicture(): void;
  children: ComponentChildren;
}

/** A chart with its numbers as a table, and as a picture to take along. */
export function ChartCard({ title, head, rowsOf, onPicture, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <section class="card chart" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <button
          type="button"
          class="plain"
          aria-label={t('report_picture', title)}
          title={t('report_picture', title)}
          onClick={onPicture}
        >
          <Icon path={imageIcon} />
        </button>
      </header>
      {children}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('report_asTable')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by the keyboard too. */}
        <section class="scrolls" tabIndex={0} aria-label={t('report_asTable')}>
          <table>
            <thead>
              <tr>
                {head.map((text, place) => (
                  <th key={place} scope="col">
                    {text}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(open ? rowsOf() : []).map(([name = '', ...cells], row) => (
                <tr key={row}>
                  <th scope="row" dir="auto">
                    {name}
                  </th>
                  {cells.map((text, at) => (
                    <td key={at}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </section>
  );
}
