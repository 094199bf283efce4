import swapIcon from 'fluent-icon:arrow-swap-20-regular';
import dismiss from 'fluent-icon:dismiss-20-regular';
import { Icon } from '../../../components/icon.tsx';
import type { Opened } from '../../../lib/report/protocol.ts';
import { formatCount, t } from '../../../lib/texts/i18n.ts';
import type { ReportState } from '../use-report.ts';
import { isOfOther, namedText } from './from-to.ts';

interface Props {
  report: ReportState;
  opened: Opened;
  comparison: NonNullable<Opened['comparison']>;
}

/** What is compared with what, how it came about, and the way out of it. */
export function ComparedFiles({ report, opened, comparison }: Props) {
  const { before, orderFrom, clones, atOnce } = comparison;
  const different = isOfOther(comparison);
  return (
    <>
      <div class="compared">
        <p>{t('report_changes_fromTo', namedText(before), namedText(opened))}</p>
        <button type="button" class="plain swap" onClick={() => report.compareOtherwise({ swap: true })}>
          <Icon path={swapIcon} />
          {t('report_swap')}
        </button>
        <button
          type="button"
          class="plain"
          onClick={() => {
            void report.stopComparing();
            document.getElementById('report-title')?.focus();
          }}
        >
          <Icon path={dismiss} />
          {t('report_stopComparing')}
        </button>
      </div>
      {atOnce ? <p class="quiet">{t('report_atOnce')}</p> : null}
      {orderFrom === 'export' || orderFrom === 'user' ? null : <p class="quiet">{t('report_order_guess')}</p>}
      {different || clones ? (
        <div class="compared">
          {different ? (
            <p>
              <strong>{t('report_overlap_few', formatCount(comparison.shared))}</strong>
            </p>
          ) : null}
          <button
            type="button"
            aria-pressed={clones}
            onClick={() => report.compareOtherwise({ clones: !clones })}
          >
            {t('report_clones')}
          </button>
        </div>
      ) : null}
    </>
  );
}
