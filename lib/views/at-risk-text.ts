import { formatCount, t } from '../i18n.ts';

/** How many objectives are newly at risk, as a sentence. */
export const atRiskText = (count: number): string =>
  count === 1 ? t('notify_batch_atRisk_one') : t('notify_batch_atRisk', formatCount(count));
