import './job-card.css';
import { baseName } from '../lib/files/file-name.ts';
import { formatBytes, formatElapsed, formatTime, type MessageKey, t } from '../lib/i18n.ts';
import { type Account, isOpen, type Job } from '../lib/jobs/job.ts';
import { elapsedOf, problemOf, type Status, statusOf, statusText } from '../lib/jobs/status.ts';
import { reportUrl } from '../lib/report-url.ts';
import { nameOf, type ViewNames } from '../lib/view-names.ts';
import { NotExcel } from './not-excel.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { Steps } from './steps.tsx';
import type { Deeds } from './use-deeds.ts';

interface Props {
  job: Job;
  now: number;
  /** The user's own names of views. */
  names: ViewNames;
  deeds: Deeds;
  adminConsentUrl?: string | undefined;
  /** The view is named above already. */
  named?: boolean;
  /** Who is signed in: whom a problem concerns that came before the export had an account. */
  signedIn?: Account | undefined;
}

/** One export: what it is, how far it has got, why it stands still. */
export function JobCard({ job, now, names, deeds, adminConsentUrl, named = false, signedIn }: Props) {
  const status = statusOf(job);
  const problem = problemOf(job);
  const { view, account = signedIn } = job;
  const name = nameOf(job, names);
  return (
    <article class="job" aria-label={name}>
      {named ? null : <h3 dir="auto">{name}</h3>}
      <div class="state">
        <span role="status">{t(statusText(status))}</span>
        <span class="quiet" dir="auto">
          {timeText(job, status, now)}
        </span>
      </div>
      <Steps job={job} />
      {job.joined && isOpen(job) ? <p>{t('joined')}</p> : null}
      {status === 'paused' && job.expiresAt ? (
        <p class="quiet">{t('keptUntil', formatTime(job.expiresAt, now))}</p>
      ) : null}
      {status === 'cancelled' ? <p class="quiet">{t('runsOn')}</p> : null}
      {status === 'done' && job.file ? (
        <p class="quiet">
          <bdi>{baseName(job.file.name)}</bdi> ({formatBytes(job.file.bytes)})
        </p>
      ) : null}
      <NotExcel file={job.file} />
      {status === 'done' && job.joined ? <p class="quiet">{t('wasJoined')}</p> : null}
      {problem ? (
        <ProblemPanel
          problem={problem}
          subject={{ ...view, account }}
          waits={isOpen(job)}
          deeds={deeds}
          adminConsentUrl={adminConsentUrl}
        />
      ) : null}
      <div class="actions">
        {isOpen(job) ? <Deed label="stopFollowing" deed={deeds.cancel} /> : null}
        {status === 'done' ? (
          <>
            <Deed label="showInFolder" deed={deeds.showFile} />
            <a href={reportUrl(job)} target="_blank" rel="noreferrer">
              {t('openReport')}
            </a>
          </>
        ) : null}
        {isOpen(job) ? null : <Deed label="remove" deed={deeds.remove} />}
      </div>
    </article>
  );
}

const timeText = (job: Job, status: Status, now: number): string =>
  isOpen(job) || status === 'done'
    ? t(status === 'done' ? 'took' : 'elapsed', formatElapsed(elapsedOf(job, now)))
    : formatTime(job.updatedAt, now);

function Deed({ label, deed }: { label: MessageKey; deed: (() => void) | undefined }) {
  return deed ? (
    <button type="button" class="link" data-deed={label} onClick={deed}>
      {t(label)}
    </button>
  ) : null;
}
