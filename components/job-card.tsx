import './job-card.css';
import { formatBytes, formatElapsed, formatTime, type MessageKey, t } from '../lib/i18n.ts';
import { type Account, isOpen, type Job } from '../lib/jobs/job.ts';
import { elapsedOf, problemOf, type Status, statusOf, statusText } from '../lib/jobs/status.ts';
import type { ProblemAction } from '../lib/problems.ts';
import { ProblemPanel } from './problem-panel.tsx';

const order: Status[] = ['created', 'waiting', 'running', 'downloading', 'done'];

interface Props {
  job: Job;
  now: number;
  deeds: Partial<Record<ProblemAction | 'cancel' | 'remove' | 'showFile', () => void>>;
  adminConsentUrl?: string | undefined;
  /** The view is named above already. */
  named?: boolean;
  /** Who is signed in: whom a problem concerns that came before the export had an account. */
  signedIn?: Account | undefined;
}

/** One export: what it is, how far it has got, why it stands still. */
export function JobCard({ job, now, deeds, adminConsentUrl, named = false, signedIn }: Props) {
  const status = statusOf(job);
  const problem = problemOf(job);
  const { view, account = signedIn } = job;
  return (
    <article class="job" aria-label={nameOf(job)}>
      {named ? null : <h3 dir="auto">{nameOf(job)}</h3>}
      <div class="state">
        <span role="status">{t(statusText(status))}</span>
        <span class="quiet" dir="auto">
          {timeText(job, status, now)}
        </span>
      </div>
      <Steps job={job} status={status} />
      {job.joined && isOpen(job) ? <p>{t('joined')}</p> : null}
      {status === 'paused' && job.expiresAt ? (
        <p class="quiet">{t('keptUntil', formatTime(job.expiresAt, now))}</p>
      ) : null}
      {status === 'cancelled' ? <p class="quiet">{t('runsOn')}</p> : null}
      {status === 'done' && job.file ? (
        <p class="quiet">
          <bdi>{job.file.name.split(/[/\\]/).at(-1)}</bdi> ({formatBytes(job.file.bytes)})
          {job.joined ? ` – ${t('wasJoined')}` : ''}
        </p>
      ) : null}
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
        {status === 'done' ? <Deed label="showInFolder" deed={deeds.showFile} /> : null}
        {isOpen(job) ? null : <Deed label="remove" deed={deeds.remove} />}
      </div>
    </article>
  );
}

const nameOf = ({ title, view }: Job): string => title ?? t('unnamedView', view.explorerViewId);

const timeText = (job: Job, status: Status, now: number): string =>
  isOpen(job) || status === 'done'
    ? t(status === 'done' ? 'took' : 'elapsed', formatElapsed(elapsedOf(job, now)))
    : formatTime(job.updatedAt, now);

function Deed({ label, deed }: { label: MessageKey; deed: (() => void) | undefined }) {
  return deed ? (
    <button type="button" class="link" onClick={deed}>
      {t(label)}
    </button>
  ) : null;
}

/** The five stations of an export; the one that it is at breathes. */
function Steps({ job, status }: { job: Job; status: Status }) {
  if (status === 'failed' || status === 'cancelled') return null;
  const at = order.indexOf(status === 'paused' ? statusOf({ ...job, dueAt: 0 }) : status);
  return (
    <ol
      class={`steps ${status === 'done' ? 'done' : ''} ${job.hold ? 'still' : ''}`}
      aria-label={t('progress')}
    >
      {order.map((station, index) => (
        <li
          key={station}
          class={index <= at ? 'reached' : ''}
          aria-current={index === at && status !== 'done' ? 'step' : undefined}
          title={t(statusText(station))}
        >
          <span class="visually-hidden">{t(statusText(station))}</span>
        </li>
      ))}
    </ol>
  );
}
