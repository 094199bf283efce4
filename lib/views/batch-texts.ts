import { formatCount, t } from '../texts/i18n.ts';
import type { Workbook } from './workbook.ts';

/** How many objectives are newly at risk, as a sentence. */
export const atRiskText = (count: number): string =>
  count === 1 ? t('notify_batch_atRisk_one') : t('notify_batch_atRisk', formatCount(count));

/** Why there is no Excel file, and that nothing is lost. */
export function notOneFileText({ code, value = '' }: NonNullable<Workbook['failed']>): string {
  const reason = code ? t(`problem_${code}_title`, value) : value;
  return t('views_oneFile_failed', reason.replace(/[.。]$/, ''));
}
