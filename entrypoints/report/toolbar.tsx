import printIcon from 'fluent-icon:print-20-regular';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../lib/i18n.ts';
import type { ReportState } from './report.tsx';

/** What can be taken along of what is shown. */
export function Toolbar({ report }: { report: ReportState }) {
  return (
    <div class="toolbar" role="toolbar" aria-label={t('report_takeAlong')}>
      <button type="button" disabled={report.shown === undefined} onClick={() => print()}>
        <Icon path={printIcon} />
        {t('report_print')}
      </button>
    </div>
  );
}
