import docIcon from 'fluent-icon:document-table-search-20-regular';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../lib/i18n.ts';

/** Before a file is open: what can be opened, and that nothing else is needed. */
export function Empty() {
  return (
    <section class="card start">
      <Icon path={docIcon} class="large" />
      <h2>{t('report_empty')}</h2>
      <p>{t('report_empty_what')}</p>
      <p>
        <label class="button primary" for="open-files">
          {t('report_choose_files')}
        </label>
      </p>
      <p class="quiet">{t('report_empty_drop')}</p>
      <p class="quiet">{t('report_empty_private')}</p>
    </section>
  );
}
