import { useState } from 'preact/hooks';
import type { Detail } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';
import { formatPercent } from '../format.ts';
import { Status } from '../grid/cell.tsx';
import { MoreButton } from '../more-button.tsx';

interface Props {
  detail: Pick<Detail, 'parents' | 'children'>;
  onOpen(at: number): void;
}

/** Children that are shown before all are asked for. */
const first = 8;

/** What it is aligned to, and what is aligned to it. */
export function Family({ detail: { parents, children }, onOpen }: Props) {
  const [all, setAll] = useState(false);
  return (
    <>
      {parents.length > 0 ? (
        <section>
          <h3>{t('report_column_alignedTo')}</h3>
          <ul class="family">
            {parents.map(({ at, title, weight }, place) => (
              <li key={place}>
                {at === undefined ? (
                  <bdi>{title}</bdi>
                ) : (
                  <button type="button" class="link" onClick={() => onOpen(at)}>
                    <bdi>{title}</bdi>
                  </button>
                )}{' '}
                {weight === undefined ? null : (
                  <span class="quiet">{t('report_weight', formatPercent(weight, 2))}</span>
                )}
                {at === undefined ? <span class="quiet"> {t('report_notInFile')}</span> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {children.length > 0 ? (
        <section>
          <h3>{t('report_below')}</h3>
          <ul class="family">
            {children.slice(0, all ? children.length : first).map(({ at, title, status, progress }) => (
              <li key={at}>
                <button type="button" class="link" onClick={() => onOpen(at)}>
                  <bdi>{title}</bdi>
                </button>{' '}
                <span class="stands">
                  {status ? <Status word={status} /> : null}{' '}
                  {progress === undefined ? null : formatPercent(progress)}
                </span>
              </li>
            ))}
          </ul>
          <MoreButton all={all} more={children.length - first} onToggle={() => setAll(!all)} />
        </section>
      ) : null}
    </>
  );
}
