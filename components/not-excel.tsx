import type { ExportFile } from '../lib/files/export-file.ts';
import { type MessageKey, t } from '../lib/texts/i18n.ts';

/** Says that a file is the CSV, and why it is no Excel file though the settings want one. */
export function NotExcel({ file }: { file: ExportFile | undefined }) {
  if (!file?.notExcel) return null;
  const { notExcel: reason } = file;
  const known =
    reason === 'doesNotFit' ? t('notExcel_doesNotFit') : t(`trouble_${reason}` as MessageKey) || reason;
  return <p class="quiet">{t('notExcel', known)}</p>;
}
