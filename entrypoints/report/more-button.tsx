import { formatCount, t } from '../../lib/texts/i18n.ts';

/** Shows all of a list of which the first few are shown, or these alone again. @param more how many others there are */
export const MoreButton = ({ all, more, onToggle }: { all: boolean; more: number; onToggle(): void }) =>
  more > 0 ? (
    <button type="button" class="link" aria-expanded={all} onClick={onToggle}>
      {all ? t('report_fewer') : t('report_more', formatCount(more))}
    </button>
  ) : null;
