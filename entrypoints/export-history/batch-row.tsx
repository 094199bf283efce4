import { WorkbookFile } from '../../components/workbook-file.tsx';
import type { ExportFile } from '../../lib/files/export-file.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { formatClock, formatCount, t } from '../../lib/texts/i18n.ts';
import { type Batch, progressOf } from '../../lib/views/batch.ts';
import { notOneFileText } from '../../lib/views/batch-texts.ts';
import { BatchChanges } from './batch-changes.tsx';

interface Props {
  batch: Batch;
  jobs: Job[];
  onShow(file: ExportFile): void;
}

/** What exports that were begun together have in common: `09:00 · 5 of 6 views exported`. */
export function BatchRow({ batch, jobs, onShow }: Props) {
  const { startedAt, items, changes, workbook } = batch;
  const { done, total } = progressOf(batch, (id) => jobs.find((job) => job.id === id));
  const parts = [formatClock(startedAt), t('views_batch', formatCount(done), formatCount(total))];
  if (items.some(({ missed }) => missed)) parts.push(t('views_missed'));
  if (workbook?.failed) parts.push(notOneFileText(workbook.failed));
  return (
    <tr class="batch">
      <th scope="rowgroup" colSpan={5}>
        {parts.join(' · ')}
        {changes ? (
          <>
            {' · '}
            <BatchChanges changes={changes} />
          </>
        ) : null}
        {workbook?.saved ? (
          <>
            {' · '}
            <WorkbookFile workbook={workbook} onShow={onShow} />
          </>
        ) : null}
      </th>
    </tr>
  );
}
