import { WorkbookFile } from '../../components/workbook-file.tsx';
import type { ExportFile } from '../../lib/files/export-file.ts';
import { formatCount, formatList, formatTime, t } from '../../lib/texts/i18n.ts';
import { notOneFileText } from '../../lib/views/batch-texts.ts';
import type { Workbook } from '../../lib/views/workbook.ts';
import { BatchChanges } from '../export-history/batch-changes.tsx';
import type { ViewsState } from './use-views.ts';

interface Props extends Pick<ViewsState, 'batch'> {
  onShow(file: ExportFile): void;
}

/** How far the newest batch is, in one line; said as it goes on. */
export function BatchLine({ batch, onShow }: Props) {
  return (
    <div class={batch ? 'card batch' : 'visually-hidden'}>
      <p role="status">{batch ? textOf(batch) : ''}</p>
      {batch?.changes ? (
        <p>
          <BatchChanges changes={batch.changes} />
        </p>
      ) : null}
      {batch?.items.some(({ missed }) => missed) ? <p class="quiet">{t('views_missed')}</p> : null}
      {batch?.workbook ? <WorkbookLine workbook={batch.workbook} onShow={onShow} /> : null}
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

function WorkbookLine({ workbook, onShow }: { workbook: Workbook } & Pick<Props, 'onShow'>) {
  const { missing, failed } = workbook;
  if (failed)
    return (
      <p role="alert" class="reason">
        {notOneFileText(failed)}
      </p>
    );
  return (
    <>
      <p>
        <WorkbookFile workbook={workbook} onShow={onShow} />
      </p>
      {missing ? <p>{t('views_oneFile_without', formatList(missing))}</p> : null}
    </>
  );
}
