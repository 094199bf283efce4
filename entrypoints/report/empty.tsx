import docIcon from 'fluent-icon:document-table-search-20-regular';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../lib/texts/i18n.ts';

/** Before a file is open: what can be opened, and that nothing else is needed. */
export function Empty() {
  return (
    <section class="card start">
      <Icon path={docIcon} />
      <h2>{t('report_empty')}</h2>
      <p>{t('report_empty_what')}</p>
      <p>
        {/* No label of the field: that has one, and would have both for a name. */}
        <button type="button" class="primary" onClick={() => document.getElementById('open-files')?.click()}>
          {t('report_choose_files')}
        </button>
      </p>
      <p class="quiet">{t('report_empty_drop')}</p>
      <p class="quiet">{t('report_empty_private')}</p>
    </section>
  );
}
