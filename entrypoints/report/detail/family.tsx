import type { Detail } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';
import { formatPercent } from '../format.ts';
import { Status } from '../grid/cell.tsx';

interface Props {
  detail: Pick<Detail, 'parents' | 'children'>;
  onOpen(at: number): void;
}

/** What it is aligned to, and what is aligned to it. */
export function Family({ detail: { parents, children }, onOpen }: Props) {
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
            {children.map(({ at, title, status, progress }) => (
              <li key={at}>
                <button type="button" class="link" onClick={() => onOpen(at)}>
                  <bdi>{title}</bdi>
                </button>{' '}
                {status ? <Status word={status} /> : null}{' '}
                {progress === undefined ? null : formatPercent(progress)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
