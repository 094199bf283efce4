import { later } from '../../components/later.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import type { ExportFile } from '../../lib/files/export-file.ts';
import type { ExplorerView } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { t } from '../../lib/texts/i18n.ts';
import type { Batch } from '../../lib/views/batch.ts';
import { entriesOf } from './batches.ts';
import { groupsOf } from './groups.ts';
import { Row, type RowProps } from './row.tsx';

const BatchRow = later(() => import('./batch-row.tsx').then((part) => part.BatchRow));

interface Props extends Pick<RowProps, 'now' | 'names' | 'adminConsentUrl'> {
  /** Those that are looked for. */
  shown: Job[];
  jobs: Job[];
  batches: Batch[];
  /** The export that the page was opened for. */
  wanted: string | null;
  deedsFor(job: Job, now: number): Deeds;
  onShow(file: ExportFile): void;
  onRename(view: ExplorerView, name: string): void;
}

/** The exports in groups: what needs the user, what runs, and the rest by days; those of a batch together. */
export function Exports({ shown, jobs, batches, wanted, deedsFor, onShow, onRename, ...shared }: Props) {
  return (
    <table class="exports">
      <caption class="visually-hidden">{t('exports')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('view')}</th>
          <th scope="col">{t('history_when')}</th>
          <th scope="col">{t('history_file')}</th>
          <th scope="col">{t('history_state')}</th>
          <td />
        </tr>
      </thead>
      {groupsOf(shown, shared.now).map(({ title, jobs: group, ofDay = false }) => (
        <tbody key={title}>
          <tr class="group">
            <th scope="rowgroup" colSpan={5}>
              {title}
            </th>
          </tr>
          {entriesOf(group, batches).flatMap(({ batch, jobs: together }) => [
            batch && ofDay ? <BatchRow key={batch.id} batch={batch} jobs={jobs} onShow={onShow} /> : null,
            ...together.map((job) => (
              <Row
                {...shared}
                key={job.id}
                job={job}
                ofDay={ofDay}
                ofBatch={batch !== undefined && ofDay}
                deeds={deedsFor(job, shared.now)}
                wanted={job.id === wanted}
                onRename={(name) => onRename(job.view, name)}
              />
            )),
          ])}
        </tbody>
      ))}
    </table>
  );
}
