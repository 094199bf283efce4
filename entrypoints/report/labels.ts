import { t } from '../../lib/i18n.ts';
import { changeKinds } from '../../lib/okr/compare.ts';
import type { Labels } from '../../lib/okr/write/workbook.ts';
import { columnFor } from './grid/columns.ts';
import type { ColumnKey, Opened } from './protocol.ts';

/** The words of a workbook that are not the file's. */
export const workbookLabels = (): Labels => ({
  okrs: t('report_okrs'),
  checkIns: t('report_checkIns'),
  changes: t('report_changes'),
  id: t('report_column_id'),
  title: t('report_column_title'),
  checkInDate: t('report_sheet_checkInDate'),
  enteredAt: t('report_sheet_enteredAt'),
  user: t('report_sheet_user'),
  note: t('report_sheet_note'),
  metric: t('report_column_metricName'),
  status: t('report_column_status'),
  value: t('report_value'),
  unit: t('report_column_unit'),
  change: t('report_sheet_change'),
  before: t('report_sheet_before'),
  after: t('report_sheet_after'),
  added: t('report_change_added'),
  gone: t('report_change_gone'),
  kinds: Object.fromEntries(changeKinds.map((kind) => [kind, t(`report_change_${kind}`)])) as Labels['kinds'],
});

/** What columns are called in a CSV: as in the file, so that it can be opened again. */
export const csvNames = ({ columns }: Opened): Record<ColumnKey, string> =>
  Object.fromEntries(columns.map(({ key, name }) => [key, name || columnFor(key).label])) as Record<
    ColumnKey,
    string
  >;
