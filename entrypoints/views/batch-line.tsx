import { baseName } from '../../lib/files/file-name.ts';
import { reportUrl } from '../../lib/surfaces/report-url.ts';
import { formatCount, formatList, formatTime, t } from '../../lib/texts/i18n.ts';
import { atRiskText, notOneFileText } from '../../lib/views/batch-texts.ts';
import type { Workbook } from '../../lib/views/workbook.ts';
import type { ViewsState } from './use-views.ts';

/** How far the newest batch is, in one line; said as it goes on. */
export function BatchLine({ batch }: Pick<ViewsState, 'batch'>) {
  return (
    <div class={batch ? 'card batch' : 'visually-hidden'}>
      <p role="status">{batch ? textOf(batch) : ''}</p>
      {batch?.changes ? (
        <p>
          {batch.changes.newlyAtRisk > 0 ? `${atRiskText(batch.changes.newlyAtRisk)} ` : ''}
          <a href={reportUrl({ id: batch.changes.shown.export }, batch.changes.shown.before)}>
            {t('views_batch_changes')}
          </a>
        </p>
      ) : null}
      {batch?.items.some(({ missed }) => missed) ? <p class="quiet">{t('views_missed')}</p> : null}
      {batch?.workbook ? <WorkbookLine workbook={batch.workbook} /> : null}
      {batch && !batch.ended ? (
        <progress
          aria-label={t('views_progress')}
          value={batch.progress.done + batch.progress.failed}
          max={batch.progress.total}
        />
      ) : null}
    </div>
  );
}

function textOf({ by, startedAt, ended, progress }: NonNullable<ViewsState['batch']>): string {
  const { done, failed, total } = progress;
  const parts = [t('views_batch', formatCount(done), formatCount(total))];
  if (failed > 0) parts.push(t('views_batch_failed', formatCount(failed)));
  if (ended) {
    const at = formatTime(startedAt);
    parts.push(by === 'user' ? t('views_batch_user', at) : t('views_batch_schedule', at));
  }
  return parts.join(' · ');
}

function WorkbookLine({ workbook: { file, saved, missing, failed } }: { workbook: Workbook }) {
  if (failed) return <p role="alert">{notOneFileText(failed)}</p>;
  if (!saved || !file) return null;
  return (
    <>
      <p>
        <bdi>{t('views_oneFile_saved', baseName(file.name))}</bdi>
      </p>
      {missing ? <p>{t('views_oneFile_without', formatList(missing))}</p> : null}
    </>
  );
}
