import { AfterPaint } from '../../components/after-paint.tsx';
import { MessageBar } from '../../components/message-bar.tsx';
import { NotExcel } from '../../components/not-excel.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import { baseName } from '../../lib/files/file-name.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { reportUrl } from '../../lib/surfaces/report-url.ts';
import { capitalized, formatBytes, formatWhen, t } from '../../lib/texts/i18n.ts';

interface Props {
  job: Job;
  now: number;
  deeds: Deeds;
  onExport: (() => void) | undefined;
}

/** An export that has just ended well: its file, and what can be done with it. */
export function Done({ job, now, deeds, onExport }: Props) {
  const { file } = job;
  return (
    <>
      <MessageBar intent="success" title={t('status_done')} heading="h3">
        <p>
          <AfterPaint>
            {() => {
              const when = capitalized(formatWhen(job.updatedAt, now));
              return file ? `${when} · ${formatBytes(file.bytes)}` : when;
            }}
          </AfterPaint>
        </p>
        {file ? (
          <p class="quiet file" title={baseName(file.name)}>
            <bdi>{baseName(file.name)}</bdi>
          </p>
        ) : null}
        <NotExcel file={file} />
        {job.joined ? <p class="quiet">{t('wasJoined')}</p> : null}
        {file ? (
          <div class="actions">
            <button type="button" class="primary" onClick={deeds.openFile}>
              {t('openFile')}
            </button>
            <button type="button" onClick={deeds.showFile}>
              {t('showInFolder')}
            </button>
          </div>
        ) : null}
      </MessageBar>
      <div class="actions">
        <button type="button" class={file ? '' : 'primary'} onClick={onExport}>
          {t('exportAgain')}
        </button>
        <a href={reportUrl(job)} target="_blank" rel="noreferrer">
          {t('openReport')}
        </a>
      </div>
    </>
  );
}
