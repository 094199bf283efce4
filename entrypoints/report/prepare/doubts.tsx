import type { PreparedAnswer } from '../../../lib/report/protocol.ts';
import { formatCount, t } from '../../../lib/texts/i18n.ts';

/** More are counted, not listed. */
const listed = 200;

/** What is missing or doubtful, by row, before anything is written. */
export function Doubts({ answer }: { answer: PreparedAnswer | undefined }) {
  if (!answer) return <p role="status">{t('report_prepare_checking')}</p>;
  const { doubts, rows } = answer;
  if (doubts.length === 0) return <p role="status">{t('report_prepare_fine', formatCount(rows))}</p>;
  return (
    <section aria-labelledby="doubts">
      <h3 id="doubts">{t('report_prepare_doubts', formatCount(doubts.length))}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard. */}
      <ul class="doubts" tabIndex={0} aria-labelledby="doubts">
        {doubts.slice(0, listed).map(({ kind, row, title, value }, at) => (
          <li key={at}>
            <span class="quiet">{t('report_row', formatCount(row))}</span> <bdi>{title}</bdi>
            {t('named', '', '')}
            {t(`report_prepare_doubt_${kind}`)}
            {value ? (
              <>
                {' '}
                <bdi class="quiet">{value}</bdi>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {doubts.length > listed ? <p>{t('report_more', formatCount(doubts.length - listed))}</p> : null}
    </section>
  );
}
