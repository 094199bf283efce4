import { reportUrl } from '../../lib/surfaces/report-url.ts';
import { t } from '../../lib/texts/i18n.ts';
import type { Batch } from '../../lib/views/batch.ts';
import { atRiskText } from '../../lib/views/batch-texts.ts';

/** What changed since the exports before a batch, and where it is told. */
export function BatchChanges({
  changes: { newlyAtRisk, shown },
}: {
  changes: NonNullable<Batch['changes']>;
}) {
  return (
    <>
      {newlyAtRisk > 0 ? `${atRiskText(newlyAtRisk)} ` : ''}
      <a href={reportUrl({ id: shown.export }, shown.before)}>{t('views_batch_changes')}</a>
    </>
  );
}
